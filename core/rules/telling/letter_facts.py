"""What a letter says beside the facts of its event: where it is, until when cancelling is free.

Gathered when the command has settled, so that a letter tells what was true then.
"""

from typing import Any

from core.domain.bookings import SEATED, Booking
from core.domain.catalogue import Service
from core.domain.credits import LEDGER_OF_PASS, UNLIMITED, Pass
from core.domain.ids import booking_id
from core.domain.organisation import Location, StaffMember
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.ports import Reader
from core.rules.booking.cancelling import cancel_terms, free_until
from core.rules.passes.credits import balance
from core.rules.terms import Terms

Facts = dict[str, Any]


def gathered(rows: Reader, client: Client, facts: Facts, now: int) -> Facts:
    """The facts of an event with all that its letter needs; times in UTC milliseconds.

    `uid` and `sequence` are the calendar entry's: one for a booking however often it is moved.
    """
    known = {name: value for name, value in facts.items() if name != "client_ids"}
    occurrence = rows.get(Occurrence, facts.get("occurrence_id", ""))
    booking = booking_of(rows, client.id, facts)
    if occurrence is not None:
        known |= _class(rows, occurrence)
        if booking is not None:
            known |= _booking(rows, occurrence, booking, now)
    return known | {"client_id": client.id, "client_name": client.name, "told_at": now}


def gathered_for_staff(rows: Reader, member: StaffMember, facts: Facts, now: int) -> Facts:
    """The facts of an event for somebody who works here."""
    known = {name: value for name, value in facts.items() if not name.endswith("_ids")}
    occurrence = rows.get(Occurrence, facts.get("occurrence_id", ""))
    if occurrence is not None:
        known |= _class(rows, occurrence)
    return known | {"reader_id": member.id, "reader_name": member.name, "told_at": now}


def booking_of(rows: Reader, client_id: str, facts: Facts) -> Booking | None:
    """The client's booking that an event is about, in whatever state."""
    return rows.get(Booking, booking_id(facts.get("occurrence_id", ""), client_id))


def has_seat(rows: Reader, client_id: str, facts: Facts) -> bool:
    """Whether the client holds a seat in what an event is about."""
    booking = booking_of(rows, client_id, facts)
    return booking is not None and booking.state in SEATED


def _class(rows: Reader, occurrence: Occurrence) -> Facts:
    location = rows.get(Location, occurrence.location_id)
    return {
        "starts_at": occurrence.starts_at,
        "ends_at": occurrence.ends_at,
        "zone": occurrence.zone,
        "location_name": location.name if location else "",
        "address": location.address if location else "",
        "phone": location.phone if location else "",
    }


def _paid_by(rows: Reader, held: Pass) -> Facts:
    """The pass that pays and what is left on it now; nothing is counted on an unlimited one."""
    left = None if held.kind == UNLIMITED else balance(rows.find(LEDGER_OF_PASS, held.id))
    return {"pass_name": held.name, "credits_left": left}


def _booking(rows: Reader, occurrence: Occurrence, booking: Booking, now: int) -> Facts:
    service = rows.get(Service, occurrence.service_id)
    terms = Terms(rows, occurrence.location_id, occurrence.service_id)
    until = free_until(booking, cancel_terms(terms, service.kind if service else "class"))
    first = rows.get(Booking, booking.lineage) or booking
    held = rows.get(Pass, booking.pass_id) if booking.pass_id else None
    return {
        "seats": booking.seats,
        "free_until": until if until > now else 0,
        "credit_back": bool(booking.pass_id) and not booking.credit,
        "uid": booking.lineage or booking.id,
        "sequence": max(0, now - first.booked_at) // 1000,
        **(_paid_by(rows, held) if held else {}),
    }
