"""The tick of the timers: trouble at one studio stops no other, a lost database is told once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from core.domain.refusals import Fault
from sync_server.agenda import CLAIM_MS, Agenda
from sync_server.clockwork import Clockwork
from sync_server.database import open_sqlite
from sync_server.office import Office
from sync_server.store.sql import create_head
from sync_server.timers import Timers
from tests.support.rules import rule

IDS = ("org-a", "org-b", "org-c")


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1_772_452_800_000

    def now(self) -> int:
        return self.at


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = open_sqlite(tmp_path / "server.db", b"k" * 32)
    for organisation in IDS:
        with database.engine.begin() as connection:
            connection.execute(create_head(organisation, "history"))
    made = Office(database, {}, Hands())  # type: ignore[arg-type]
    Agenda(database.engine, made.clock).fill()
    yield made
    database.engine.dispose()


def plant(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[str]:
    """Let the first studio's clockwork fail; gives whose were asked."""
    asked: list[str] = []

    def tick(_self: Any, organisation_id: str) -> int:
        asked.append(organisation_id)
        if organisation_id == IDS[0]:
            raise error
        return 0

    monkeypatch.setattr(Clockwork, "tick", tick)
    return asked


@rule("NS-5")
@pytest.mark.expects_log("the timers of org-a")
@pytest.mark.parametrize("error", [KeyError("planted"), Fault("server_failed", why="planted")])
def test_trouble_at_one_studio_stops_no_other_and_is_looked_at_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    asked = plant(monkeypatch, error)
    timers = Timers(office)
    assert timers.tick() == len(IDS)
    assert sorted(asked) == list(IDS)
    assert timers.tick() == 0
    office.clock.at += CLAIM_MS  # type: ignore[attr-defined]
    assert timers.tick() == 1
    assert asked[-1] == IDS[0]


@pytest.mark.expects_log("the database does not answer")
def test_a_database_that_is_gone_is_told_once_and_found_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    timers = Timers(office)

    def gone(*_arguments: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(Agenda, "claim", gone)
        assert [timers.tick() for _ in range(3)] == [0, 0, 0]
    assert sum("does not answer" in record.message for record in caplog.records) == 1
    assert timers.tick() == len(IDS)
