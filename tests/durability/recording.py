"""Records what a desk writes to its disk, in order, and when it showed what as saved."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from tests.durability.underlay import OK, underlaid
from tests.sync.disks import FileDisk, MemoryDisk
from tests.sync.intents import Intents
from tests.sync.memory_server import MemoryDatabase
from tests.sync.seeded import seeded
from tests.sync.simulated import Simulated, furnish
from tests.sync.studio_of_days import laid_out
from tests.sync.world import SimDesk

STORE = "desk.db"
KEPT_BY_SQLITE = ("sqlite_", "client_word", "client_part")
MINUTE_MS = 60_000


class Event(msgspec.Struct, frozen=True):
    """One change of a file: write, truncate, sync, delete."""

    what: str
    name: str
    at: int = 0
    data: bytes = b""


class Recorder:
    """A disk that lets everything through and writes it down."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.saved: list[int] = []
        """For each commit that a desk was told of: how many events there were before."""
        self.states: list[str] = []
        """What the store held after it."""

    def write(self, name: str, offset: int, data: bytes) -> int:
        return self._note(Event("write", name, offset, data))

    def truncate(self, name: str, size: int) -> int:
        return self._note(Event("truncate", name, size))

    def sync(self, name: str) -> int:
        return self._note(Event("sync", name))

    def delete(self, name: str) -> int:
        return self._note(Event("delete", name))

    def commit(self, state: str) -> None:
        """From here on what was committed must never be lost."""
        self.saved.append(len(self.events))
        self.states.append(state)

    def _note(self, event: Event) -> int:
        self.events.append(event)
        return OK


def state_of(connection: Any) -> str:
    """What a store holds: a hash over all its tables but those that SQLite keeps for itself."""
    cursor = connection.cursor()
    names = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    total = hashlib.blake2b(digest_size=16)
    for (name,) in sorted(names):
        if name.startswith(KEPT_BY_SQLITE):
            continue
        rows = cursor.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
        total.update(f"{name} {sorted(map(repr, rows))}".encode())
    return total.hexdigest()


def record(folder: Path, seed: int, acts: int, synchronous: str = "FULL") -> Recorder:
    """A desk and its neighbour act and exchange; the desk is closed and opened now and then."""
    studio = laid_out(2)
    database = MemoryDatabase(studio.organisation)
    furnish(database, studio)
    recorder = Recorder()
    chance = Random(seed)
    with underlaid(str(folder), recorder), seeded() as ids:
        world = Simulated(database, studio, 2, chance)
        disk = FileDisk(folder / STORE, studio.organisation)
        desk = world.add_desk("desk-a", disk)
        other = world.add_desk("desk-b", MemoryDisk())
        _begin(desk, disk, recorder, synchronous)
        for number in range(acts):
            ids.begin(number, world.clock.at)
            world.clock.at += chance.randrange(5) * MINUTE_MS
            _something(world, desk, other, chance)
            if number % 60 == 59:
                desk.store = disk.open()
                _begin(desk, disk, recorder, synchronous)
        disk.close()
    return recorder


def _begin(desk: SimDesk, disk: FileDisk, recorder: Recorder, synchronous: str) -> None:
    """Start the desk's program; each of its commits is noted from now on."""
    disk.connection.execute(f"PRAGMA synchronous = {synchronous}")
    store: Any = desk.store
    transaction = store.transaction

    @contextmanager
    def noted() -> Iterator[None]:
        with transaction():
            yield
        recorder.commit(state_of(disk.connection))

    store.transaction = noted
    desk.start()


def _something(world: Simulated, desk: SimDesk, other: SimDesk, chance: Random) -> None:
    if chance.random() < 0.15:
        other.exchange()
        desk.exchange()
        return
    who = other if chance.random() < 0.2 else desk
    wish = Intents(world, who, chance).draw()
    if wish is not None:
        who.run(wish.command, wish.actor, wish.approved_by)
