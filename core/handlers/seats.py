"""Taking and using seats: book, check in, wait."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.seats import Book, CheckIn, JoinWaitlist
from core.domain.bookings import (
    BOOKED,
    BOOKINGS_OF_OCCURRENCE,
    CHECKED_IN,
    SEATED,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import ClientId, booking_id, waitlist_entry_id
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.handlers.registry import falls_back, handles
from core.ports import Tx
from core.rules.capacity import seats_fit, seats_used


@handles(Book)
def book(tx: Tx, act: Act, command: Book) -> Outcome | Refusal:
    """Refuses `occurrence_unknown`, `already_booked`, `class_full`."""
    occurrence = tx.get(Occurrence, command.occurrence_id)
    if occurrence is None:
        return Refusal("occurrence_unknown", {"occurrence_id": command.occurrence_id})
    key = booking_id(occurrence.id, command.client_id)
    present = tx.get(Booking, key)
    if present is not None and present.state in SEATED:
        return Refusal("already_booked", {"client_id": command.client_id})
    used = seats_used(tx.find(BOOKINGS_OF_OCCURRENCE, occurrence.id))
    if refusal := seats_fit(occurrence, used, command.seats):
        return refusal
    tx.put(
        Booking(
            key,
            occurrence.id,
            ClientId(command.client_id),
            occurrence.location_id,
            command.seats,
            occurrence.starts_at,
            occurrence.ends_at,
            act.occurred_at,
            "staff",
            lineage=key,
            note=command.note,
            changed_by=act.command_id,
        )
    )
    facts = {"client_id": command.client_id, "occurrence_id": occurrence.id}
    return Outcome("booked", facts, (Event("booked", facts),))


@falls_back(Book)
def waitlist_instead(tx: Tx, act: Act, command: Book, refusal: Refusal) -> Outcome | Refusal:
    """SET-1: the second desk's client waits, at the place that the time of booking gives."""
    if refusal.code != "class_full":
        return refusal
    wait = JoinWaitlist(command.client_id, command.occurrence_id, command.seats)
    result = join_waitlist(tx, act, wait)
    if isinstance(result, Refusal):
        return refusal
    return Outcome(result.code, {**result.facts, "settlement": "SET-1"}, result.events)


@handles(JoinWaitlist)
def join_waitlist(tx: Tx, act: Act, command: JoinWaitlist) -> Outcome | Refusal:
    """Refuses `occurrence_unknown`."""
    occurrence = tx.get(Occurrence, command.occurrence_id)
    if occurrence is None:
        return Refusal("occurrence_unknown", {"occurrence_id": command.occurrence_id})
    tx.put(
        WaitlistEntry(
            waitlist_entry_id(occurrence.id, command.client_id),
            occurrence.id,
            ClientId(command.client_id),
            command.seats,
            act.occurred_at,
            state=WAITING,
            changed_by=act.command_id,
        )
    )
    facts = {"client_id": command.client_id, "occurrence_id": occurrence.id}
    return Outcome("waitlisted", facts, (Event("waitlist_joined", facts),))


@handles(CheckIn)
def check_in(tx: Tx, act: Act, command: CheckIn) -> Outcome | Refusal:
    """Refuses `not_booked`, `already_in`."""
    booking = tx.get(Booking, booking_id(command.occurrence_id, command.client_id))
    if booking is None or booking.state not in (BOOKED, CHECKED_IN):
        return Refusal("not_booked", {"client_id": command.client_id})
    if booking.state == CHECKED_IN:
        return Refusal("already_in", {"at": booking.checked_in_at})
    tx.put(
        replace(
            booking,
            state=CHECKED_IN,
            checked_in_at=act.occurred_at,
            check_in_way=command.way,
            changed_by=act.command_id,
        )
    )
    facts = {"client_id": command.client_id, "occurrence_id": command.occurrence_id}
    return Outcome("checked_in", facts, (Event("checked_in", facts),))
