"""The large studio as rows, written as the handlers would have written them, much faster.

A test makes a small one both ways and compares row by row. Left out is the bookkeeping: the
command log, and with it what stands for each command in the change index.
"""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from core.commands.catalogue import (
    CreatePassProduct,
    CreateResource,
    CreateService,
    ResourceNeed,
)
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    GrantRole,
    SetSetting,
)
from core.domain.bookings import (
    ATTENDED,
    BY_CREDIT,
    CANCELLED,
    CAPTURED,
    CHECKED_IN,
    HELD,
    NO_SHOW,
    Booking,
)
from core.domain.credits import (
    CAPTURE,
    GRANT,
    HOLD,
    OWN_CREDITS,
    PUNCH,
    RELEASE,
    LedgerEntry,
    Pass,
    Payment,
)
from core.domain.folding import fold
from core.domain.ids import (
    AllocationId,
    AssignmentId,
    ClientId,
    CommandId,
    DeskId,
    LocationId,
    OccurrenceId,
    PassId,
    PassProductId,
    PaymentId,
    ResourceId,
    ServiceId,
    StaffId,
    allocation_id,
    assignment_id,
    booking_id,
    derive,
    ledger_entry_id,
)
from core.domain.people import Client
from core.domain.rows import Row
from core.domain.schedule import (
    CLOSED,
    LEAD,
    SCHEDULED,
    Allocation,
    Assignment,
    Occurrence,
)
from core.domain.zones import DAY_MS, MINUTE_MS, add_days, local_date, to_utc
from sync_server.demo.clerk import Clerk
from sync_server.demo.large_plan import (
    MINUTES,
    SERVICES,
    TEACHERS,
    ZONE,
    Scale,
    Slot,
    Visit,
    name_of,
    slots,
    visits,
)
from sync_server.demo.large_receipts import receipt_row

CREDITS = 10
PRICE = 145_00
PRODUCT = "10-class"


class Base(msgspec.Struct, frozen=True):
    """What is made by commands both ways: ids in the order of the plan's numbers."""

    organisation_id: str
    owner: str
    locations: tuple[str, ...]
    rooms: tuple[str, ...]
    teachers: tuple[tuple[str, ...], ...]
    services: tuple[str, ...]
    product: str


def found_large(clerk: Clerk, organisation_id: str, scale: Scale) -> Base:
    """Places, people and what is offered, before the first client."""
    at = founded_at(scale)

    def made(fact: str, command: msgspec.Struct) -> str:
        return str(clerk.do(command, at)[fact])  # type: ignore[arg-type]

    clerk.do(CreateOrganisation(organisation_id, "Large Studio", "large-studio", "GBP"), at)
    owner = made("staff_id", CreateStaff("Ruth Hartley"))
    clerk.do(GrantRole(owner, "org_owner"), at)
    clerk.do(SetSetting("organisation", "strike_limit", 0), at)
    locations = tuple(
        made("location_id", CreateLocation(f"Studio {n + 1}", ZONE, f"S{chr(65 + n)}"))
        for n in range(scale.locations)
    )
    rooms = tuple(made("resource_id", CreateResource(one, "Hall", "room")) for one in locations)
    needs = tuple(ResourceNeed(room, 1) for room in rooms)
    teachers = tuple(
        tuple(made("staff_id", CreateStaff(f"Teacher {n + 1}.{k + 1}")) for k in range(TEACHERS))
        for n in range(scale.locations)
    )
    services = tuple(
        made(
            "service_id",
            CreateService(
                name,
                "class",
                "mat",
                MINUTES,
                scale.seats,
                colour=colour,
                badge=name[0],
                needs=needs,
            ),
        )
        for name, colour in zip(SERVICES, (1, 4, 6), strict=True)
    )
    product = made("product_id", CreatePassProduct(PRODUCT, "punch", PRICE, CREDITS))
    return Base(organisation_id, owner, locations, rooms, teachers, services, product)


