"""What must never be, counted from the rows alone: it knows no rule and no handler of the code."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from core.changes import Act, Change
from core.domain.bookings import Booking, SeatHold, WaitlistEntry
from core.domain.credits import LedgerEntry, Pass, Payment
from core.domain.leases import Lease
from core.domain.organisation import Grant, StaffMember
from core.domain.people import Client
from core.domain.rows import Row
from core.domain.schedule import Allocation, Assignment, Occurrence, Resource
from core.domain.spots import Outage, Spot, SpotUse
from core.store.memory_reader import MemoryReader

LIVE = ("pending_payment", "booked", "checked_in", "attended")
COUNTED = ("punch", "package", "gift")
NEVER = 4_102_444_800_000


class Step(msgspec.Struct, frozen=True):
    """One command that was accepted: who did it, what it is called, what it changed."""

    act: Act
    name: str
    overrides: tuple[str, ...]
    changes: tuple[Change, ...]


def broken(reader: MemoryReader) -> list[str]:
    """What is wrong with the rows as they are, in words."""
    return [
        *_seats(reader),
        *_spots(reader),
        *_resources(reader),
        *_credits(reader),
        *_money(reader),
        *_staff(reader),
        *_waits(reader),
    ]


def wrong_step(reader: MemoryReader, step: Step) -> list[str]:
    """What is wrong with a command that was accepted; `reader` has its changes."""
    return [
        *_reach(reader, step),
        *_overlaps(reader, step),
        *_oversold(reader, step),
        *_spots_taken_away(reader, step),
        *_history(step),
    ]


def _seats(reader: MemoryReader) -> Iterator[str]:
    used: defaultdict[str, int] = defaultdict(int)
    for booking in reader.all(Booking):
        used[booking.occurrence_id] += booking.seats if booking.state in LIVE else 0
    for entry in reader.all(WaitlistEntry):
        used[entry.occurrence_id] += entry.seats if entry.state == "offered" else 0
    for hold in reader.all(SeatHold):
        used[hold.occurrence_id] += hold.seats if hold.state == "active" else 0
    for lease in reader.all(Lease):
        spent = sum(json.loads(lease.spent).values())
        used[lease.occurrence_id] += lease.seats - spent if lease.state == "active" else 0
    for one in reader.all(Occurrence):
        over = used[one.id] > one.capacity
        if one.state == "scheduled" and over != bool(one.over_capacity):
            yield f"seats: {used[one.id]} of {one.capacity}, flag {one.over_capacity}"


def _spots(reader: MemoryReader) -> Iterator[str]:
    held: defaultdict[tuple[str, str], int] = defaultdict(int)
    for use in reader.all(SpotUse):
        spot = reader.get(Spot, use.spot_id)
        held[use.occurrence_id, use.client_id] += use.state == "taken" and spot is not None
    for booking in reader.all(Booking):
        count = held[booking.occurrence_id, booking.client_id]
        if booking.state in LIVE and count > booking.seats:
            yield f"spots: {count} for {booking.seats} seats"


def _resources(reader: MemoryReader) -> Iterator[str]:
    seats: defaultdict[str, int] = defaultdict(int)
    for booking in reader.all(Booking):
        to_come = booking.state in LIVE and booking.state != "attended"  # who was there had one
        seats[booking.occurrence_id] += booking.seats if to_come else 0
    spans: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for held in reader.all(Allocation):
        one = reader.get(Occurrence, held.occurrence_id)
        if held.state == "held" and one is not None and one.state == "scheduled":
            flagged = one.over_capacity or one.conflict
            amount = held.per_class + held.per_attendee * min(seats[one.id], one.capacity)
            spans[held.resource_id].append((held.starts_at, held.ends_at, 0 if flagged else amount))
    for resource in reader.all(Resource):
        each = 1 if resource.exclusive else resource.users
        out = [o for o in reader.all(Outage) if o.resource_id == resource.id]
        for start, _, _ in spans[resource.id]:
            units = resource.quantity - sum(
                o.units
                for o in out
                if o.state == "active" and o.starts_at <= start < (o.ends_at or NEVER)
            )
            used = sum(n for a, b, n in spans[resource.id] if a <= start < b)
            if used > max(0, units) * each:
                yield f"resources: {used} of {units * each} {resource.name}"


def _credits(reader: MemoryReader) -> Iterator[str]:
    sums: defaultdict[str, int] = defaultdict(int)
    taken: defaultdict[tuple[str, str], int] = defaultdict(int)
    written: set[tuple[str, str, str]] = set()
    for entry in reader.all(LedgerEntry):
        sums[entry.pass_id] += entry.amount
        taken[entry.booking_id, entry.pass_id] -= entry.amount
        booking = reader.get(Booking, entry.booking_id)
        if booking is not None:
            person = _now(reader, booking.client_id)
            written.add((booking.occurrence_id, person, entry.pass_id))
    for held in reader.all(Pass):
        if sums[held.id] < 0:
            yield f"credits: {held.name} at {sums[held.id]}"
    for booking in reader.all(Booking):
        line = booking.occurrence_id, _now(reader, booking.client_id), booking.pass_id
        if booking.credit and line not in written:
            yield f"credits: {booking.credit} without a line"
        mark = booking.id, booking.pass_id
        if not booking.credit and booking.pass_id and taken[mark] > 0 and booking.state in LIVE:
            yield "credits: a line without a hold"


def _now(reader: MemoryReader, client_id: str) -> str:
    """Who somebody is after all merges."""
    while (client := reader.get(Client, client_id)) is not None and client.merged_into:
        client_id = client.merged_into
    return client_id


def _money(reader: MemoryReader) -> Iterator[str]:
    sums: defaultdict[str, int] = defaultdict(int)
    for payment in reader.all(Payment):
        sums[payment.subject_id] += payment.amount
    yield from (f"money: {sums[key]} left of {key}" for key in sums if sums[key] < 0)
    receipts = [p.receipt for p in reader.all(Payment) if p.amount > 0 and p.receipt]
    if len({(p.receipt, p.command_id) for p in reader.all(Payment)}) < len(set(receipts)):
        yield "money: a receipt is lost"


def _staff(reader: MemoryReader) -> Iterator[str]:
    of: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for row in reader.all(Assignment):
        one = reader.get(Occurrence, row.occurrence_id)
        if row.state == "held" and one is not None and one.state == "scheduled":
            of[row.staff_id].append(one)
    for classes in of.values():
        for one, other in combinations(sorted(classes, key=lambda o: o.starts_at)[-40:], 2):
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                yield f"staff: two classes at {one.local_date} {one.local_start}"


def _waits(reader: MemoryReader) -> Iterator[str]:
    seated = {(b.occurrence_id, b.client_id) for b in reader.all(Booking) if b.state in LIVE}
    for row in reader.all(WaitlistEntry):
        waits = row.state in ("waiting", "offered")
        if waits and (row.occurrence_id, row.client_id) in seated:
            yield "waitlist: waits and has a seat"


def _overlaps(reader: MemoryReader, step: Step) -> Iterator[str]:
    if "overlapping_booking" in step.overrides or step.name not in MAKES_BOOKINGS:
        return
    for change in step.changes:
        made = change.after
        if not isinstance(made, Booking) or made.state not in ("booked", "checked_in"):
            continue
        if isinstance(change.before, Booking) and change.before.state in LIVE:
            continue
        for other in reader.all(Booking):
            if (
                other.client_id == made.client_id
                and other.id != made.id
                and other.state in LIVE
                and other.starts_at < made.ends_at
                and made.starts_at < other.ends_at
            ):
                yield f"overlap: {step.name} of two classes at once"


MAKES_BOOKINGS = frozenset(
    {"book", "book_dates", "book_again", "register_course", "walk_in", "promote", "promote_by_hand",
     "accept_offer", "reschedule", "restore_booking", "keep_booking", "undo_cancel_booking"}
)  # fmt: skip


def _oversold(reader: MemoryReader, step: Step) -> Iterator[str]:
    """Nobody gets a seat above the capacity unless somebody overbooks on purpose (BK-1)."""
    if "class_full" in step.overrides or step.name not in MAKES_BOOKINGS:
        return
    for change in step.changes:
        made, before = change.after, change.before
        if not isinstance(made, Booking) or made.state not in ("booked", "checked_in"):
            continue
        if isinstance(before, Booking) and before.state in LIVE and before.seats >= made.seats:
            continue
        one = reader.get(Occurrence, made.occurrence_id)
        if one is not None and one.over_capacity:
            yield f"seats: {step.name} sold what was not there"


def _spots_taken_away(reader: MemoryReader, step: Step) -> Iterator[str]:
    for change in step.changes:
        before, after = change.before, change.after
        if not isinstance(before, SpotUse) or not isinstance(after, SpotUse):
            continue
        if before.state != "taken" or before.client_id == after.client_id:
            continue
        sits = [
            b
            for b in reader.all(Booking)
            if b.occurrence_id == before.occurrence_id
            and b.client_id == before.client_id
            and b.state in LIVE
        ]
        if sits and step.name != "merge_clients":
            yield "spots: somebody's spot was given away"


def _reach(reader: MemoryReader, step: Step) -> Iterator[str]:
    """Who acts at a location changes nothing elsewhere; clients change nobody else's."""
    act = step.act
    if act.system:
        return
    if act.client_id:
        yield from _client_reach(reader, step)
        return
    grants = [g for g in reader.all(Grant) if g.staff_id == act.actor_id and g.state == "active"]
    before = [c.before for c in step.changes if isinstance(c.before, Grant)]
    roles = {g.role for g in [*grants, *before] if g.staff_id == act.actor_id}
    if not roles:
        yield f"rights: {step.name} by somebody without a role"
    if roles == {"finance_manager"} and step.name not in FINANCE:
        yield f"rights: {step.name} by finance"
    if "org_owner" in roles:
        return
    held = {g.location_id for g in [*grants, *before] if g.staff_id == act.actor_id}
    for change in step.changes:
        row = change.after or change.before
        if not isinstance(row, Occurrence | Booking | Allocation) or _place(reader, row) in held:
            continue
        if step.name not in ORGANISATION_WIDE and not _own_class(reader, row, act.actor_id):
            yield f"rights: {step.name} changed {row.table} elsewhere"


