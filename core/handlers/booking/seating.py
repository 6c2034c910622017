"""Giving a client seats: all that a booking needs, then the rows. Used wherever a seat is taken."""

import msgspec
from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import (
    BOOKED,
    BOOKINGS_OF_CLIENT,
    BOOKINGS_OF_OCCURRENCE,
    BOOKINGS_OF_PASS,
    BY_MONEY,
    FREE,
    IN_LINE,
    OFFERED,
    OVER_CAPACITY,
    PROMOTED,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import RegistrationId, booking_id, waitlist_entry_id
from core.domain.json_text import dump, mapping
from core.domain.leases import ACTIVE as LENT
from core.domain.leases import Lease
from core.domain.open_items import OPEN_ITEMS_OF_CLIENT, OpenItem
from core.domain.organisation import Location, StaffMember
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.domain.schedule import LONGEST_OCCURRENCE_MS, SCHEDULED, Occurrence
from core.domain.suspensions import SUSPENSIONS_OF_CLIENT
from core.handlers.booking.fair_cancel import pardon_refilled
from core.handlers.booking.spots import leave_surplus
from core.handlers.passes.ledger import hold, paying
from core.handlers.scene import Facts, Scene, booking_of, client_of, told
from core.ports import Reader, Tx
from core.rules.attendance.strikes import suspended
from core.rules.booking.booking_states import ABSENT, may_move
from core.rules.booking.booking_window import open_for_staff, switched_on
from core.rules.booking.capacity import seats_fit, seats_used
from core.rules.booking.holdings import seats_set_aside, seats_supplied
from core.rules.booking.leases import seats_on_lease, usable
from core.rules.booking.overlap import overlapping
from core.rules.booking.self_booking import VIP, may_book_self, self_booking_terms
from core.rules.money.fees import owes_too_much
from core.rules.passes.credits import Purse, future_bookings, price_due, within_advance
from core.rules.permissions import permits
from core.rules.schedule.courses import step_refusal


class Ask(msgspec.Struct, frozen=True):
    """A wish for seats. `by` is the move of the booking's states that it makes.

    `besides` are bookings that do not count as overlapping; `forced` is a fact: nothing but an
    unknown client can refuse it, and what it lacks becomes a flag or a price due.
    """

    client_id: str
    seats: int = 1
    pass_id: str = ""
    pay_at_desk: bool = False
    override: tuple[str, ...] = ()
    reason: str = ""
    origin: str = "staff"
    note: str = ""
    by: str = "book"
    besides: tuple[str, ...] = ()
    forced: bool = False
    registration_id: str = ""
    guests: tuple[str, ...] = ()
    answers: str = "{}"


class Admission(msgspec.Struct, frozen=True):
    """That the wish can be met: who, what pays, what is due, what is flagged.

    `used` counts all seats that are taken, `lent` those of them that desks only borrowed.
    """

    client: Client
    used: int
    purse: Purse | None
    price: int
    flag: str = ""
    entry: WaitlistEntry | None = None
    bookings: tuple[Booking, ...] = ()
    lease: Lease | None = None
    lent: int = 0


def admit(tx: Reader, act: Act, scene: Scene, ask: Ask) -> Admission | Refusal:
    """Check all that a booking needs (BK-1, 3, 4, RES-3, SVC-2), and write nothing.

    Refuses `client_unknown`, `client_archived`, `location_inactive`, `class_over` and kin,
    `booking_switched_off`, `already_booked` and kin, `class_full`, `overbook_not_allowed`,
    `reason_missing`, `resource_short`, `overlapping_booking`, and COVER_REFUSALS.
    """
    client = client_of(tx, ask.client_id)
    if isinstance(client, Refusal):
        return client
    bookings = tuple(tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id))
    entry = tx.get(WaitlistEntry, waitlist_entry_id(scene.occurrence.id, client.id))
    lent = seats_on_lease(tx, scene.occurrence.id)
    kept = seats_set_aside(tx, scene.occurrence.id) + lent
    if entry is not None and entry.state == OFFERED:
        kept -= entry.seats
    used = seats_used(bookings) + kept
    full = used + ask.seats > scene.occurrence.capacity
    lease = usable(tx, act, scene.occurrence, ask.seats, full=full) if lent or act.shown else None
    if lease is not None and lease.state == LENT:
        used -= ask.seats
        lent -= ask.seats
    if not ask.forced:
        refusal = (
            _bookable(tx, act, scene, ask, client)
            or _room(tx, act, scene, ask, used)
            or no_overlap(tx, scene, ask)
        )
        if refusal:
            return told(refusal, scene.facts(client))
    purse = cover(tx, act, scene, ask, client)
    if isinstance(purse, Refusal):
        return told(purse, {**scene.facts(client), "price": scene.price * ask.seats})
    if purse is not None and (refusal := _beyond_advance(tx, act, purse, ask, client)):
        return told(refusal, scene.facts(client))
    over = used + ask.seats > scene.occurrence.capacity
    price = price_due(scene.price, ask.seats, purse)
    flag = OVER_CAPACITY if over else ""
    return Admission(client, used, purse, price, flag, entry, bookings, lease, lent)


