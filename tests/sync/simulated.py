"""The simulated world: a server that can die, desks with links that fail, clocks that jump."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from random import Random

from core.changes import Change
from core.domain.ids import DeskId, LocationId, OrganisationId, StaffId
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.domain.zones import MINUTE_MS
from core.wire.digest import moved, movement
from core.wire.protocol import ExchangeReply, ExchangeRequest
from desktop.replica import Identity
from sync_server.clockwork import Clockwork
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.heard import Heard
from sync_server.service import DeskService
from sync_server.store.port import Database
from sync_server.store.sql import create_head
from tests.support.studio import NOW
from tests.sync.backups import Backups, FileBackups, MemoryBackups, NoBackups
from tests.sync.disks import KEY, Disk, FileDisk, MemoryDisk
from tests.sync.faulty_link import FaultyLink
from tests.sync.fuse import Fuse, Killed, MortalDatabase
from tests.sync.memory_server import SECRET, MemoryDatabase, MemoryServerStore
from tests.sync.oracle import rows_of
from tests.sync.studio_of_days import DESKS, LaidOut, Place, laid_out
from tests.sync.world import SimDesk, WorldClock

BEGINS = NOW + MINUTE_MS
"""When all desks have loaded, on every store."""
SERVER = "server.db"
ROWS_A_PAGE = 60
"""Small, so that what has gathered overnight comes in several pages."""


class Spot:
    """What a desk sees of its world: the clock, its location, who stands at it by default."""

    def __init__(self, clock: WorldClock, place: Place) -> None:
        self.clock = clock
        self.place = place
        self.location = LocationId(place.location)
        self.actor = StaffId(place.staff[0])


class SimServer:
    """The server's program on a database that outlives it. Implements SyncProtocol."""

    def __init__(self, database: Database, clock: WorldClock, organisation: str) -> None:
        self.database = MortalDatabase(database)
        self.clock = clock
        self.organisation = organisation
        self.kills = 0
        self.start()

    def start(self) -> None:
        """Start the program again on what the database holds."""
        self.database.fuse = None
        heard = Heard(self.database)
        self.service = DeskService(
            self.database, self.clock, self.organisation, most_rows=ROWS_A_PAGE, heard=heard
        )
        self.clockwork = Clockwork(self.database, self.clock, heard)

    def doom(self, statements: int) -> None:
        """It dies at its n-th statement from now on."""
        self.database.fuse = Fuse(statements)

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        try:
            return self.service.exchange(request)
        except Killed:
            self.kills += 1
            self.start()
            raise Fault("server_unreachable", why="the server died") from None

    def tick(self) -> int:
        """The timers' tick; 0 where it died in it."""
        try:
            return self.clockwork.tick(self.organisation)
        except Killed:
            self.kills += 1
            self.start()
            return 0


class Simulated:
    """The studio, its server, its desks, and what befell them (`faults` by kind)."""

    def __init__(self, database: Database, studio: LaidOut, number: int, random: Random) -> None:
        self.random = random
        self.number = number
        self.studio = studio
        self.clock = WorldClock(NOW)
        self.organisation = OrganisationId(studio.organisation)
        self.server = SimServer(database, self.clock, studio.organisation)
        self.desks: list[SimDesk] = []
        self.faults: Counter[str] = Counter()
        self.receipts = self.lost = 0
        self.disks: dict[SimDesk, Disk] = {}
        self.copies: dict[str, Disk] = {}
        self.backups: Backups = NoBackups()

    def receipt(self, desk: SimDesk) -> str:
        """The next number of a desk's series."""
        self.receipts += 1
        return f"LON-{desk.identity.desk_code}-{self.receipts:06d}"

    def at(self, number: int) -> SimDesk:
        """The desk of a number, or now and then the twin that was made of it."""
        desk = self.desks[number]
        twins = [twin for twin in self.desks[self.number :] if twin.name == desk.name]
        return self.random.choice([desk, *twins]) if twins else desk

    def keep_copy(self, desk: SimDesk) -> None:
        """A backup is made of a desk's disk."""
        self.copies[desk.name] = self.disks[desk].copy()

    def put_back(self, desk: SimDesk) -> bool:
        """The last backup is put back. What was not sent since then is lost with the disk."""
        kept = self.copies.get(desk.name)
        if kept is None:
            return False
        lost = {entry.envelope.command_id for entry in desk.store.pending()}
        self.disks[desk].close()
        self.disks[desk] = kept.copy()
        desk.store = self.disks[desk].open()
        lost -= {entry.envelope.command_id for entry in desk.store.pending()}
        self.lost += len(lost)
        desk.forget(lost)
        desk.link.forget()
        desk.start()
        return True

    def clone(self, desk: SimDesk) -> SimDesk:
        """A second computer runs on a copy of a desk's disk."""
        return self.add_desk(desk.name, self.disks[desk].copy())

    def restore_server(self, *, by_tool: bool) -> bool:
        """The server's last backup is put back: by the tool, which says so to it, or by hand."""
        known = set(self._history())
        database = self.backups.put_back()
        if database is None:
            return False
        self.server.database.database = database
        self.server.start()
        if by_tool:
            with database.write(self.organisation) as store:
                store.begin_history(f"restored at {self.clock.now()}")
        known -= self._known_at_desks() | set(self._history())
        self.lost += sum(len(desk.lose(known)) for desk in self.desks)
        return True

    def _history(self) -> list[str]:
        with self.server.database.read(self.organisation) as store:
            return [line.id for line in rows_of(store.rows)[CommandLog.table]]

    def _known_at_desks(self) -> set[str]:
        """Commands that at least one desk still has, in its journal or in its history."""
        waits = {one.envelope.command_id for desk in self.desks for one in desk.store.pending()}
        lines = {
            line.id for desk in self.desks for line in rows_of(desk.store.rows)[CommandLog.table]
        }
        return waits | lines

    def add_desk(self, name: str, disk: Disk) -> SimDesk:
        place = self.studio.place_of(name)
        identity = Identity(
            self.organisation, LocationId(place.location), DeskId(name), name[-1].upper()
        )
        link = FaultyLink(self.server, self.random, self.faults)
        desk = SimDesk(Spot(self.clock, place), name, disk.open(), link, identity)
        self.desks.append(desk)
        self.disks[desk] = disk
        return desk

    def begin(self) -> None:
        """All desks have loaded: the first day begins."""
        self.clock.at = BEGINS
        for desk in self.desks:
            desk.link.begin()

    def close(self) -> None:
        """Close all disks."""
        for disk in self.disks.values():
            disk.close()

    def heal(self) -> bool:
        """All faults end, and each desk exchanges twice; False where one still cannot."""
        self.server.database.fuse = None
        for desk in self.desks:
            desk.link.mend()
            desk.clock.ahead = 0
        done = [desk.exchange() for _ in range(2) for desk in self.desks]
        return all(done)