def founded_at(scale: Scale) -> int:
    """When it was founded, clients and classes included."""
    return scale.now - (scale.days + 60) * DAY_MS


def command_id(scale: Scale, what: str, number: int) -> CommandId:
    """The id of the command that made or changed something, whether it ran or not."""
    return CommandId(derive("large", str(scale.seed), what, str(number)))


def client_id(scale: Scale, number: int) -> ClientId:
    """The client of a number in the plan."""
    return ClientId(derive(command_id(scale, "client", number), "client"))


def occurrence_id_of(scale: Scale, slot: Slot) -> OccurrenceId:
    """The class of a slot in the plan."""
    return OccurrenceId(derive(command_id(scale, "occurrence", slot.number), "occurrence"))


class Writing:
    """Yields every row once, in its last state."""

    def __init__(self, base: Base, scale: Scale) -> None:
        self._base = base
        self._scale = scale
        self._clients = [client_id(scale, n) for n in range(scale.clients)]
        self._purses: dict[int, list[tuple[PassId, int]]] = {}
        self._sales = 0

    def rows(self) -> Iterator[Row]:
        """Clients, then each class with its visits."""
        for number in range(self._scale.clients):
            yield self._client(number)
        for slot in slots(self._scale):
            occurrence = self._occurrence(slot)
            yield occurrence
            yield from self._held(slot, occurrence)
            for visit in visits(self._scale, slot):
                yield from self._visit(visit, occurrence)

    def _client(self, number: int) -> Client:
        name, command = name_of(number), command_id(self._scale, "client", number)
        return Client(
            self._clients[number],
            name,
            fold(name),
            mail_of(number),
            phone_of(number),
            home_location_id=LocationId(self._base.locations[home_of(self._scale, number)]),
            created_at=founded_at(self._scale),
            changed_by=command,
        )

    def _occurrence(self, slot: Slot) -> Occurrence:
        base = self._base
        return Occurrence(
            occurrence_id_of(self._scale, slot),
            ServiceId(base.services[slot.service]),
            LocationId(base.locations[slot.location]),
            slot.local_date,
            slot.local_start,
            ZONE,
            slot.starts_at,
            slot.starts_at + MINUTES * MINUTE_MS,
            self._scale.seats,
            StaffId(base.teachers[slot.location][slot.teacher]),
            state=CLOSED if is_over(self._scale, slot) else SCHEDULED,
            changed_by=_last_of(self._scale, slot),
        )

    def _held(self, slot: Slot, made: Occurrence) -> Iterator[Row]:
        room = ResourceId(self._base.rooms[slot.location])
        yield Assignment(
            AssignmentId(assignment_id(made.id, made.lead_id)),
            made.id,
            made.lead_id,
            LEAD,
            made.starts_at,
            made.ends_at,
        )
        yield Allocation(
            AllocationId(allocation_id(made.id, room)),
            made.id,
            room,
            1,
            0,
            made.starts_at,
            made.ends_at,
        )

    def _visit(self, visit: Visit, occurrence: Occurrence) -> Iterator[Row]:
        client = self._clients[visit.client]
        purse = self._purses.setdefault(visit.client, [])
        if not any(left for _, left in purse):
            yield from self._sale(visit, client, purse)
        place = next(n for n, (_, left) in enumerate(purse) if left)
        pass_id, left = purse[place]
        kept = visit.fate != "cancelled"
        purse[place] = (pass_id, left - kept)
        key = booking_id(occurrence.id, client)
        book = command_id(self._scale, "book", visit.number)
        then = command_id(self._scale, visit.fate, visit.number)
        over = is_over(self._scale, visit.slot)
        booking = _booking(visit, occurrence, client, pass_id, (book, then))
        if over and booking.state == CHECKED_IN:
            booking = replace(booking, state=ATTENDED, changed_by=occurrence.changed_by)
        yield booking
        held = LedgerEntry(
            ledger_entry_id(pass_id, book, HOLD, key),
            pass_id,
            client,
            HOLD,
            -1,
            visit.booked_at,
            key,
            command_id=book,
        )
        yield held
        if visit.fate != "booked":
            yield _ended(held, then, visit)

    def _sale(
        self, visit: Visit, client: ClientId, purse: list[tuple[PassId, int]]
    ) -> Iterator[Row]:
        self._sales += 1
        command = command_id(self._scale, "sell", self._sales)
        at = visit.booked_at - MINUTE_MS
        sold = Pass(
            PassId(derive(command, "pass")),
            client,
            PassProductId(self._base.product),
            PRODUCT,
            PUNCH,
            CREDITS,
            PRICE,
            at,
            local_date(at, ZONE),
            changed_by=command,
            location_id=LocationId(self._base.locations[visit.slot.location]),
            guests=OWN_CREDITS,
        )
        purse.append((sold.id, CREDITS))
        yield sold
        yield LedgerEntry(
            ledger_entry_id(sold.id, command, GRANT, ""),
            sold.id,
            client,
            GRANT,
            CREDITS,
            at,
            reason="sold",
            command_id=command,
        )
        yield Payment(
            PaymentId(derive(command, "payment", sold.id)),
            client,
            sold.id,
            "cash",
            PRICE,
            receipt_of(self._sales),
            at,
            DeskId(""),
            StaffId(self._base.owner),
            command,
        )
        yield receipt_row(sold, receipt_of(self._sales), self._base.owner)


