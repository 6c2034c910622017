"""The simulated world: a server that can die, desks with links that fail, clocks that jump."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from random import Random

from core.changes import Change
from core.domain.ids import DeskId, LocationId, OrganisationId, StaffId
from core.domain.refusals import Fault
from core.domain.zones import MINUTE_MS
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.wire.digest import moved, movement
from core.wire.protocol import ExchangeReply, ExchangeRequest
from desktop.replica import Identity
from desktop.store.port import DeskStore
from desktop.store.sql import SqlDeskStore
from sync_server.clockwork import Clockwork
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.heard import Heard
from sync_server.service import DeskService
from sync_server.store.port import Database
from sync_server.store.sql import create_head
from tests.support.studio import NOW
from tests.sync.faulty_link import FaultyLink
from tests.sync.fuse import Fuse, Killed, MortalDatabase
from tests.sync.memory_desk import MemoryDeskStore
from tests.sync.memory_server import MemoryDatabase, MemoryServerStore
from tests.sync.studio_of_days import DESKS, LaidOut, Place, laid_out
from tests.sync.world import KEY, SimDesk, WorldClock

BEGINS = NOW + MINUTE_MS
"""When all desks have loaded, on every store."""
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
        heard = Heard()
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

    def __init__(self, database: Database, studio: LaidOut, random: Random) -> None:
        self.random = random
        self.studio = studio
        self.clock = WorldClock(NOW)
        self.organisation = OrganisationId(studio.organisation)
        self.server = SimServer(database, self.clock, studio.organisation)
        self.desks: list[SimDesk] = []
        self.faults: Counter[str] = Counter()
        self.receipts = 0

    def receipt(self, desk: SimDesk) -> str:
        """The next number of a desk's series."""
        self.receipts += 1
        return f"LON-{desk.identity.desk_code}-{self.receipts:06d}"

    def add_desk(self, name: str, store: DeskStore) -> SimDesk:
        place = self.studio.place_of(name)
        identity = Identity(
            self.organisation, LocationId(place.location), DeskId(name), name[-1].upper()
        )
        link = FaultyLink(self.server, self.random, self.faults)
        desk = SimDesk(Spot(self.clock, place), name, store, link, identity)
        self.desks.append(desk)
        return desk

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
        world = Simulated(_database(stack, studio, kind, folder, url), studio, random)
        for name in DESKS[:desks]:
            desk = world.add_desk(name, _desk_store(stack, studio, kind, folder, name))
            assert desk.exchange()
        world.clock.at = BEGINS
        yield world


def _from_template(studio: LaidOut, desks: int, random: Random) -> Simulated:
    server, stores = _template(desks)
    database = MemoryDatabase(studio.organisation)
    database.store = server.copy(server.head().history_id)
    world = Simulated(database, studio, random)
    for name, store in zip(DESKS, stores, strict=False):
        world.add_desk(name, store.copy())
    world.clock.at = BEGINS
    return world


@cache
def _template(desks: int) -> tuple[MemoryServerStore, tuple[MemoryDeskStore, ...]]:
    """The stores at the beginning, once: copying them is quicker than loading them again."""
    studio = laid_out(desks)
    database = MemoryDatabase(studio.organisation)
    furnish(database, studio)
    world = Simulated(database, studio, Random(0))
    stores = tuple(MemoryDeskStore() for _ in range(desks))
    for name, store in zip(DESKS, stores, strict=False):
        assert world.add_desk(name, store).exchange()
    return database.store, stores


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
        database = open_sqlite(folder / "server.db", KEY)
    stack.callback(database.engine.dispose)
    with database.engine.begin() as connection:
        connection.execute(create_head(studio.organisation, "history"))
    furnish(database, studio)
    return database


def _desk_store(
    stack: ExitStack, studio: LaidOut, kind: str, folder: Path | None, name: str
) -> DeskStore:
    if kind == "postgresql":
        return MemoryDeskStore()
    assert folder is not None
    raw = connect(folder / f"{name}.db", KEY)
    create_sqlite(raw.cursor())
    stack.callback(raw.close)
    return SqlDeskStore(raw, studio.organisation)
