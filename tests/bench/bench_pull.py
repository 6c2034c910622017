"""A pull of a thousand changed rows, as the desk's store grows.

What changes together are the bookings of the newest classes. A thousand clients out of all show the
worst: each lies in a page of its own, for the bare driver as for us.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from core.changes import Change
from core.domain.bookings import Booking
from core.domain.people import Client
from core.domain.rows import Row
from core.store.sql_reader import values_of
from core.store.sqlite import Connection, connect
from core.store.statements import SQLITE, row_sql
from core.wire.codec import encode_row
from core.wire.digest import moved, movement
from core.wire.protocol import ExchangeReply, ExchangeRequest, TableRows
from core.wire.shapes import SCHEMA
from desktop.desk import STORE
from desktop.replica import Replica
from desktop.sync.engine import Engine
from sync_server.demo.large_file import KEY, LargeFile, large_file
from sync_server.demo.large_plan import Scale
from sync_server.demo.large_rows import client_id
from tests.bench.harness import Goal, Measure
from tests.bench.large_desk import CACHE, scale
from tests.support.large_desk import enrolled

ROWS, TIMES = 1000, 10


class Chosen(NamedTuple):
    """Which rows change, and in which column."""

    row_type: type[Row]
    column: str
    ids: list[str]


Choose = Callable[[Scale, Connection], Chosen]


class OnePage:
    """A server whose answer is ready, as it comes from the wire."""

    def __init__(self, replica: Replica, rows: list[Row], sums: dict[str, int]) -> None:
        standing = replica.standing
        tables = tuple(
            TableRows(table, msgspec.Raw(b"[" + b",".join(map(encode_row, group)) + b"]"))
            for table, group in groupby(rows, key=lambda row: row.table)
        )
        head = standing.cursor + 1
        reply = ExchangeReply(
            standing.history_id, 7, 1, tables=tables, head=head, digest=sums, schema=SCHEMA
        )
        self._answer = msgspec.json.encode(replace(reply, version=head))

    def exchange(self, _request: ExchangeRequest) -> ExchangeReply:
        return msgspec.json.decode(self._answer, type=ExchangeReply)


def measures() -> Iterator[Measure]:
    """The floor upserts the same rows, bare, in one transaction of its own."""
    largest = scale()
    first: list[float] = []
    for size in (Scale(1_000, 20_000, largest.now, days=100), largest):
        ours, floor = _pulled(size, _newest_bookings)
        name = f"pull of {ROWS:,} changed rows, {size.bookings:,} bookings"
        yield Measure(name, ours, floor, Goal("ratio", 2.0))
        if first:
            yield Measure(f"{name}, beside 20,000", ours, first, Goal("ratio", 1.5))
        first = first or ours
    ours, floor = _pulled(largest, _clients_from_everywhere)
    yield Measure(f"pull of {ROWS:,} clients out of {largest.clients:,}", ours, floor)


def _pulled(size: Scale, choose: Choose) -> tuple[list[float], list[float]]:
    made = large_file(CACHE, size)
    with TemporaryDirectory(prefix="foyer-bench-") as name:
        desk = enrolled(made, Path(name) / "desk")
        replica = desk.dispatcher.replica
        replica.standing = replace(replica.standing, shapes=f"{SCHEMA}/{SCHEMA}")
        with closing(connect(Path(name) / "desk" / STORE, KEY)) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            try:
                return _samples(made, choose(size, raw), replica, raw)
            finally:
                desk.close()


def _samples(
    made: LargeFile, chosen: Chosen, replica: Replica, raw: Connection
) -> tuple[list[float], list[float]]:
    ours, floor = [], []
    put = row_sql(SQLITE, chosen.row_type).put
    for number in range(TIMES + 1):
        changes = _edited(replica, chosen, number)
        rows: list[Row] = [change.after for change in changes if change.after is not None]
        sums = moved(replica.store.read_digest(), movement(changes))
        engine = Engine(replica, OnePage(replica, rows, sums))
        began = time.perf_counter_ns()
        engine.step()
        ours.append((time.perf_counter_ns() - began) / 1e6)
        cursor = raw.cursor()
        values = [(made.organisation_id, *values_of(row)) for row in sorted(rows, key=_by_id)]
        began = time.perf_counter_ns()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(put, values)
        cursor.execute("COMMIT")
        floor.append((time.perf_counter_ns() - began) / 1e6)
    return ours[1:], floor[1:]


def _newest_bookings(_size: Scale, raw: Connection) -> Chosen:
    found = raw.execute("SELECT id FROM booking ORDER BY starts_at DESC, id LIMIT ?", (ROWS,))
    return Chosen(Booking, "note", [id for (id,) in found.fetchall()])


def _clients_from_everywhere(size: Scale, _raw: Connection) -> Chosen:
    step = max(1, size.clients // ROWS)
    ids: list[str] = [client_id(size, number * step) for number in range(min(ROWS, size.clients))]
    return Chosen(Client, "notes", ids)


def _edited(replica: Replica, chosen: Chosen, number: int) -> list[Change]:
    found = replica.store.rows.several(chosen.row_type, chosen.ids)
    return [
        Change(chosen.row_type, id, one, replace(one, **{chosen.column: f"seen {number}"}))
        for id, one in found.items()
    ]


def _by_id(row: Row) -> str:
    return row.id
