"""Eight connections race for one instructor's day on PostgreSQL; no two sessions may overlap.

The control: without the lock on the organisation's head the same race books them twice.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random

import pytest

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.commands.schedule import CreateOccurrence
from core.domain.ids import CommandId, StaffId, new_id
from core.domain.schedule import ASSIGNMENTS_OF_STAFF, OPEN_AT_LOCATION, Occurrence
from core.store.postgresql import Limits
from sync_server.database import SqlDatabase, open_postgresql
from sync_server.settlement import settle_all
from sync_server.store.sql import create_head
from tests.concurrency.race_studio import Race, prepare
from tests.concurrency.test_last_seats import Unlocked
from tests.support.postgres import Databases
from tests.support.rules import rule

CONNECTIONS = 8
ATTEMPTS = 600
NOW = 1_772_438_400_000
DAYS = tuple(f"2026-03-{day}" for day in range(10, 14))


@pytest.fixture
def race(postgres: Databases) -> Iterator[Race]:
    with postgres.fresh() as url:
        database = open_postgresql(url, Limits(connections=CONNECTIONS))
        with database.engine.begin() as connection:
            connection.execute(create_head("org-race", "history"))
        yield prepare(database, classes=1, seats=1)
        database.engine.dispose()


@rule("AVL-3", "SCH-12")
def test_one_instructor_is_in_one_session_at_a_time_whoever_asks_first(race: Race) -> None:
    made = run(race, race.database, DAYS)
    led = sessions(race)
    assert len(led) == made > 0
    assert overlaps(led) == 0


def test_without_the_lock_the_same_race_books_the_instructor_twice(race: Race) -> None:
    unlocked = Unlocked(race.database.engine)
    for day in (f"2026-04-{n:02d}" for n in range(1, 29)):
        run(race, unlocked, (day,))
        if overlaps(sessions(race)):
            break
    assert overlaps(sessions(race)) > 0


def run(race: Race, database: SqlDatabase, days: tuple[str, ...]) -> int:
    """Plan sessions at random times of the days; gives how many were told that it worked."""
    random = Random(3)
    with database.read("org-race") as store:
        one = store.rows.get(Occurrence, race.occurrences[0])
    assert one is not None
    wishes = [
        CreateOccurrence(
            one.service_id,
            one.location_id,
            random.choice(days),
            f"{random.randrange(8, 20):02d}:{random.choice(('00', '10', '20', '45'))}",
            30,
            1,
            race.owner,
        )
        for _ in range(ATTEMPTS)
    ]

    def attempt(wish: Command) -> bool:
        act = Act(CommandId(new_id()), StaffId(race.owner), NOW)
        with database.write("org-race") as store:
            (result,) = settle_all(store, NOW, [(act, wish)])
        return isinstance(result, Outcome)

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        return sum(threads.map(attempt, wishes))


def sessions(race: Race) -> list[Occurrence]:
    """What the instructor leads, by start."""
    with race.database.read("org-race") as store:
        rows = store.rows.find(ASSIGNMENTS_OF_STAFF, race.owner)
        led = [store.rows.get(Occurrence, row.occurrence_id) for row in rows]
        here = led[0].location_id if led and led[0] else ""
        assert {one.id for one in led if one} <= {
            one.id for one in store.rows.find(OPEN_AT_LOCATION, here)
        }
    return sorted((one for one in led if one), key=lambda one: one.starts_at)


def overlaps(led: list[Occurrence]) -> int:
    return sum(first.ends_at > second.starts_at for first, second in pairwise(led))
