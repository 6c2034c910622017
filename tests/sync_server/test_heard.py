"""What was heard of the desks outlives the program, is shared, and costs an idle desk little."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from core.domain.zones import HOUR_MS, MINUTE_MS
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.heard import Heard
from sync_server.store.sql import create_head
from tests.support.postgres import Databases
from tests.support.rules import rule

ORG, DESK = "org-heard", "desk-a"
NOON = 1_772_452_800_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqlDatabase]:
    opened = open_sqlite(tmp_path / "server.db", b"k" * 32)
    with opened.engine.begin() as connection:
        connection.execute(create_head(ORG, "history"))
    yield opened
    opened.engine.dispose()


def known(heard: Heard, database: SqlDatabase) -> int:
    with database.read(ORG) as store:
        return heard.known(store, ORG).get(DESK, 0)


@rule("NS-1")
def test_a_restart_forgets_no_desk_and_another_worker_knows_it_too(database: SqlDatabase) -> None:
    Heard(database).note(ORG, DESK, NOON)
    assert known(Heard(database), database) == NOON


def test_an_idle_desk_is_written_once_a_minute_and_known_at_once(database: SqlDatabase) -> None:
    heard = Heard(database)
    with transactions(database) as begun:
        for second in range(0, 300, 5):
            heard.note(ORG, DESK, NOON + second * 1000)
    assert len(begun) == 5
    assert known(heard, database) == NOON + 295_000
    assert known(Heard(database), database) >= NOON + 295_000 - MINUTE_MS


def test_a_clock_that_was_set_back_does_not_silence_a_desk(database: SqlDatabase) -> None:
    heard = Heard(database)
    heard.note(ORG, DESK, NOON + HOUR_MS)
    heard.note(ORG, DESK, NOON)
    heard.note(ORG, DESK, NOON + 2 * HOUR_MS)
    assert known(Heard(database), database) == NOON + 2 * HOUR_MS


def test_a_desk_is_heard_while_its_organisation_is_being_settled(postgres: Databases) -> None:
    with postgres.fresh() as url:
        database = open_postgresql(url)
        with database.engine.begin() as connection:
            connection.execute(create_head(ORG, "history"))
        with database.write(ORG) as settling:
            settling.head()
            Heard(database).note(ORG, DESK, NOON)
        assert known(Heard(database), database) == NOON
        database.engine.dispose()


@contextmanager
def transactions(database: SqlDatabase) -> Iterator[list[object]]:
    """The connections that are taken out of the pool meanwhile."""
    taken: list[object] = []

    def note(*arguments: object) -> None:
        taken.append(arguments[0])

    event.listen(database.engine, "checkout", note)
    yield taken
    event.remove(database.engine, "checkout", note)
