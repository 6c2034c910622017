"""A push of 1,000 commands in exchanges of 100, to a server on SQLite and on PostgreSQL."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from msgspec.structs import replace

from core.commands.seats import Book
from core.store.sqlite import connect
from core.wire.envelope import Envelope
from core.wire.protocol import MOST_COMMANDS, PROTOCOL, ExchangeRequest
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.service import DeskService
from tests.bench.busy_world import busy_world, copy_of
from tests.bench.harness import Goal, Measure
from tests.bench.recording import Call, RecordingCursor, replay
from tests.support.postgres import WheelCluster
from tests.sync.world import KEY, ORGANISATION, World

COMMANDS = 1000
Opens = Callable[[str], SqlDatabase]


class Recorded(SqlDatabase):
    """Notes every statement of its transactions, the beginning and the end included."""

    calls: list[Call]

    @contextmanager
    def _transaction(self, first: str) -> Iterator[Any]:
        with super()._transaction(first) as cursor:
            self.calls.append(Call("execute", (first, ())))
            yield RecordingCursor(cursor, self.calls)
        self.calls.append(Call("execute", ("COMMIT", ())))


def measures() -> Iterator[Measure]:
    """Milliseconds of 100 commands; the floor is the statements of their settling, bare."""
    with busy_world() as (world, folder, books):
        pushed = _made(world, books)
        path = folder / "server.db"
        with closing(connect(path, KEY)) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        yield _compared("SQLite", world, pushed, lambda to: open_sqlite(copy_of(path, to), KEY))
    cluster = WheelCluster()
    _make(cluster, "studio")
    with busy_world(cluster.url("studio")) as (world, _folder, books):
        pushed = _made(world, books)
        world.database.engine.dispose()  # type: ignore[attr-defined]

        def opens(to: str) -> SqlDatabase:
            _make(cluster, to, "studio")
            return open_postgresql(cluster.url(to))

        yield _compared("PostgreSQL", world, pushed, opens)
    cluster.stop()


def _made(world: World, books: list[Book]) -> list[ExchangeRequest]:
    """The pushes of a desk that booked offline."""
    desk = world.desks[0]
    for book in books[:COMMANDS]:
        desk.do(book)
    envelopes: tuple[Envelope, ...] = desk.replica.unsent(COMMANDS)
    cursor = desk.replica.standing.cursor
    asked = ExchangeRequest(PROTOCOL, desk.identity.desk_id, 1, cursor)
    return [
        replace(asked, commands=envelopes[at : at + MOST_COMMANDS])
        for at in range(0, COMMANDS, MOST_COMMANDS)
    ]


def _compared(name: str, world: World, pushes: list[ExchangeRequest], opens: Opens) -> Measure:
    recorded = Recorded(opens("recorded").engine)
    recorded.calls = []
    calls = []
    for push in pushes:
        _settle(world, recorded, push)
        calls.append(list(recorded.calls))
        recorded.calls.clear()
    bare, ours = opens("bare"), opens("ours")
    raw = bare.engine.raw_connection()
    if bare.dialect != "sqlite":
        raw.dbapi_connection.autocommit = True  # type: ignore[union-attr]
        calls = [[begun for call in one for begun in _begun(call)] for one in calls]
    samples, floor = [], []
    for push, statements in zip(pushes, calls, strict=True):
        floor.append(replay(raw.cursor(), statements))
        began = time.perf_counter_ns()
        _settle(world, ours, push)
        samples.append((time.perf_counter_ns() - began) / 1e6)
    for one in (recorded, bare, ours):
        one.engine.dispose()
    goal = Goal("ratio", 2.0)
    return Measure(f"push of 100 of {COMMANDS:,} commands, {name}", samples, floor, goal)


def _settle(world: World, database: SqlDatabase, push: ExchangeRequest) -> None:
    reply = DeskService(database, world.clock, ORGANISATION).exchange(push)
    assert len(reply.settled) == MOST_COMMANDS, reply.refused


def _begun(call: Call) -> list[Call]:
    """psycopg begins by itself where autocommit is off; the bare connection is told to.

    Our two first statements go in one; here each goes alone.
    """
    first = str(call.arguments[0]) if call.arguments else ""
    if not first.startswith("SET TRANSACTION"):
        return [call]
    begin, _, tenant = first.replace("SET TRANSACTION", "BEGIN").partition("; ")
    return [Call("execute", (one, ())) for one in (begin, tenant)]


def _make(cluster: WheelCluster, name: str, template: str = "template1") -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
