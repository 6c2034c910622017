"""What a person at a desk may do next: every command that a desk can send, chosen by a seed."""

from random import Random
from typing import Any

from core.commands.arrivals import CheckIn, CheckInAll, CheckInByCode, MarkNoShow, WalkIn
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
from core.commands.registry import Command
from core.commands.sales import AdjustCredits, Sale, SellPass, TakePayment
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    MoveOccurrence,
)
from core.commands.seats import Book, CancelBooking, ChangeCover, Reschedule
from core.commands.undoing import undo_of
from core.commands.waiting import JoinWaitlist, LeaveWaitlist, PinWaitlist, PromoteByHand
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.ids import derive
from core.domain.people import Client
from core.domain.records import ATTENTION_AT_LOCATION
from tests.sync.world import DAY, SimDesk, World

CLOCK = ("09:00", "10:00", "11:30", "13:00", "15:00")


class Acts:
    """Draws commands for a desk from what that desk knows."""

    def __init__(self, world: World, desk: SimDesk, random: Random) -> None:
        self._desk = desk
        self._world = world
        self._random = random
        self._client = random.choice(self._world.clients)
        self._occurrence = random.choice(self._world.occurrences)

    def draw(self) -> Command | None:
        """One command, None where nothing fits; most of the time about seats."""
        kinds = [self._seats, self._arrivals, self._waiting, self._sales]
        kinds += [self._people, self._calendar, self._undo]
        (kind,) = self._random.choices(kinds, weights=[12, 4, 3, 4, 2, 1, 1])
        found = kind()
        return self._random.choice(found) if found else None

    def _choose_a_seat(self) -> None:
        """Somebody who has a seat in the class, so that not every act is refused."""
        found: list[Any] = self._desk.store.rows.find(BOOKINGS_OF_OCCURRENCE, self._occurrence)
        if found:
            self._client = self._random.choice(found).client_id

    def _seats(self) -> list[Command]:
        client, one = self._client, self._occurrence
        other = self._random.choice(self._world.occurrences)
        later = self._random.random() < 0.6
        books: list[Command] = [
            Book(client, one, pay_at_desk=later),
            Book(client, one, seats=self._random.choice([1, 2]), pay_at_desk=later),
            Book(client, one),
        ]
        if self._random.random() < 0.6:
            return books
        if self._random.random() < 0.05:
            return [Book(client, one, override=("class_full",), reason="on purpose")]
        self._choose_a_seat()
        client = self._client
        return [
            CancelBooking(client, one),
            CancelBooking(client, one, waive=True, reason="kind"),
            Reschedule(client, one, other, pay_at_desk=later),
            ChangeCover(client, one, self._pass_id()),
        ]

    def _arrivals(self) -> list[Command]:
        if self._random.random() < 0.7:
            self._choose_a_seat()
        client, one, world = self._client, self._occurrence, self._world
        sale = Sale(world.ten, 120_00, "cash", self._receipt())
        walking = self._random.random() < 0.3
        new = NewClient(f"Walker {self._random.random():.6f}") if walking else None
        return [
            CheckIn(client, one),
            CheckIn(client, one),
            CheckInByCode(self._card(), world.location),
            CheckInAll(one, tuple(self._random.sample(world.clients, 3))),
            MarkNoShow(client, one),
            WalkIn(one, "" if new else client, new, sale if walking else None, pay_at_desk=True),
        ]

    def _waiting(self) -> list[Command]:
        client, one = self._client, self._occurrence
        return [
            JoinWaitlist(client, one, pay_at_desk=self._random.random() < 0.5),
            LeaveWaitlist(client, one),
            PinWaitlist(client, one, self._random.random() < 0.5),
            PromoteByHand(client, one),
        ]

    def _sales(self) -> list[Command]:
        world, client = self._world, self._client
        product, price = self._random.choice([(world.single, 18_00), (world.ten, 120_00)])
        found: list[Command] = [
            SellPass(client, product, world.location, price, "cash", self._receipt()),
            SellPass(client, product, world.location, price, "later"),
            TakePayment(client, 15_00, "cash", self._receipt(), self._occurrence),
        ]
        if self._pass_id():
            found.append(AdjustCredits(self._pass_id(), self._random.choice([-1, 1]), "courtesy"))
        return found

    def _people(self) -> list[Command]:
        row = self._desk.store.rows.get(Client, self._client)
        seen = row.notes if row else ""
        note = FieldChange(seen, f"note {self._random.random():.3f}")
        phone = FieldChange(row.phone if row else "", f"+4420{self._random.randrange(10**8):08d}")
        found: list[Command] = [
            EditClient(self._client, {"notes": note}),
            EditClient(self._client, {"phone": phone, "notes": note}),
            CreateClient(NewClient(f"New {self._random.random():.6f}")),
            self._random.choice([ArchiveClient, UnarchiveClient, UnarchiveClient])(self._client),
            BindCard(self._card(), self._client),
            RevokeCard(self._card()),
        ]
        items = self._desk.store.rows.find(ATTENTION_AT_LOCATION, self._world.location, "open")
        return [*found, *(ResolveAttention(item.id) for item in items[:2])]

    def _calendar(self) -> list[Command]:
        one, world = self._occurrence, self._world
        time = self._random.choice(CLOCK)
        return [
            MoveOccurrence(one, DAY, time, 45),
            MoveOccurrence(one, DAY, time, 45),
            ChangeCapacity(one, self._random.randrange(2, 7)),
            CreateOccurrence(world.yoga, world.location, DAY, time, 45, 3),
            CancelOccurrence(one, "storm")
            if self._random.random() < 0.2
            else ChangeCapacity(one, 4),
        ]

    def _undo(self) -> list[Command]:
        recent = self._desk.deeds[-6:]
        undone = [undo_of(command, done.command_id, outcome) for command, done, outcome in recent]
        return [one for one in undone if one is not None]

    def _pass_id(self) -> str:
        passes: list[Any] = self._desk.store.rows.find(PASSES_OF_CLIENT, self._client)
        return self._random.choice(passes).id if passes else ""

    def _card(self) -> str:
        return derive("card", str(self._random.randrange(8)))

    def _receipt(self) -> str:
        return f"HER-A-{self._random.random():.9f}"
