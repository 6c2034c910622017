"""When a place or a person has no time: closures, time off, hours (SCH-14, AVL-1)."""

from datetime import date, timedelta

import msgspec

from core.domain.availability import (
    AVAILABILITY_OF_STAFF,
    EXCEPTIONS_OF_STAFF,
    TIME_OFF_OF_STAFF,
    Availability,
    AvailabilityException,
    TimeOff,
)
from core.domain.closures import CLOSURES_OF_LOCATION, Closure
from core.domain.organisation import Location
from core.ports import Reader
from core.rules.instructors.availability import hours_on

TABLES = (Closure, TimeOff, Availability, AvailabilityException, Location)


class Away(msgspec.Struct, frozen=True):
    """Somebody is away from a moment to before another, UTC milliseconds."""

    staff_id: str
    starts_at: int
    ends_at: int
    reason: str


def closed_days(rows: Reader, location_id: str, first: date, days: int) -> dict[str, str]:
    """The local dates of a span on which a location is closed, each with the reason; a closure
    without one says "-"."""
    last = first + timedelta(days=days - 1)
    found: dict[str, str] = {}
    for one in rows.find(CLOSURES_OF_LOCATION, location_id, since=str(first)):
        day = max(first, date.fromisoformat(one.from_date))
        while day <= min(last, date.fromisoformat(one.until_date)):
            found[str(day)] = one.reason or "-"
            day += timedelta(days=1)
    return found


def away(rows: Reader, staff_id: str, since: int, until: int) -> list[Away]:
    """The time off of a person that overlaps [since, until), by start."""
    found = [
        Away(one.staff_id, one.starts_at, one.ends_at, one.reason)
        for one in rows.find(TIME_OFF_OF_STAFF, staff_id, since=since)
        if one.starts_at < until and one.ends_at > since
    ]
    return sorted(found, key=lambda one: one.starts_at)


def hours_of(
    rows: Reader, staff_id: str, location: Location, day: date
) -> tuple[tuple[int, int], ...] | None:
    """When a person can be booked at a location on a local date, as UTC spans; None where they
    have never given hours there."""
    weekly = [
        row for row in rows.find(AVAILABILITY_OF_STAFF, staff_id) if row.location_id == location.id
    ]
    if not weekly:
        return None
    exceptions = [
        row
        for row in rows.find(EXCEPTIONS_OF_STAFF, staff_id, since=str(day))
        if row.location_id == location.id
    ]
    found = hours_on(str(day), location.zone, weekly, exceptions)
    return tuple((span.starts_at, span.ends_at) for span in found.open)
