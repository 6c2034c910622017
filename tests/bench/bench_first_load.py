"""The first load of 100,000 rows into a desk's encrypted store, its indexes included."""

import time
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from core.changes import Change
from core.domain.bookings import Booking
from core.domain.ids import BookingId, ClientId, LocationId, OccurrenceId, derive
from core.domain.people import Client
from core.domain.rows import Row
from core.store.schema import create_sqlite
from core.store.sql_reader import values_of
from core.store.sqlite import connect
from core.store.statements import SQLITE, row_sql
from core.wire.codec import encode_row
from core.wire.digest import movement
from core.wire.protocol import MOST_ROWS, ExchangeReply, ExchangeRequest, PageMark, TableRows
from core.wire.shapes import SCHEMA
from desktop.sync.engine import Engine
from tests.bench.bench_command import replica_on
from tests.bench.harness import Goal, Measure
from tests.sync.world import KEY, ORGANISATION, World

ROWS, TIMES = 100_000, 3


class Pages:
    """A server that has its answers ready as they come from the wire: pages, then the head."""

    def __init__(self, rows: list[Row]) -> None:
        digest = movement(Change(type(row), row.id, None, row) for row in rows)
        starts = range(0, len(rows), MOST_ROWS)
        replies = [self._page(rows[at : at + MOST_ROWS]) for at in starts]
        replies.append(ExchangeReply("history", 7, 1, head=9, digest=digest, schema=SCHEMA))
        self._answers = [msgspec.json.encode(reply) for reply in replies]

    def exchange(self, _request: ExchangeRequest) -> ExchangeReply:
        return msgspec.json.decode(self._answers.pop(0), type=ExchangeReply)

    def _page(self, rows: list[Row]) -> ExchangeReply:
        tables = tuple(
            TableRows(table, msgspec.Raw(b"[" + b",".join(map(encode_row, group)) + b"]"))
            for table, group in groupby(rows, key=lambda row: row.table)
        )
        mark = PageMark(9, rows[-1].table, rows[-1].id)
        return ExchangeReply("history", 7, 1, tables=tables, mark=mark, schema=SCHEMA)


def measures() -> Iterator[Measure]:
    """Seconds from the first page to the commit; the floor inserts the rows in the same order."""
    rows = _rows()
    ours, floor, as_file = [], [], []
    with World.open(desks=1) as world:
        for _ in range(TIMES):
            with TemporaryDirectory(prefix="foyer-bench-") as name:
                floor.append(_bare(Path(name), rows))
                as_file.append(_exported(Path(name)))
                ours.append(_loaded(Path(name), rows, world))
    yield Measure(f"first load of {ROWS:,} rows", ours, floor, Goal("ratio", 1.67), unit="s")
    yield Measure("the same as a ready file, under another key", as_file, floor, unit="s")


def _rows() -> list[Row]:
    """A third clients, the rest bookings, in the order of table and key as a server sends them."""
    clients: list[Row] = [
        Client(
            ClientId(derive("client", str(n))), f"Client {n}", f"client {n}", f"c{n}@example.org"
        )
        for n in range(ROWS // 3)
    ]
    bookings: list[Row] = [
        Booking(
            BookingId(derive("booking", str(n))),
            OccurrenceId(derive("occurrence", str(n % 5000))),
            ClientId(clients[n % len(clients)].id),
            LocationId("here"),
            1,
            1_772_000_000_000 + n % 5000 * 3_600_000,
            1_772_003_600_000 + n % 5000 * 3_600_000,
            1_771_000_000_000 + n,
            "staff",
        )
        for n in range(ROWS - len(clients))
    ]
    return sorted(clients + bookings, key=lambda row: (row.table, row.id))


def _bare(folder: Path, rows: list[Row]) -> float:
    with closing(connect(folder / "bare.db", KEY)) as raw:
        cursor = raw.cursor()
        create_sqlite(cursor)
        parts = [
            (row_sql(SQLITE, row_type).put, [(ORGANISATION, *values_of(row)) for row in group])
            for row_type, group in groupby(rows, key=type)
        ]
        began = time.perf_counter_ns()
        cursor.execute("BEGIN IMMEDIATE")
        for sql, values in parts:
            cursor.executemany(sql, values)
        cursor.execute("COMMIT")
        return (time.perf_counter_ns() - began) / 1e9


def _exported(folder: Path) -> float:
    """A server would write such a file for a desk, which then only opens it."""
    other = "ab" * 32
    with closing(connect(folder / "bare.db", KEY)) as raw:
        cursor = raw.cursor()
        began = time.perf_counter_ns()
        cursor.execute(f"ATTACH '{folder / 'file.db'}' AS made KEY \"x'{other}'\"")
        cursor.execute("SELECT sqlcipher_export('made')").fetchall()
        cursor.execute("DETACH made")
        return (time.perf_counter_ns() - began) / 1e9


def _loaded(folder: Path, rows: list[Row], world: World) -> float:
    pages = Pages(rows)
    with closing(connect(folder / "ours.db", KEY)) as raw:
        create_sqlite(raw.cursor())
        engine = Engine(replica_on(world, raw), pages)
        began = time.perf_counter_ns()
        while engine.step().more:
            pass
        return (time.perf_counter_ns() - began) / 1e9
