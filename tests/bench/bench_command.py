"""A desk command with everything: rules, rows, shadows, journal, seal, one commit on a full disk
sync, through the writer thread; and the rules alone on memory."""

import time
from collections.abc import Iterator
from contextlib import closing

from core import bus
from core.changes import Act
from core.commands.seats import Book
from core.domain.ids import CommandId, new_id
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from core.store.sqlite import connect
from desktop.dispatcher import Dispatcher
from desktop.replica import Replica
from desktop.store.sql import SqlDeskStore
from tests.bench.busy_world import busy_world, copy_of
from tests.bench.harness import Goal, Measure, timed
from tests.bench.recording import Call, RecordingConnection, replay
from tests.sync.oracle import rows_of
from tests.sync.world import KEY, ORGANISATION, World

BOOKINGS, WARM = 1000, 100


def measures() -> Iterator[Measure]:
    """The floor is the very same statements on the bare driver, on a copy of the same file."""
    with busy_world() as (world, folder, books):
        path = folder / "desk-a.db"
        with closing(connect(path, KEY)) as raw:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        copies = [copy_of(path, f"{name}.db") for name in ("recorded", "floor", "ours")]
        with closing(connect(copies[0], KEY)) as raw:
            recording = RecordingConnection(raw)
            replica = replica_on(world, recording)
            recording.taken()
            calls: list[list[Call]] = []
            for book in books[: BOOKINGS + WARM]:
                replica.execute(replica.act(world.actor), book)
                calls.append(recording.taken())
        with closing(connect(copies[1], KEY)) as bare, closing(connect(copies[2], KEY)) as raw:
            cursor, dispatcher = bare.cursor(), Dispatcher(replica_on(world, raw))
            ours, floor = [], []
            for book, statements in zip(books, calls, strict=False):  # in turn: the same weather
                floor.append(replay(cursor, statements))
                began = time.perf_counter_ns()
                dispatcher.execute(book, world.actor).result()
                ours.append((time.perf_counter_ns() - began) / 1e6)
            dispatcher.close()
        goal = Goal("ratio", 1.5)
        name = f"a booking, {len(calls[-1])} calls of the driver"
        yield Measure(name, ours[WARM:], floor[WARM:], goal)
        yield Measure("a booking, the rules on memory", in_memory(world, books))


def replica_on(world: World, connection: object) -> Replica:
    """The desk's replica on another copy of its store."""
    desk = world.desks[0]
    return Replica(SqlDeskStore(connection, ORGANISATION), desk.identity, desk.key, desk.clock)


def in_memory(world: World, books: list[Book]) -> list[float]:
    """The bus alone: no store, no journal."""
    rows = rows_of(world.desks[0].store.rows)
    reader = MemoryReader(row for table in rows.values() for row in table)
    wishes = iter(books)

    def act() -> None:
        draft = Overlay(reader)
        bus.run(draft, Act(CommandId(new_id()), world.actor, world.clock.now()), next(wishes))
        reader.apply(draft.changes())

    return timed(act, BOOKINGS, WARM)
