"""A desk's life in which each kind of command that a desk can send is accepted at some moment."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec

from core import bus
from core.changes import Act, Outcome
from core.commands.registry import Command, Kind, spec_of, specs
from core.commands.undoing import undo_of
from core.domain.ids import StaffId
from core.store.overlay import Overlay
from core.wire.codec import BadInput, decode_command, encode_command
from tests.core.machine.making import Maker, roundtrip
from tests.durability.recording import STORE
from tests.support.samples import all_samples
from tests.sync.disks import FileDisk
from tests.sync.intents import Intents, Listing
from tests.sync.memory_server import MemoryDatabase
from tests.sync.seeded import Ids
from tests.sync.simulated import Simulated, furnish
from tests.sync.studio_of_days import laid_out

SENT_BY_DESKS = frozenset(
    name
    for name, spec in specs.items()
    if spec.kind is not Kind.SYSTEM and name not in ("create_organisation", "enrol_desk")
)
MINUTE_MS = 60_000
NOT_CARRIED_OUT = frozenset({
    "erase_person", "end_grant", "set_location_active", "revoke_desk", "archive_staff",
    "archive_service", "archive_client", "close_location", "cancel_occurrence", "end_series",
    "merge_clients", "suspend", "end_sessions", "set_setting", "edit_service", "revoke_pass",
    "close_occurrence", "edit_staff", "edit_location", "qualify_staff", "take_out_of_order",
})  # fmt: skip
"""Tried, and then left: after these there is less that can be done."""


class Moment(msgspec.Struct, frozen=True):
    """A command that the store would accept now, of a kind that was not yet."""

    act: Act
    command: Command

    @property
    def kind(self) -> str:
        return spec_of(self.command).name


class Life:
    """One desk, its file, and what can still be tried on it."""

    def __init__(self, folder: Path, ids: Ids, seed: int) -> None:
        studio = laid_out(1)
        database = MemoryDatabase(studio.organisation)
        furnish(database, studio)
        self._chance = Random(seed)
        self._ids = ids
        self._studio = studio
        self.world = Simulated(database, studio, 1, self._chance)
        self.disk = FileDisk(folder / STORE, studio.organisation)
        self.desk = self.world.add_desk("desk-a", self.disk)
        assert self.desk.exchange()
        self.missing = set(SENT_BY_DESKS)
        self._listing: Listing | None = None

    def moments(self, tries: int) -> Iterator[Moment]:
        """Each kind once, when it is accepted; it is then carried out, and life goes on."""
        for number in range(tries):
            self._ids.begin(number, self.world.clock.at)
            command = self._next(number)
            moment = self._accepted(command) if command is not None else None
            if moment is None:
                continue
            if moment.kind in self.missing:
                self.missing.discard(moment.kind)
                yield moment
            if moment.kind in NOT_CARRIED_OUT and self._chance.random() < 0.97:
                continue
            self.desk.run(moment.command, moment.act.actor_id)
            self._listing = None
            if self._chance.random() < 0.05:
                self.world.clock.at += 20 * MINUTE_MS
                self.world.server.tick()
                assert self.desk.exchange()
                self._listing = None
            if not self.missing:
                return

    def keep(self, path: Path) -> None:
        """Put a copy of the store, as it is now, there."""
        self.disk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copyfile(self.disk.path, path)

    def _next(self, number: int) -> Command | None:
        samples = all_samples(self._studio.studio)
        if number < len(samples):
            return samples[number]
        dice = self._chance.random()
        if dice < 0.25:
            wish = Intents(self.world, self.desk, self._chance).draw()
            return None if wish is None else wish.command
        if dice < 0.4 and self.desk.deeds:
            command, done, outcome = self._chance.choice(self.desk.deeds[-12:])
            return undo_of(command, done.command_id, outcome)
        wanted = sorted(self.missing) if dice < 0.8 else sorted(SENT_BY_DESKS - NOT_CARRIED_OUT)
        return self._made(self._chance.choice(wanted))

    def _made(self, name: str) -> Command | None:
        self._listing = self._listing or Listing(self.desk.store.rows)
        maker = Maker(self._listing, self._chance)
        maker.now = self.world.clock.at
        self.world.receipts += 1
        maker.receipts = self.world.receipts
        maker.done = [done.command_id for _, done, _ in self.desk.deeds[-12:]] or ["none"]
        try:
            return roundtrip(maker.command(specs[name].type))
        except msgspec.ValidationError:
            return None

    def _accepted(self, command: Command) -> Moment | None:
        """The command as an owner would send it, if the store takes it and changes by it."""
        act = self.desk.replica.act(StaffId(self._studio.studio.owner))
        spec = spec_of(command)
        try:
            command = decode_command(spec.name, spec.version, encode_command(command))
        except BadInput:
            return None
        result, changes = bus.preview(Overlay(self.desk.store.rows), act, command)
        return Moment(act, command) if isinstance(result, Outcome) and changes else None