FINANCE = frozenset({"end_sessions", "end_staff_key"})
"""Of themselves: whoever signs may also stop signing."""
ORGANISATION_WIDE = frozenset({
    "merge_clients", "erase_person", "freeze_pass", "unfreeze_pass", "revoke_pass",
    "take_time_off", "end_time_off",  # who is away is away everywhere
    "undo_sell_pass", "extend_pass", "refund", "end_grant", "waive_item",
    "archive_client", "take_payment", "take_item_payment", "void_sale", "end_membership",
    "archive_staff",
})  # fmt: skip


def _own_class(reader: MemoryReader, row: Row, staff_id: str) -> bool:
    """Whether somebody leads or assists there: an own class is own at every location."""
    key = row.id if isinstance(row, Occurrence) else getattr(row, "occurrence_id", "")
    return any(
        one.occurrence_id == key and one.staff_id == staff_id for one in reader.all(Assignment)
    )


def _place(reader: MemoryReader, row: Row) -> str:
    if isinstance(row, Occurrence | Booking):
        return row.location_id
    one = reader.get(Occurrence, getattr(row, "occurrence_id", ""))
    return one.location_id if one else ""


def _client_reach(reader: MemoryReader, step: Step) -> Iterator[str]:
    me = _now(reader, step.act.client_id)
    household = {me, *(c.id for c in reader.all(Client) if c.payer_id == me)}
    for change in step.changes:
        row = change.after or change.before
        if isinstance(row, Booking | WaitlistEntry | Pass) and row.client_id not in household:
            if isinstance(change.before, Booking) and change.before.state == "late_cancelled":
                continue  # a penalty that falls away (BK-21)
            if not isinstance(row, Pass):
                yield f"rights: {step.name} by a client about another"
        was = change.before
        if isinstance(row, Occurrence) and isinstance(was, Occurrence):
            same = (was.capacity, was.state) == (row.capacity, row.state)
            yield from () if same else (f"rights: {step.name} by a client changed a class",)
        if isinstance(row, StaffMember | Grant | Resource):
            yield f"rights: {step.name} by a client changed {row.table}"


def _history(step: Step) -> Iterator[str]:
    """What is only ever added to is never changed."""
    for change in step.changes:
        if isinstance(change.before, LedgerEntry | Payment) and change.after != change.before:
            yield f"history: {step.name} changed {change.row_type.table}"


def summary(found: Iterable[str]) -> list[str]:
    """Each kind of fault once."""
    return sorted(set(found))
