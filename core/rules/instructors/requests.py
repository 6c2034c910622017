"""What a booking request needs, until when it stands, and which of its times still fit."""

from collections.abc import Iterable

import msgspec

from core.domain.bookings import BOOKINGS_OF_CLIENT
from core.domain.catalogue import Service
from core.domain.json_text import texts
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.requests import BookingRequest
from core.domain.schedule import LONGEST_OCCURRENCE_MS
from core.domain.settings import (
    REQUEST_ESCALATES_MIN,
    REQUEST_EXPIRES_MIN,
    REQUEST_LAST_CALL_MIN,
    SLOT_HORIZON_DAYS,
)
from core.domain.zones import DAY_MS, MINUTE_MS, is_date, to_utc
from core.ports import Reader
from core.rules.booking.overlap import overlapping
from core.rules.schedule.conflicts import Slot, conflicts, staff_of
from core.rules.terms import Terms


class Deadlines(msgspec.Struct, frozen=True):
    """When a request goes to the managers, and when it ends, UTC milliseconds."""

    escalates_at: int
    expires_at: int


class TimeOfRequest(msgspec.Struct, frozen=True):
    """A proposed time with all that speaks against it now: greyed where anything does."""

    local_date: str
    local_start: str
    starts_at: int
    against: tuple[Refusal, ...]


def deadlines(terms: Terms, asked_at: int, starts: Iterable[int]) -> Deadlines:
    """Three days, or two hours before the last time; a day for the instructor (AVL-6)."""
    last_call = max(starts) - terms.of(REQUEST_LAST_CALL_MIN) * MINUTE_MS
    ends = min(asked_at + terms.of(REQUEST_EXPIRES_MIN) * MINUTE_MS, last_call)
    return Deadlines(asked_at + terms.of(REQUEST_ESCALATES_MIN) * MINUTE_MS, ends)


def proposed_starts(
    days_and_times: Iterable[tuple[str, str]], zone: str, now: int, terms: Terms
) -> list[int] | Refusal:
    """The times as moments. Refuses `invalid_date`, `same_time_twice`, `time_past` where one is
    not ahead or the last is too near to be answered, `too_far_ahead` beyond the horizon."""
    starts = []
    for day, clock in days_and_times:
        if not is_date(day):
            return Refusal("invalid_date", {"date": day})
        starts.append(to_utc(day, clock, zone))
    if len(set(starts)) < len(starts):
        return Refusal("same_time_twice")
    if min(starts) <= now or deadlines(terms, now, starts).expires_at <= now:
        return Refusal("time_past", {"at": min(starts), "zone": zone})
    days = terms.of(SLOT_HORIZON_DAYS)
    if max(starts) > now + days * DAY_MS:
        return Refusal("too_far_ahead", {"days": days})
    return starts


def times_of(row: BookingRequest) -> list[tuple[str, str]]:
    """Local date and local start of each proposed time, as they were given."""
    return [(one[:10], one[11:]) for one in texts(row.times)]


def against_times(tx: Reader, row: BookingRequest) -> list[TimeOfRequest]:
    """Every proposed time with what speaks against it: the calendar's conflicts, and what else the
    client has then."""
    service, location = tx.get(Service, row.service_id), tx.get(Location, row.location_id)
    if service is None or location is None:
        return []
    found = []
    for day, clock in times_of(row):
        starts_at = to_utc(day, clock, location.zone)
        ends_at = starts_at + service.duration_min * MINUTE_MS
        people = staff_of(row.instructor_id, ())
        slot = Slot("", location, service, starts_at, ends_at, people, row.seats)
        near = tx.find(
            BOOKINGS_OF_CLIENT,
            row.client_id,
            since=starts_at - LONGEST_OCCURRENCE_MS,
            until=ends_at,
        )
        other = overlapping(near, starts_at, ends_at)
        against = (*conflicts(tx, slot), *((other,) if other else ()))
        found.append(TimeOfRequest(day, clock, starts_at, against))
    return found