def seat(
    tx: Tx, act: Act, scene: Scene, ask: Ask, admission: Admission, state: str = BOOKED
) -> Booking:
    """Write the booking, its hold, and what it means for the waitlist and the capacity flag.

    Money paid for the same seat before it was cancelled still counts.
    """
    occurrence = scene.occurrence
    given = admission.used + ask.seats - admission.lent
    pardon_refilled(tx, act, scene, admission.bookings, given)
    key = booking_id(occurrence.id, ask.client_id)
    before = tx.get(Booking, key)
    booking = Booking(
        key,
        occurrence.id,
        admission.client.id,
        occurrence.location_id,
        ask.seats,
        occurrence.starts_at,
        occurrence.ends_at,
        act.occurred_at,
        ask.origin,
        cover=BY_MONEY if admission.price else FREE,
        price=admission.price,
        paid=before.paid if before else 0,
        promoted_at=act.occurred_at if ask.by == "promote" else None,
        lineage=key,
        note=ask.note,
        flag=admission.flag,
        state=state,
        changed_by=act.command_id,
        guests=dump(ask.guests),
        answers=ask.answers,
        step_id=occurrence.step_id,
        registration_id=RegistrationId(ask.registration_id),
    )
    if admission.purse is not None:
        booking = hold(tx, act, admission.purse, booking)
    tx.put(booking)
    if admission.lease is not None:
        spend(tx, admission.lease, booking.id, booking.seats)
    if before is not None and before.seats > booking.seats:
        leave_surplus(tx, act, booking)
    mark_fill(tx, occurrence.id, admission.used + ask.seats)
    end_waiting(tx, act, admission.entry)
    return booking


def seat_facts(scene: Scene, admission: Admission, booking: Booking) -> Facts:
    """What a screen says after a seat was given."""
    purse = admission.purse
    facts = scene.facts(admission.client)
    facts["seats"] = booking.seats
    facts["used"] = admission.used + booking.seats
    facts["capacity"] = scene.occurrence.capacity
    facts["price_due"] = booking.due
    if purse is not None:
        facts["pass_id"] = purse.pass_.id
        facts["pass_name"] = purse.pass_.name
        facts["credits_left"] = purse.left_after(booking.seats)
    if admission.flag:
        facts["flag"] = admission.flag
    if admission.lease is not None:
        facts["lease_id"] = admission.lease.id
    return facts


def spend(tx: Tx, lease: Lease, booking_id: str, seats: int) -> None:
    """Note the seats of a booking on the lease inside which it was promised (M-02)."""
    spent = mapping(lease.spent)
    spent[booking_id] = spent.get(booking_id, 0) + seats
    tx.put(replace(lease, spent=dump(spent)))


def mark_fill(tx: Tx, occurrence_id: str, used: int) -> None:
    """Set or clear the occurrence's over-capacity flag to what the seats used say."""
    occurrence = tx.get(Occurrence, occurrence_id)
    if occurrence is None:
        return
    over = int(used > occurrence.capacity and occurrence.state == SCHEDULED)
    if occurrence.over_capacity != over:
        tx.put(replace(occurrence, over_capacity=over))


def _bookable(tx: Reader, act: Act, scene: Scene, ask: Ask, client: Client) -> Refusal | None:
    return (
        _welcome(tx, act, scene, ask, client)
        or location_open(tx, scene.occurrence)
        or open_for_staff(scene.occurrence, act.occurred_at)
        or _switched_on(tx, act, scene, ask, client)
        or _may_be_seated(tx, scene, ask)
        or _in_order(tx, scene, ask)
    )


def _in_order(tx: Reader, scene: Scene, ask: Ask) -> Refusal | None:
    if not scene.occurrence.step_id:
        return None
    ordered = "step_before_missing" not in ask.override and not ask.registration_id
    return step_refusal(tx, ask.client_id, scene.occurrence, ask.registration_id, ordered=ordered)


def _switched_on(tx: Reader, act: Act, scene: Scene, ask: Ask, client: Client) -> Refusal | None:
    if act.client_id:
        return by_client(tx, act, scene, ask, client)
    desk = permits(tx, act, "act_as_desk", scene.place)
    return switched_on(scene.service, desk=desk)


def by_client(tx: Reader, act: Act, scene: Scene, ask: Ask, client: Client) -> Refusal | None:
    """What clients cannot do for themselves: rules are not theirs to break (PERM a).

    Refuses `override_not_allowed` and what `may_book_self` refuses; an offer was made to them.
    """
    if ask.override:
        return Refusal("override_not_allowed")
    if ask.by != "book":
        return None
    lead = tx.get(StaffMember, scene.occurrence.lead_id) if scene.occurrence.lead_id else None
    terms = self_booking_terms(scene.terms, scene.service.kind)
    return may_book_self(client, scene.service, scene.occurrence, lead, act.occurred_at, terms)