def is_over(scale: Scale, slot: Slot) -> bool:
    """Whether a class is closed by now: at 01:00 of the day after it."""
    return closes_at(slot) <= scale.now


def closes_at(slot: Slot) -> int:
    """When the server closes a class."""
    return to_utc(add_days(slot.local_date, 1), "01:00", ZONE)


def _last_of(scale: Scale, slot: Slot) -> CommandId:
    return command_id(scale, "close" if is_over(scale, slot) else "occurrence", slot.number)


def home_of(scale: Scale, client: int) -> int:
    """The number of a client's location."""
    return min(client // scale.at_location, scale.locations - 1)


def mail_of(client: int) -> str:
    """An address for each."""
    return f"{fold(name_of(client)).replace(' ', '.')}.{client}@example.org"


def phone_of(client: int) -> str:
    """A number for each, none like the next."""
    return f"+447{client * 7919 % 10**9:09d}"


def receipt_of(sale: int) -> str:
    """Numbered without gaps."""
    return f"LAR-Z-{sale:07d}"


def _booking(
    visit: Visit,
    occurrence: Occurrence,
    client: ClientId,
    pass_id: PassId,
    commands: tuple[CommandId, CommandId],
) -> Booking:
    key = booking_id(occurrence.id, client)
    states = {"came": CHECKED_IN, "no_show": NO_SHOW, "cancelled": CANCELLED, "booked": "booked"}
    credits = {"booked": HELD, "cancelled": ""}
    came = visit.fate == "came"
    return Booking(
        key,
        occurrence.id,
        client,
        occurrence.location_id,
        1,
        occurrence.starts_at,
        occurrence.ends_at,
        visit.booked_at,
        "staff",
        BY_CREDIT,
        pass_id,
        checked_in_at=visit.then_at if came else None,
        check_in_way="staff" if came else "",
        cancelled_at=visit.then_at if visit.fate == "cancelled" else None,
        lineage=key,
        state=states[visit.fate],
        changed_by=commands[visit.fate != "booked"],
        credit=credits.get(visit.fate, CAPTURED),
        no_show_at=visit.then_at if visit.fate == "no_show" else 0,
    )


def _ended(held: LedgerEntry, command: CommandId, visit: Visit) -> LedgerEntry:
    """What became of a hold: released where the booking was cancelled, else captured."""
    kind, amount = (RELEASE, 1) if visit.fate == "cancelled" else (CAPTURE, 0)
    return replace(
        held,
        id=ledger_entry_id(held.pass_id, command, kind, held.booking_id),
        kind=kind,
        amount=amount,
        at=visit.then_at,
        command_id=command,
    )
