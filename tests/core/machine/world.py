"""A studio in which random people do random things as time goes on; every step is checked."""

from random import Random

import msgspec
from msgspec.structs import replace

from core import bus
from core.changes import Act, Outcome
from core.commands.registry import Command, Kind, spec_of, specs
from core.commands.undoing import undo_of
from core.domain.ids import ClientId, CommandId, DeskId, StaffId, derive
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from core.rules.permissions import authorise
from core.rules.reactions import reactions
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from tests.core.machine.making import Maker, roundtrip
from tests.core.machine.oracle import Step, broken, wrong_step
from tests.support.studio import DAY, NOW, Studio

OFTEN = (
    "book", "book", "book", "cancel_booking", "check_in", "walk_in", "join_waitlist", "reschedule",
    "leave_waitlist", "promote_by_hand", "accept_offer", "offer_seat", "hold_seats", "sell_pass",
    "change_party", "choose_spot", "book_dates", "undo_book", "undo_cancel_booking", "change_cover",
    "create_occurrence", "change_capacity", "mark_no_show", "take_out_of_order", "take_payment",
    "refund", "freeze_pass", "move_occurrence", "correct_attendance", "restore_booking",
    "create_occurrence", "book_session", "substitute",
)  # fmt: skip
ROLES = (
    "receptionist", "receptionist", "receptionist", "manager", "manager", "manager", "owner",
    "owner", "owner", "instructor", "finance", "berlin_receptionist", "berlin_manager",
)  # fmt: skip
RARE = frozenset({
    "close_occurrence", "erase_person", "merge_clients", "end_grant", "archive_client", "suspend",
    "close_location", "set_location_active", "import_clients", "cancel_occurrence", "end_series",
    "archive_service", "revoke_pass", "set_setting", "edit_service", "create_staff",
    "archive_staff", "revoke_desk",
})  # fmt: skip
"""Enough of these and nothing is left to do."""
NOT_PLAYED = frozenset({"create_organisation"})
"""Made once for the whole studio."""

ORDINARY = sorted(n for n, s in specs.items() if s.kind is not Kind.SYSTEM and n not in NOT_PLAYED)
SYSTEM = sorted(n for n, s in specs.items() if s.kind is Kind.SYSTEM)


class World:
    """A studio, its random maker, and all that was done, to be done again elsewhere.

    Of the commands named in `favour` half of the steps are made.
    """

    def __init__(self, seed: int, favour: tuple[str, ...] = ()) -> None:
        self.favour = favour
        self.studio = Studio.open()
        self.reader: MemoryReader = self.studio.reader
        self.chance = Random(seed)
        self.maker = Maker(self.reader, self.chance)
        self.maker.now = self.now = NOW
        self.script: list[tuple[Act, Command]] = []
        self.steps = 0
        self.accepted: dict[str, int] = {}
        self.faults: list[str] = []
        self.refused: dict[str, int] = {}
        self._rung: set[str] = set()
        self._furnish()
        self.beginning = [row for table in self.reader.tables.values() for row in table.values()]

    def _furnish(self) -> None:
        """What the small studio lacks: passes, numbered equipment, a course, a household."""
        s = self.studio
        for client, product in ((s.anna, s.ten), (s.ben, s.single), (s.clara, s.monthly)):
            s.sell(client, product)
        for client in (s.dora, s.emil):
            s.sell(client, s.ten)
        self._act_out("lay_out_spots")
        for day in range(1, 6):
            for service, at in (
                (s.yoga, "09:00"), (s.reformer, "10:00"), (s.reformer, "10:30"), (s.talk, "18:00"),
            ):  # fmt: skip
                s.occurrence(service, at, local_date=f"2026-03-{2 + day:02d}", capacity=3)
        assert DAY == "2026-03-02"

    def _act_out(self, _name: str) -> None:
        from core.commands.spots import LayOutSpots, SpotPlace

        spots = tuple(SpotPlace(str(n), n, 0) for n in range(1, 5))
        self.studio.do(LayOutSpots(self.studio.reformers, spots), by=self.studio.manager)

    def play(self, count: int) -> list[str]:
        """So many commands; the faults found, [] where all is well."""
        enough = self.steps + count
        while self.steps < enough:
            self._step()
        self.faults += broken(self.reader)
        return self.faults

    def _step(self) -> None:
        chance = self.chance
        self.now += chance.choice((0, 0, 1, 1, 2, 5)) * MINUTE_MS
        if chance.random() < 0.01:
            self.now += chance.randint(2, 14) * HOUR_MS
            self._timers()
        self.maker.now = self.now
        name = self._which()
        if name in RARE and chance.random() < 0.8:
            return
        made = self.maker.command(specs[name].type)
        try:
            command = roundtrip(made)
        except msgspec.ValidationError:
            return
        self._run(command, self._who(command))

    def _which(self) -> str:
        dice = self.chance.random()
        if dice < 0.5 and self.favour:
            return self.chance.choice(self.favour)
        if dice < 0.04:
            return self.chance.choice(SYSTEM)
        return self.chance.choice(OFTEN if dice < 0.75 else ORDINARY)

    def _who(self, command: Command) -> Act:
        name = spec_of(command).name
        key = CommandId(derive("machine", str(self.steps), str(self.now)))
        if name in SYSTEM:
            return Act(key, StaffId(""), self.now, system=True)
        dice = self.chance.random()
        if dice < 0.12:
            about = getattr(command, "client_id", "") if dice < 0.09 else ""
            client = about or self.chance.choice([c.id for c in self.reader.all(Client)])
            return Act(key, StaffId(""), self.now, client_id=ClientId(client))
        approved = StaffId(self.studio.manager if dice > 0.9 else "")
        tries = 0 if dice < 0.3 else 3
        act = self._somebody(key, approved)
        while tries and authorise(self.reader, act, spec_of(command), command) is not None:
            act, tries = self._somebody(key, approved), tries - 1
        return act

    def _somebody(self, key: CommandId, approved: StaffId) -> Act:
        staff = StaffId(getattr(self.studio, self.chance.choice(ROLES)))
        return Act(key, staff, self.now, DeskId(self.studio.desk), approved_by=approved)

    def _run(self, command: Command, act: Act) -> None:
        draft = Overlay(self.reader)
        name = spec_of(command).name
        self.steps += 1
        self.script.append((act, command))
        result = bus.run(draft, act, command)
        changes = draft.changes()
        if isinstance(result, Refusal):
            self.refused[result.code] = self.refused.get(result.code, 0) + 1
            if changes:
                self.faults.append(f"refusals: {name} wrote and refused")
            return
        self.reader.apply(changes)
        self.accepted[name] = self.accepted.get(name, 0) + 1
        self.maker.done.append(act.command_id)
        overrides = tuple(getattr(command, "override", ()))
        self.faults += wrong_step(self.reader, Step(act, name, overrides, changes))
        self._react(act, result)
        if not act.system and self.chance.random() < 0.08:
            inverse = undo_of(command, act.command_id, result)
            if inverse is not None:
                self._run(inverse, replace(act, command_id=CommandId(f"undo {act.command_id}")))

    def _react(self, cause: Act, result: Outcome) -> None:
        for key, command in reactions(cause.command_id, result.events):
            self._run(command, Act(key, StaffId(""), self.now, system=True))

    def _timers(self) -> None:
        for key, command in due(self.reader, Moment(self.now, lambda _: self.now)):
            if key in self._rung:
                continue  # as the log of commands has it: once
            self._rung.add(key)
            self._run(command, Act(key, StaffId(""), self.now, system=True))
