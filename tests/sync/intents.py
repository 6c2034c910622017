"""What a person at a desk may want next: who they are, whose consent rides along, the command."""

from random import Random
from typing import Any

import msgspec

from core.commands.arrivals import CheckIn, CheckInAll, CheckInByCode, MarkNoShow, WalkIn
from core.commands.attendance import CloseOccurrence, Forgive, RestoreBooking, Waive
from core.commands.attention import ResolveAttention
from core.commands.people import (
    ArchiveClient,
    BindCard,
    CreateClient,
    EditClient,
    FieldChange,
    NewClient,
    RevokeCard,
    UnarchiveClient,
)
from core.commands.registry import Command, Kind, specs
from core.commands.sales import AdjustCredits, Sale, SellPass, TakePayment
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    EditSeries,
    MoveOccurrence,
)
from core.commands.seats import Book, CancelBooking, ChangeCover, Reschedule
from core.commands.spots import ChooseSpot
from core.commands.undoing import undo_of
from core.commands.waiting import (
    AcceptOffer,
    HoldSeats,
    JoinWaitlist,
    LeaveWaitlist,
    PinWaitlist,
    PromoteByHand,
)
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, WAITING_FOR_OCCURRENCE
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.people import Client
from core.domain.records import ATTENTION_AT_LOCATION
from core.domain.rows import type_of_table
from core.domain.schedule import OCCURRENCES_AT_LOCATION
from core.domain.zones import DAY_MS, HOUR_MS
from core.store.memory_reader import MemoryReader
from tests.core.machine.making import Maker, roundtrip
from tests.sync.oracle import rows_of
from tests.sync.simulated import Simulated
from tests.sync.studio_of_days import card_of
from tests.sync.world import SimDesk

CLOCK = ("09:00", "10:00", "11:30", "13:00", "15:00", "17:30")
NOT_DRAWN = frozenset({"create_organisation", "enrol_desk", "revoke_desk"})
"""What makes a studio or ends a desk: what a revoked desk sends lies before the owner."""
ANY_KIND = sorted(
    name for name, spec in specs.items() if spec.kind is not Kind.SYSTEM and name not in NOT_DRAWN
)
RARE = frozenset({
    "erase_person", "merge_clients", "end_grant", "close_location", "set_location_active",
    "end_series", "archive_service", "archive_staff", "set_setting", "edit_service", "suspend",
    "import_clients", "revoke_pass", "create_staff", "cancel_occurrence", "edit_location",
})  # fmt: skip
"""Enough of these and nothing is left to do."""
HOW_RARE = 0.12


class Listing(MemoryReader):
    """A desk's rows in the order of their ids, which is the same on every store; no finders."""

    def __init__(self, reader: Any) -> None:
        self.tables = {
            type_of_table[name]: {row.id: row for row in rows}
            for name, rows in rows_of(reader).items()
        }


class Wish(msgspec.Struct, frozen=True):
    """A command as somebody sends it."""

    command: Command
    actor: str
    approved_by: str = ""


