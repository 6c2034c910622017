"""Eight connections race for the seats of fifty classes on PostgreSQL; none may be oversold.

The control: without the lock on the organisation's head the same race oversells.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from typing import Any

import msgspec
import pytest

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.commands.seats import Book
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, SEATED
from core.domain.ids import CommandId, StaffId, new_id
from core.store.postgresql import Limits
from core.store.statements import POSTGRESQL
from sync_server.database import READ_COMMITTED, SqlDatabase, open_postgresql
from sync_server.settlement import settle_all
from sync_server.store.sql import SqlServerStore, create_head
from tests.concurrency.race_studio import Race, prepare
from tests.support.postgres import Databases
from tests.support.rules import rule

CONNECTIONS = 8
CLASSES = 50
SEATS = 10
ATTEMPTS = 4_000
NOW = 1_772_438_400_000


class Unlocked(SqlDatabase):
    """As the real one, but its transactions do not take the organisation's lock."""

    @contextmanager
    def write(self, organisation_id: str) -> Iterator[SqlServerStore]:
        with self.transaction(READ_COMMITTED, organisation_id) as cursor:
            yield SqlServerStore(cursor, POSTGRESQL, organisation_id, lock=False)


@pytest.fixture
def race(postgres: Databases) -> Iterator[Race]:
    with postgres.fresh() as url:
        database = open_postgresql(url, Limits(connections=CONNECTIONS))
        with database.engine.begin() as connection:
            connection.execute(create_head("org-race", "history"))
        yield prepare(database, CLASSES, SEATS)
        database.engine.dispose()


@rule("BK-1")
def test_no_class_is_oversold_by_eight_connections(race: Race) -> None:
    booked = run(race, race.database, ATTEMPTS)
    assert booked == CLASSES * SEATS
    assert seats_by_class(race) == dict.fromkeys(race.occurrences, SEATS)


def test_without_the_lock_the_same_race_oversells(race: Race) -> None:
    unlocked = Unlocked(race.database.engine)
    for occurrence in race.occurrences:  # one class after the other: all eight want its seats
        run(msgspec.structs.replace(race, occurrences=[occurrence]), unlocked, ATTEMPTS // CLASSES)
        if max(seats_by_class(race).values()) > SEATS:
            break
    assert max(seats_by_class(race).values()) > SEATS


def run(race: Race, database: SqlDatabase, attempts: int) -> int:
    """Book from eight threads; gives how many were told that they are booked."""
    random = Random(7)
    wishes = [
        Book(random.choice(race.clients), random.choice(race.occurrences), pay_at_desk=True)
        for _ in range(attempts)
    ]

    def attempt(wish: Command) -> bool:
        act = Act(CommandId(new_id()), StaffId(race.owner), NOW)
        with database.write("org-race") as store:
            (result,) = settle_all(store, NOW, [(act, wish)])
        return isinstance(result, Outcome)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        return sum(threads.map(attempt, wishes))


def seats_by_class(race: Race) -> dict[str, int]:
    used: Counter[str] = Counter()
    with race.database.read("org-race") as store:
        for occurrence in race.occurrences:
            bookings: list[Any] = store.rows.find(BOOKINGS_OF_OCCURRENCE, occurrence)
            used[occurrence] = sum(b.seats for b in bookings if b.state in SEATED)
    return dict(used)
