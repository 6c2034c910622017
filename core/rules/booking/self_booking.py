"""What clients may book for themselves (PERM a, SVC-2, BK-18, BK-5)."""

import msgspec

from core.changes import Act
from core.domain.catalogue import Service
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.settings import OPENS_DAYS, SESSION_CLOSES_MIN
from core.domain.zones import DAY_MS, MINUTE_MS
from core.rules.terms import Terms

RESTRICTED = "restricted"
VIP = "vip"

SELF = "self"
INSTRUCTOR = "instructor"
STAFF = "staff"
"""Where a booking comes from (BK-15)."""


class SelfBookingTerms(msgspec.Struct, frozen=True):
    """When clients can book: so many days before, and until so many minutes before the start."""

    opens_days: int
    closes_min: int


def self_booking_terms(terms: Terms, kind: str) -> SelfBookingTerms:
    """Classes are open to the start, sessions to two hours before (BK-18)."""
    closes = terms.of(SESSION_CLOSES_MIN) if kind == "session" else 0
    return SelfBookingTerms(terms.of(OPENS_DAYS), closes)


def may_book_self(
    client: Client,
    service: Service,
    occurrence: Occurrence,
    lead: StaffMember | None,
    now: int,
    terms: SelfBookingTerms,
) -> Refusal | None:
    """Refuses `client_restricted`, `self_booking_off`, `instructor_declines`, `not_open_yet`,
    `booking_closed`. A VIP skips the instructor's preference and the windows, never the rest;
    nobody books what has started.
    """
    if client.permission == RESTRICTED:
        return Refusal("client_restricted")
    if not service.self_booking:
        return Refusal("self_booking_off", {"class_name": service.name})
    if now >= occurrence.starts_at:
        return Refusal("booking_closed", {"closed_at": occurrence.starts_at})
    if client.permission == VIP:
        return None
    if lead is not None and not lead.self_booking:
        return Refusal("instructor_declines", {"staff_name": lead.name})
    return _outside_window(occurrence, now, terms)


def _outside_window(occurrence: Occurrence, now: int, terms: SelfBookingTerms) -> Refusal | None:
    opens = occurrence.starts_at - terms.opens_days * DAY_MS
    closes = occurrence.starts_at - terms.closes_min * MINUTE_MS
    if now < opens:
        return Refusal("not_open_yet", {"opens_at": opens})
    return Refusal("booking_closed", {"closed_at": closes}) if now >= closes else None


def pays_at_desk(act: Act, wanted: bool, *, credit_needed: bool) -> bool:
    """Whether the price may stay due: clients need cover where the service wants it (BK-19)."""
    return wanted and not (act.client_id and credit_needed)


def origin_of(act: Act, *, desk: bool) -> str:
    """Where a booking comes from (BK-15)."""
    if act.client_id:
        return SELF
    return STAFF if desk or act.system else INSTRUCTOR