def location_open(tx: Reader, occurrence: Occurrence) -> Refusal | None:
    """Refuses `location_inactive` (ORG-9)."""
    location = tx.get(Location, occurrence.location_id)
    if location is None or location.state == "active":
        return None
    return Refusal("location_inactive", {"location_name": location.name})


def _may_be_seated(tx: Reader, scene: Scene, ask: Ask) -> Refusal | None:
    present = booking_of(tx, scene, ask.client_id)
    refusal = may_move(ask.by, present.state if present else ABSENT)
    if refusal and present is not None and present.checked_in_at is not None:
        return Refusal(refusal.code, {**refusal.facts, "at": present.checked_in_at})
    return refusal


def _welcome(tx: Reader, act: Act, scene: Scene, ask: Ask, client: Client) -> Refusal | None:
    if client.state != ACTIVE:
        return Refusal("client_archived")
    return barred(tx, act, scene, ask)


def _owed(tx: Reader, client_id: str) -> list[OpenItem]:
    return tx.find(OPEN_ITEMS_OF_CLIENT, client_id)


def barred(tx: Reader, act: Act, scene: Scene, ask: Ask) -> Refusal | None:
    """Refuses `client_suspended`, unless staff knowingly book against it (NS-3, SET-15)."""
    if "owes_too_much" not in ask.override and (items := _owed(tx, ask.client_id)):
        refusal = owes_too_much(items, scene.terms)
        if refusal:
            return refusal
    if "client_suspended" in ask.override:
        return None
    rows = tx.find(SUSPENSIONS_OF_CLIENT, ask.client_id)
    found = suspended(rows, act.occurred_at, scene.occurrence.location_id)
    return Refusal("client_suspended", {"until": found.until}) if found else None


def _room(tx: Reader, act: Act, scene: Scene, ask: Ask, used: int) -> Refusal | None:
    full = seats_fit(scene.occurrence, used, ask.seats)
    if full and "class_full" not in ask.override:
        return full
    if full and not permits(tx, act, "overbook", scene.place):
        return Refusal("overbook_not_allowed", full.facts)
    if ask.override and not ask.reason.strip():
        return Refusal("reason_missing")
    return seats_supplied(tx, scene.occurrence, used, ask.seats)


def no_overlap(tx: Reader, scene: Scene, ask: Ask) -> Refusal | None:
    if "overlapping_booking" in ask.override:
        return None
    occurrence = scene.occurrence
    near = tx.find(
        BOOKINGS_OF_CLIENT,
        ask.client_id,
        since=occurrence.starts_at - LONGEST_OCCURRENCE_MS,
        until=occurrence.ends_at,
    )
    besides = (*ask.besides, booking_id(occurrence.id, ask.client_id))
    return overlapping(near, occurrence.starts_at, occurrence.ends_at, besides)


def cover(tx: Reader, act: Act, scene: Scene, ask: Ask, client: Client) -> Purse | Refusal | None:
    """What pays; None where a price may be due instead. Refuses with COVER_REFUSALS (BK-4)."""
    want = scene.want(ask.seats)
    found = paying(tx, ask.client_id, want, ask.pass_id)
    if isinstance(found, Purse) and found.pass_.standby_only and not scene.standby(act.occurred_at):
        found = paying(tx, ask.client_id, replace(want, standby=False), ask.pass_id)
    if not isinstance(found, Refusal):
        return found
    if ask.forced:
        other = paying(tx, ask.client_id, scene.want(ask.seats)) if ask.pass_id else found
        return None if isinstance(other, Refusal) else other
    if ask.pass_id:
        return found
    agreed = ask.pay_at_desk or client.pay_later or scene.service.pays_first
    needed = scene.service.credit_needed and not agreed
    return found if needed else None


def _beyond_advance(tx: Reader, act: Act, purse: Purse, ask: Ask, client: Client) -> Refusal | None:
    """Staff, a VIP and whole courses are exempt from the limit of bookings (BK-5, PERM a)."""
    if not act.client_id or ask.by != "book" or client.permission == VIP:
        return None
    if ask.registration_id:
        return None
    ahead = tx.find(BOOKINGS_OF_PASS, purse.pass_.id, since=act.occurred_at)
    others = [one for one in ahead if one.id not in ask.besides]
    return within_advance(purse.pass_, future_bookings(others, act.occurred_at))


def end_waiting(tx: Tx, act: Act, entry: WaitlistEntry | None) -> None:
    """Who has a seat waits no longer."""
    if entry is not None and entry.state in IN_LINE:
        tx.put(replace(entry, state=PROMOTED, skipped="", changed_by=act.command_id))
