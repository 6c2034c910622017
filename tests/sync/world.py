"""A studio with a server and some desks in one process, on stores of memory or SQLite.

world = World.open(desks=2, kind="memory", seed=1)
world.desks[0].do(Book(world.clients[0], world.occurrences[0]))
world.heal()
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from core.changes import Act, Outcome
from core.commands.catalogue import CreatePassProduct, CreateService
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.commands.schedule import CreateOccurrence
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    EnrolDesk,
    GrantRole,
)
from core.domain.ids import (
    CommandId,
    DeskId,
    LocationId,
    OrganisationId,
    StaffId,
    new_id,
)
from core.domain.leases import Lease
from core.domain.refusals import Fault, Refusal
from core.domain.zones import to_utc
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.wire.envelope import public_half
from desktop.replica import Done, Identity, Replica
from desktop.store.port import DeskStore
from desktop.store.sql import SqlDeskStore
from desktop.sync.engine import Engine
from sync_server.database import open_postgresql, open_sqlite
from sync_server.service import DeskService
from sync_server.settlement import Settlement
from sync_server.store.port import Database
from sync_server.store.sql import create_head
from tests.sync.faulty_link import FaultyLink
from tests.sync.memory_desk import MemoryDeskStore
from tests.sync.memory_server import SECRET, MemoryDatabase

ORGANISATION = OrganisationId("org-world")
DAY = "2026-03-02"
ZONE = "Europe/London"
KEY = b"k" * 32
MOST_ROUNDS = 300


class WorldClock:
    """Time that moves when the story says so, and a millisecond at each look."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        self.at += 1
        return self.at


class DeskClock:
    """The clock of one desk, which may be wrong by `ahead` milliseconds."""

    def __init__(self, world: WorldClock) -> None:
        self._world = world
        self.ahead = 0

    def now(self) -> int:
        return self._world.now() + self.ahead


def key_of(desk: str) -> Ed25519PrivateKey:
    """The key with which a desk of this name signs."""
    return Ed25519PrivateKey.from_private_bytes(desk.encode().ljust(32, b"-"))


class Grounds(Protocol):
    """What a desk needs of the world around it."""

    clock: WorldClock
    location: LocationId
    actor: StaffId


class SimDesk:
    """One desk: a replica on a store that outlives it, and its link to the server."""

    def __init__(
        self,
        world: Grounds,
        name: str,
        store: DeskStore,
        link: FaultyLink,
        identity: Identity | None = None,
    ) -> None:
        self.world: Any = world
        self.name = name
        self.store = store
        self.link = link
        self.key = key_of(name)
        self.identity = identity or Identity(
            ORGANISATION, world.location, DeskId(name), name[-1].upper()
        )
        self.shown: dict[str, str] = {}
        self.guaranteed: set[str] = set()
        self.kept_from = 0
        self.deeds: list[tuple[Command, Done, Outcome]] = []
        self.clock = DeskClock(world.clock)
        self.start()

    def lose(self, lost: set[str]) -> set[str]:
        """What was shown and that nobody knows any more, not the server either; gives which."""
        gone = lost & set(self.shown)
        self.shown = {key: code for key, code in self.shown.items() if key not in gone}
        self.deeds = [deed for deed in self.deeds if deed[1].command_id not in gone]
        self.guaranteed.clear()  # what was lent is as little known as what was promised of it
        return gone

    def forget(self, lost: set[CommandId]) -> None:
        """What was shown and is lost with a disk; what came before lies no more on this one."""
        self.shown = {key: code for key, code in self.shown.items() if key not in lost}
        self.guaranteed -= lost
        self.deeds = [deed for deed in self.deeds if deed[1].command_id not in lost]
        self.kept_from = len(self.deeds)

    def start(self) -> None:
        """Start the program again on what the store holds."""
        self.replica = Replica(self.store, self.identity, self.key, self.clock)
        self.engine = Engine(self.replica, self.link)

    def run(self, command: Command, actor: str = "", approved_by: str = "") -> Done:
        """What a person at this desk does; what was shown as done is remembered."""
        act = self.replica.act(StaffId(actor or self.world.actor), StaffId(approved_by))
        done = self.replica.execute(act, command)
        if isinstance(done.result, Outcome):
            self.shown[done.command_id] = done.result.code
            if any(change.row_type is Lease for change in done.changes.changes):
                self.guaranteed.add(done.command_id)
            self.deeds.append((command, done, done.result))
        return done

    def do(self, command: Command) -> Outcome:
        result = self.run(command).result
        assert isinstance(result, Outcome), result
        return result

    def refuse(self, command: Command) -> Refusal:
        result = self.run(command).result
        assert isinstance(result, Refusal), result
        return result

    def hear_again(self, random: Random) -> None:
        """An answer of before comes once more, late."""
        if self.link.heard:
            self.engine.receive(*random.choice(self.link.heard))

    def exchange(self) -> bool:
        """Exchange until nothing more is to be done; False when the network failed."""
        try:
            rounds = 1
            while self.engine.step().more:
                rounds += 1
                assert rounds < MOST_ROUNDS, "the exchange does not end"
        except Fault as fault:
            if fault.code != "server_unreachable":
                raise
            return False
        return True


