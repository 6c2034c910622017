"""The large studio: the same rows as by commands, in a file that a server and a desk can open."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.changes import Act, Outcome
from core.commands.people import EditClient, FieldChange
from core.commands.setup import EnrolDesk
from core.domain.all_rows import type_of_table
from core.domain.ids import CommandId, DeskId, StaffId
from core.domain.people import Client
from core.domain.records import Attention, CommandLog, LogSubject
from core.domain.rows import Row
from core.domain.zones import to_utc
from core.store.sqlite import connect
from core.wire.codec import decode_rows
from core.wire.digest import MODULUS, row_hash
from core.wire.protocol import PROTOCOL, ExchangeRequest
from desktop.desk import Desk
from desktop.sync.engine import Engine
from sync_server.database import SqlDatabase
from sync_server.demo.batch import BatchStore
from sync_server.demo.clerk import Clerk
from sync_server.demo.large_file import KEY, LargeFile, large_file, large_server
from sync_server.demo.large_plan import Scale, slots, visits
from sync_server.demo.large_rows import Writing, client_id, found_large
from sync_server.service import DeskService
from sync_server.settlement import settle_all
from tests.support.large_desk import DESK_ID, KEYS, enrolled
from tests.sync.world import WorldClock
from tests.sync_server.demo.by_commands import ByCommands

NOW = to_utc("2026-11-16", "12:30", "Europe/London")
SMALL = Scale(150, 900, NOW, locations=2, days=40, often=4, seldom=2)
BOOKKEEPING = (CommandLog, LogSubject)
"""What is written by commands only: their log. Attention items there are none."""


def by_table(rows: Iterable[Row]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        assert row.id not in found.setdefault(row.table, {}), row
        found[row.table][row.id] = row
    return found


def test_a_small_studio_is_the_same_by_commands_and_by_rows() -> None:
    commanded = BatchStore()
    clerk = Clerk(commanded, SMALL.seed)
    ByCommands(clerk, found_large(clerk, "org", SMALL), SMALL).run()
    written = BatchStore()
    base = found_large(Clerk(written, SMALL.seed), "org", SMALL)
    founding = [row for table in written.rows.tables.values() for row in table.values()]
    ours = by_table([*founding, *Writing(base, SMALL).rows()])
    theirs = by_table(row for table in commanded.rows.tables.values() for row in table.values())
    for one in BOOKKEEPING:
        ours.pop(one.table, None)
        theirs.pop(one.table)
    assert Attention.table not in theirs
    assert {table: len(rows) for table, rows in ours.items()} == {
        table: len(rows) for table, rows in theirs.items()
    }
    for table, rows in theirs.items():
        for id, row in rows.items():
            assert ours[table][id] == row
    states = [row.state for row in theirs["booking"].values()]  # type: ignore[attr-defined]
    assert {"attended", "checked_in", "no_show", "cancelled", "booked"} == set(states)


def test_the_plan_of_the_large_one_has_its_size() -> None:
    large = Scale(100_000, 1_000_000, NOW)
    classes = sum(1 for _ in slots(large))
    assert 0.9e6 < (classes * large.seats) < 1.2e6
    first = next(slots(large))
    assert len({visit.client for visit in visits(large, first)}) == large.seats


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> LargeFile:
    return large_file(tmp_path_factory.mktemp("cache"), SMALL)


def test_it_is_written_once_for_a_scale(made: LargeFile) -> None:
    stamp = made.path.stat().st_mtime_ns
    again = large_file(made.path.parent, SMALL)
    assert again == made
    assert made.path.stat().st_mtime_ns == stamp
    other = large_file(
        made.path.parent, Scale(120, 100, NOW, locations=1, days=10, often=2, seldom=1)
    )
    assert other.path != made.path


def test_its_digest_is_that_of_its_rows_and_it_has_all_indexes(made: LargeFile) -> None:
    with closing(connect(made.path, KEY)) as connection:
        cursor = connection.cursor()
        sums = {}
        for table, row_type in type_of_table.items():
            fields = ", ".join(row_type.__struct_fields__)
            rows = cursor.execute(f"SELECT {fields} FROM {table}").fetchall()  # noqa: S608
            if rows:
                sums[table] = sum(row_hash(row_type(*row)) for row in rows) % MODULUS
        assert dict(cursor.execute("SELECT table_name, sum FROM digest").fetchall()) == sums
        names = cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'")
        assert names.fetchone()[0] > 20
        found = cursor.execute(
            "SELECT count(*) FROM client_words WHERE client_words MATCH 'lucia*'"
        )
        assert found.fetchone()[0] > 0


@pytest.fixture
def database(made: LargeFile, tmp_path: Path) -> Iterator[SqlDatabase]:
    """A server on a copy of the file."""
    opened = large_server(made, tmp_path / "server.db")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def desk(made: LargeFile, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a copy of the file, with the server's clock."""
    opened = enrolled(made, tmp_path / "desk")
    yield opened
    opened.close()


def test_a_desk_that_got_the_file_stands_where_the_server_stands(
    made: LargeFile, database: SqlDatabase, desk: Desk
) -> None:
    with database.write(made.organisation_id) as store:
        place = made.base.locations[0]
        known = EnrolDesk(DESK_ID, place, "Large", "L", KEYS.public_key())
        now = desk.clock.now()
        act = Act(CommandId("enrolled"), StaffId(""), now, system=True)
        settle_all(store, now, [(act, known)])
    service = DeskService(database, desk.clock, made.organisation_id)
    client = client_id(SMALL, 0)
    replica = desk.dispatcher.replica
    act = replica.act(StaffId(made.base.owner))
    changes = {"notes": FieldChange("", "left knee")}
    done = replica.execute(act, EditClient(client, changes))  # type: ignore[arg-type]
    assert isinstance(done.result, Outcome)
    engine = Engine(replica, service)
    while engine.step().more:
        pass
    assert replica.standing.cursor == made.version + 2
    with database.read(made.organisation_id) as store:
        assert replica.store.read_digest() == store.read_digest()
        edited = store.rows.get(Client, client)
    assert edited is not None
    assert edited.notes == "left knee"


def test_a_new_desk_loads_all_of_it_from_the_server(made: LargeFile, database: SqlDatabase) -> None:
    service = DeskService(database, WorldClock(NOW), made.organisation_id)
    seen: Counter[str] = Counter()
    mark = None
    while True:
        asked = ExchangeRequest(PROTOCOL, DeskId("fresh"), 1, 0, mark=mark)
        reply = service.exchange(asked)
        for part in reply.tables:
            seen[part.table] += len(decode_rows(part.table, part.rows))
        mark = reply.mark
        if mark is None:
            break
    assert seen["client"] == SMALL.clients
    assert seen["booking"] > 700
    assert reply.head == made.version