@contextmanager
def simulated(
    *, desks: int, kind: str, random: Random, folder: Path | None = None, url: str = ""
) -> Iterator[Simulated]:
    """A world whose desks have loaded the studio. `kind` is memory, sqlite or postgresql.

    With postgresql the desks stay in memory; `url` is an empty database.
    """
    studio = laid_out(desks)
    if kind == "memory":
        yield _from_template(studio, desks, random)
        return
    with ExitStack() as stack:
        database = _database(stack, studio, kind, folder, url)
        world = Simulated(database, studio, desks, random)
        if kind == "sqlite" and folder is not None:
            backups = FileBackups(database, folder / SERVER)
            stack.callback(backups.close)
            world.backups = backups
        stack.callback(world.close)
        for name in DESKS[:desks]:
            desk = world.add_desk(name, _disk(studio, kind, folder, name))
            assert desk.exchange()
        world.begin()
        yield world


def _from_template(studio: LaidOut, desks: int, random: Random) -> Simulated:
    server, disks = _template(desks)
    database = MemoryDatabase(studio.organisation)
    database.store = server.copy(server.head().history_id)
    world = Simulated(database, studio, desks, random)
    world.backups = MemoryBackups(database)
    for name, disk in zip(DESKS, disks, strict=False):
        world.add_desk(name, disk.copy())
    world.begin()
    return world


@cache
def _template(desks: int) -> tuple[MemoryServerStore, tuple[MemoryDisk, ...]]:
    """The stores at the beginning, once: copying them is quicker than loading them again."""
    studio = laid_out(desks)
    database = MemoryDatabase(studio.organisation)
    furnish(database, studio)
    world = Simulated(database, studio, desks, Random(0))
    disks = tuple(MemoryDisk() for _ in range(desks))
    for name, disk in zip(DESKS, disks, strict=False):
        assert world.add_desk(name, disk).exchange()
    return database.store, disks


def furnish(database: Database, studio: LaidOut) -> None:
    """Put the studio's rows into an empty server, as its first version."""
    changes = [Change(type(row), row.id, None, row) for row in studio.rows]
    with database.write(studio.organisation) as store:
        store.rows.apply(changes)
        store.mark_changed(changes, 1)
        store.write_digest(moved({}, movement(changes)))
        store.write_head(1)


def _database(
    stack: ExitStack, studio: LaidOut, kind: str, folder: Path | None, url: str
) -> SqlDatabase:
    if kind == "postgresql":
        database = open_postgresql(url)
    else:
        assert folder is not None
        database = open_sqlite(folder / SERVER, KEY)
    stack.callback(database.engine.dispose)
    with database.engine.begin() as connection:
        connection.execute(create_head(studio.organisation, "history", SECRET))
    furnish(database, studio)
    return database


def _disk(studio: LaidOut, kind: str, folder: Path | None, name: str) -> Disk:
    if kind == "postgresql":
        return MemoryDisk()
    assert folder is not None
    return FileDisk(folder / f"{name}.db", studio.organisation)
