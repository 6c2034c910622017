"""A rebase: a thousand pending commands run again on five hundred rows that came from elsewhere."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from core.changes import Change
from core.domain.people import Client
from core.domain.rows import Row
from core.store.sqlite import connect
from core.wire.digest import moved, movement
from desktop.replica import Replica
from tests.bench.bench_command import replica_on
from tests.bench.busy_world import busy_world, copy_of
from tests.bench.harness import Goal, Measure
from tests.bench.recording import Call, RecordingConnection, replay
from tests.sync.world import KEY, World

PENDING, ROWS, TIMES = 1000, 500, 5


def measures() -> Iterator[Measure]:
    """The floor is the very same statements on the bare driver, each time on a copy of the file."""
    with busy_world() as (world, folder, books):
        path = folder / "desk-a.db"
        with closing(connect(path, KEY)) as raw:
            replica = replica_on(world, raw)
            for book in books[:PENDING]:
                replica.execute(replica.act(world.actor), book)
            _written_back(raw)
        rows, sums = _served(world, path)
        ours, floor = [], []
        calls = _recorded(world, copy_of(path, "recorded.db"), rows, sums)
        for number in range(TIMES):
            with closing(connect(copy_of(path, f"floor-{number}.db"), KEY)) as raw:
                floor.append(replay(raw.cursor(), calls))
            with closing(connect(copy_of(path, f"ours-{number}.db"), KEY)) as raw:
                replica = replica_on(world, raw)
                began = time.perf_counter_ns()
                replica.rebase(rows, replica.standing.cursor + 1, sums)
                ours.append((time.perf_counter_ns() - began) / 1e6)
    name = f"a rebase of {PENDING:,} pending and {ROWS} rows"
    yield Measure(name, ours, floor, Goal("ratio", 2.0))


def _served(world: World, path: Path) -> tuple[list[Row], dict[str, int]]:
    """Rows that changed at the server, and the sums that they make."""
    with closing(connect(path, KEY)) as raw:
        replica: Replica = replica_on(world, raw)
        known = [replica.store.rows.get(Client, one) for one in world.clients]
        old = [one for one in known if one is not None]
        new = [
            Change(Client, f"{one.id}-{n}", None, replace(one, id=f"{one.id}-{n}", notes=f"{n}"))
            if n
            else Change(Client, one.id, one, replace(one, email=f"{one.id[:6]}@example.com"))
            for n in range(ROWS // len(old) + 1)
            for one in old
        ][:ROWS]
        sums = moved(replica.store.read_digest(), movement(new))
    return [change.after for change in new if change.after is not None], sums


def _recorded(world: World, path: Path, rows: list[Row], sums: dict[str, int]) -> list[Call]:
    with closing(connect(path, KEY)) as raw:
        recording = RecordingConnection(raw)
        replica = replica_on(world, recording)
        recording.taken()
        replica.rebase(rows, replica.standing.cursor + 1, sums)
        return recording.taken()


def _written_back(raw: object) -> None:
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[attr-defined]