class World:
    """The studio, its server, its desks; `heal` ends all faults and lets them agree."""

    def __init__(self, database: Database, random: Random) -> None:
        self.database = database
        self.random = random
        self.clock = WorldClock(to_utc(DAY, "08:00", ZONE))
        self.service = DeskService(database, self.clock, ORGANISATION, most_rows=50)
        self.desks: list[SimDesk] = []
        self.location = LocationId("")
        self.actor = StaffId("")
        self.clients: list[str] = []
        self.occurrences: list[str] = []
        self.yoga = self.single = self.ten = ""

    @classmethod
    @contextmanager
    def open(
        cls,
        *,
        desks: int = 2,
        kind: str = "memory",
        seed: int = 0,
        folder: Path | None = None,
        url: str = "",
    ) -> Iterator["World"]:
        """A world of a kind (memory, sqlite); the desks have loaded the studio already.

        With `url` the server stands on that PostgreSQL database.
        """
        random = Random(seed)
        with ExitStack() as stack:
            world = cls(_database(stack, kind, folder, url), random)
            world._found(desks)
            if isinstance(world.database, MemoryDatabase):
                world.database.store.messages.clear()  # nobody is welcomed in these stories
            for number in range(desks):
                name = f"desk-{'abcdefgh'[number]}"
                store = _desk_store(stack, kind, folder, name)
                desk = SimDesk(world, name, store, FaultyLink(world.service, random))
                world.desks.append(desk)
                assert desk.exchange()
            yield world

    def serve(self, command: Command, **how: Any) -> Outcome:
        """Let the server itself carry out a command."""
        act = Act(CommandId(new_id()), StaffId(""), self.clock.now(), system=True)
        with self.database.write(ORGANISATION) as store:
            settlement = Settlement(store, self.clock.now())
            result = settlement.command(replace(act, **how), command)
            settlement.close()
        assert isinstance(result, Outcome), result
        return result

    def heal(self, rounds: int = 3) -> None:
        """All links work again; every desk exchanges a few times."""
        for desk in self.desks:
            desk.link.cut = False
            desk.clock.ahead = 0
            desk.link.lost_requests = desk.link.lost_replies = desk.link.repeated = 0.0
        for _ in range(rounds):
            for desk in self.desks:
                assert desk.exchange()

    def _found(self, desks: int) -> None:
        self.serve(CreateOrganisation(ORGANISATION, "World", "world", "EUR"))
        place = self.serve(CreateLocation("Here", ZONE, "HER"))
        self.location = LocationId(place.facts["location_id"])
        self.actor = StaffId(self.serve(CreateStaff("Ruth")).facts["staff_id"])
        self.serve(GrantRole(self.actor, "org_owner"))
        for number in range(desks):
            name = f"desk-{'abcdefgh'[number]}"
            self.serve(
                EnrolDesk(name, self.location, name, "ABCDEFGH"[number], public_half(key_of(name)))
            )
        yoga = CreateService("Yoga", "class", "mat", 45, 4, price=15_00)
        self.yoga = self.serve(yoga).facts["service_id"]
        single = CreatePassProduct("Single", "punch", 18_00, 1, 30)
        ten = CreatePassProduct("Ten", "punch", 120_00, 10, 90)
        self.single = self.serve(single).facts["product_id"]
        self.ten = self.serve(ten).facts["product_id"]
        for number in range(14):
            new = NewClient(f"Client {number}", email=f"client{number}@example.org")
            self.clients.append(self.serve(CreateClient(new)).facts["client_id"])
        for hour in range(9, 15):
            made = CreateOccurrence(self.yoga, self.location, DAY, f"{hour:02d}:00", 45, 4)
            self.occurrences.append(self.serve(made).facts["occurrence_id"])


def _database(stack: ExitStack, kind: str, folder: Path | None, url: str) -> Database:
    if kind == "memory" and not url:
        return MemoryDatabase(ORGANISATION)
    if url:
        database = open_postgresql(url)
    else:
        assert folder is not None
        database = open_sqlite(folder / "server.db", KEY)
    with database.engine.begin() as connection:
        connection.execute(create_head(ORGANISATION, "history", SECRET))
    stack.callback(database.engine.dispose)
    return database


def _desk_store(stack: ExitStack, kind: str, folder: Path | None, name: str) -> DeskStore:
    if kind == "memory":
        return MemoryDeskStore()
    assert folder is not None
    raw = connect(folder / f"{name}.db", KEY)
    create_sqlite(raw.cursor())
    stack.callback(raw.close)
    return SqlDeskStore(raw, ORGANISATION)