class Intents:
    """Draws what somebody at a desk wants, from what that desk knows."""

    def __init__(self, world: Simulated, desk: SimDesk, random: Random) -> None:
        self._world = world
        self._desk = desk
        self._random = random
        self._rows: Any = desk.store.rows
        self._place = world.studio.place_of(desk.name)
        self._now = desk.clock.now()
        self._classes = self._near()
        self._client = random.choice(world.studio.clients)
        self._occurrence: str = self._one_class()

    def draw(self) -> Wish | None:
        """Something, None where nothing fits; most of the time about seats."""
        kinds = [self._seats, self._given_seats, self._arrivals, self._waiting, self._sales]
        kinds += [self._people, self._calendar, self._undo, self._anything]
        (kind,) = self._random.choices(kinds, weights=[12, 10, 10, 6, 4, 3, 3, 2, 5])
        found = kind()
        if not found:
            return None
        actor = self._random.choice(self._place.staff)
        approved = self._place.staff[1] if self._random.random() < 0.2 else ""
        return Wish(self._random.choice(found), actor, approved)

    def _near(self) -> list[Any]:
        """Classes of about a day, here or now and then elsewhere."""
        places = [self._place.location]
        if self._random.random() < 0.1:
            places = [self._world.studio.london.location, self._world.studio.berlin.location]
        since, until = self._now - 5 * HOUR_MS, self._now + int(1.2 * DAY_MS)
        return [
            one
            for place in places
            for one in self._rows.find(OCCURRENCES_AT_LOCATION, place, since=since, until=until)
        ]

    def _one_class(self) -> str:
        if not self._classes:
            return "nowhere"
        at = min(self._random.randrange(len(self._classes)) for _ in range(2))
        return str(self._classes[at].id)

    def _choose_a_seat(self, *states: str) -> bool:
        """Somebody who has a seat in a class near by, so that not every act is refused."""
        for _ in range(4):
            seats: list[Any] = self._rows.find(BOOKINGS_OF_OCCURRENCE, self._occurrence)
            found = [one for one in seats if not states or one.state in states]
            if found:
                self._client = self._random.choice(found).client_id
                return True
            self._occurrence = self._one_class()
        return False

    def _choose_one_waiting(self) -> bool:
        found: list[Any] = self._rows.find(WAITING_FOR_OCCURRENCE, self._occurrence)
        if found:
            self._client = self._random.choice(found).client_id
        return bool(found)

    def _chance(self, rate: float) -> bool:
        return self._random.random() < rate

    def _seats(self) -> list[Command]:
        client, one = self._client, self._occurrence
        if self._chance(0.06):
            return [Book(client, one, override=("class_full",), reason="on purpose",
                         pay_at_desk=True)]  # fmt: skip
        later = self._chance(0.6)
        return [
            Book(client, one, pay_at_desk=later),
            Book(client, one, pay_at_desk=later),
            Book(client, one, seats=2, pay_at_desk=later),
        ]

    def _given_seats(self) -> list[Command]:
        if self._chance(0.2) and self._choose_a_seat("late_cancelled", "cancelled"):
            client, one = self._client, self._occurrence
            return [Waive(client, one, "ill"), RestoreBooking(client, one, "asked")]
        if not self._choose_a_seat("booked") and self._chance(0.9):
            return self._seats()
        client, one, late = self._client, self._occurrence, self._chance(0.5)
        return [
            CancelBooking(client, one),
            CancelBooking(client, one),
            CancelBooking(client, one, waive=True, reason="kind"),
            Reschedule(client, one, self._one_class(), pay_at_desk=late),
            ChangeCover(client, one, self._pass_id()),
            ChooseSpot(client, one, self._spot()),
        ]

    def _arrivals(self) -> list[Command]:
        if not self._choose_a_seat("booked", "no_show", "checked_in") and self._chance(0.5):
            return self._seats()
        client, one = self._client, self._occurrence
        walking = self._chance(0.4)
        new = NewClient(f"Walker {self._random.getrandbits(30)}") if walking else None
        sale = Sale(self._world.studio.studio.ten, 120_00, "cash", self._receipt())
        seats: list[Any] = self._rows.find(BOOKINGS_OF_OCCURRENCE, one)
        some = tuple(seat.client_id for seat in seats if seat.state == "booked") or (client,)
        missing = [Forgive(client, one, "ill"), CloseOccurrence(one), MarkNoShow(client, one)]
        return [
            CheckIn(client, one),
            CheckIn(client, one),
            CheckInByCode(self._card(), self._place.location),
            CheckInAll(one, some),
            WalkIn(one, "" if new else client, new, sale if walking else None, pay_at_desk=True),
            self._random.choice(missing),
        ]

    def _waiting(self) -> list[Command]:
        if not self._choose_one_waiting() or self._chance(0.2):
            client, one = self._client, self._occurrence
            join = JoinWaitlist(client, one, pay_at_desk=self._chance(0.7))
            hold = HoldSeats(one, 1, self._now + HOUR_MS, "press")
            fill = Book(client, one, pay_at_desk=True)
            return [join, join, fill, fill, hold]
        client, one = self._client, self._occurrence
        return [
            LeaveWaitlist(client, one),
            PinWaitlist(client, one, self._chance(0.5)),
            PromoteByHand(client, one),
            AcceptOffer(client, one),
        ]

    def _sales(self) -> list[Command]:
        studio, client = self._world.studio.studio, self._client
        product, price = self._random.choice([(studio.single, 18_00), (studio.ten, 120_00)])
        here = self._place.location
        found: list[Command] = [
            SellPass(client, product, here, price, "cash", self._receipt()),
            SellPass(client, product, here, price, "later"),
        ]
        if self._choose_a_seat():
            key = self._occurrence
            found.append(TakePayment(self._client, 15_00, "cash", self._receipt(), key))
        if one := self._pass_id():
            found.append(AdjustCredits(one, self._random.choice([-1, 1]), "courtesy"))
        return found

    def _people(self) -> list[Command]:
        row = self._rows.get(Client, self._client)
        note = FieldChange(row.notes if row else "", f"note {self._random.getrandbits(10)}")
        digits = f"+4420{self._random.randrange(10**8):08d}"
        phone = FieldChange(row.phone if row else "", digits)
        archive = ArchiveClient if self._chance(0.15) else UnarchiveClient
        found: list[Command] = [
            EditClient(self._client, {"notes": note}),
            EditClient(self._client, {"phone": phone, "notes": note}),
            CreateClient(NewClient(f"New {self._random.getrandbits(30)}")),
            archive(self._client),
            BindCard(self._card(), self._client),
            RevokeCard(self._card()) if self._chance(0.2) else BindCard(self._card(), self._client),
        ]
        items: list[Any] = self._rows.find(ATTENTION_AT_LOCATION, self._place.location, "open")
        return [*found, *(ResolveAttention(item.id) for item in items[:3])]

    def _calendar(self) -> list[Command]:
        one, studio = self._occurrence, self._world.studio.studio
        time = self._random.choice(CLOCK)
        day = self._random.choice(self._classes).local_date if self._classes else "2026-03-02"
        series = [row.series_id for row in self._classes if row.series_id]
        found: list[Command] = [
            MoveOccurrence(one, day, time, 45),
            ChangeCapacity(one, self._random.randrange(1, 6)),
            ChangeCapacity(one, self._random.randrange(2, 5)),
            CreateOccurrence(studio.yoga, self._place.location, day, time, 45, 3),
            CancelOccurrence(one, "storm") if self._chance(0.25) else ChangeCapacity(one, 3),
        ]
        if series:
            chosen = self._random.choice(series)
            found.append(EditSeries(chosen, time, 50, self._random.randrange(2, 5)))
        return found

    def _undo(self) -> list[Command]:
        recent = self._desk.deeds[-6:]
        undone = [undo_of(command, done.command_id, outcome) for command, done, outcome in recent]
        return [one for one in undone if one is not None]

    def _anything(self) -> list[Command]:
        """A command of any kind, made from its declaration."""
        name = self._random.choice(ANY_KIND)
        if name in RARE and not self._chance(HOW_RARE):
            return []
        maker = Maker(Listing(self._rows), self._random)
        maker.now = self._now
        maker.receipts = self._world.receipts = self._world.receipts + 1
        maker.done = [done.command_id for _, done, _ in self._desk.deeds[-6:]] or ["none"]
        try:
            return [roundtrip(maker.command(specs[name].type))]
        except msgspec.ValidationError:
            return []

    def _pass_id(self) -> str:
        passes: list[Any] = self._rows.find(PASSES_OF_CLIENT, self._client)
        return str(self._random.choice(passes).id) if passes else ""

    def _spot(self) -> str:
        spots = self._world.studio.spots
        return self._random.choice(spots)

    def _card(self) -> str:
        return card_of(self._random.randrange(len(self._world.studio.clients) + 2))

    def _receipt(self) -> str:
        return self._world.receipt(self._desk)
