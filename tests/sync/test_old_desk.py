"""A desk two releases old, thirty days offline with ten thousand commands, comes back (0.1.0)."""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.domain.ids import DeskId, LocationId
from core.domain.records import CommandLog
from core.domain.zones import DAY_MS
from core.store.migrate import prepare_sqlite, upgrade
from core.store.sqlite import connect, engine_for
from core.wire.protocol import MOST_COMMANDS
from core.wire.shapes import SCHEMA
from desktop.replica import Identity, Replica
from desktop.store.sql import SqlDeskStore
from desktop.sync.engine import Engine
from sync_server.database import SqlDatabase, open_sqlite
from sync_server.recounting import recount
from sync_server.service import DeskService
from sync_server.verifying import findings
from tests.sync.faulty_link import FaultyLink
from tests.sync.oracle import encoded, rows_of
from tests.sync.world import KEY, ORGANISATION, WorldClock, key_of

RELEASES = Path(__file__).with_name("releases")
COMMANDS = 10_000
OLD = {"0.1.0": "0002"}
"""Releases that are kept, with the migration that was theirs."""


def laid_out(release: str, name: str, path: Path) -> None:
    """A store as that release left it."""
    kept: dict[str, list[list[Any]]] = json.loads(
        lzma.decompress((RELEASES / f"{release}-{name}.json.xz").read_bytes())
    )
    with engine_for(lambda: connect(path, KEY)).begin() as connection:
        upgrade(connection, OLD[release])
    with closing(connect(path, KEY)) as raw:
        cursor = raw.cursor()
        cursor.execute("BEGIN")
        for table, rows in kept.items():
            if table != "alembic_version" and rows:
                marks = ", ".join("?" * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        cursor.execute("COMMIT")


class OldStudio:
    """The server and the desk of a release, opened by this program thirty days later."""

    def __init__(self, release: str, folder: Path) -> None:
        for name in ("server", "desk"):
            laid_out(release, name, folder / f"{name}.db")
        self.database: SqlDatabase = open_sqlite(folder / "server.db", KEY)
        self.recounted = recount(self.database)
        path = folder / "desk.db"
        self.raw = connect(path, KEY)
        prepare_sqlite(self.raw, lambda: connect(path, KEY))
        self.store = SqlDeskStore(self.raw, ORGANISATION)
        with self.database.read(ORGANISATION) as store:
            (place,) = rows_of(store.rows)["location"]
        self.clock = WorldClock(0)
        identity = Identity(ORGANISATION, LocationId(place.id), DeskId("desk-a"), "A")
        self.replica = Replica(self.store, identity, key_of("desk-a"), self.clock)
        self.clock.at = (self.replica.standing.last_contact or 0) + 30 * DAY_MS
        service = DeskService(self.database, self.clock, ORGANISATION)
        self.engine = Engine(self.replica, FaultyLink(service, Random(1)))

    def close(self) -> None:
        self.raw.close()
        self.database.engine.dispose()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[OldStudio]:
    made = OldStudio("0.1.0", tmp_path)
    yield made
    made.close()


def test_ten_thousand_commands_of_an_old_desk_arrive_each_once_and_as_they_were_shown(
    studio: OldStudio,
) -> None:
    pending = [entry.envelope for entry in studio.store.pending()]
    assert len(pending) == COMMANDS
    rounds, trouble = 0, Counter[str]()
    while True:
        done = studio.engine.step()
        rounds += 1
        trouble[done.refused] += 1
        if not done.more:
            break
    assert set(trouble) == {""}, "nothing that a person would have to look at"
    assert rounds < 2 * COMMANDS / MOST_COMMANDS
    assert (studio.store.waiting(), studio.store.pending(), studio.store.shadows()) == (0, [], [])
    with studio.database.read(ORGANISATION) as store:
        server = rows_of(store.rows)
        assert list(findings(store)) == []
    lines = Counter(line.id for line in server[CommandLog.table])
    assert all(lines[one.command_id] == 1 for one in pending)
    shown = {one.command_id: one.shown for one in pending}
    otherwise = [
        (line.name, line.code)
        for line in server[CommandLog.table]
        if line.id in shown and line.code != shown[line.id]
    ]
    assert otherwise == []
    assert encoded(rows_of(studio.store.rows)) == encoded(server)
    assert studio.replica.standing.shapes == f"{SCHEMA}/{SCHEMA}"
    assert {(item.kind, item.weight) for item in server["attention"]} == {("SET-10", "info")}, (
        "notes that were written over without having been looked at, and nothing else"
    )


def test_sums_of_tables_that_have_more_columns_now_are_taken_anew_once(studio: OldStudio) -> None:
    assert studio.recounted == ["allocation", "command_log"]
    with studio.database.read(ORGANISATION) as store:
        secret = store.head().secret
    assert len(secret) == 64, "from here on the history proves its lines"
    assert recount(studio.database) == []
    with studio.database.read(ORGANISATION) as store:
        assert store.head().secret == secret


def test_before_it_has_a_server_the_updated_desk_shows_what_it_had(studio: OldStudio) -> None:
    rows = rows_of(studio.store.rows)
    names = {client.name for client in rows["client"]}
    assert any(name.startswith("Guest ") for name in names)
    assert studio.replica.unsent(1)[0].seq == 1
