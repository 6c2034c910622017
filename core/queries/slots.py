"""Free times of sessions, for the web's picker and the desk's."""

import msgspec

from core.domain.availability import (
    AVAILABILITY_AT_LOCATION,
    EXCEPTIONS_AT_LOCATION,
    Availability,
    AvailabilityException,
    TimeOff,
    Travel,
)
from core.domain.catalogue import Service
from core.domain.organisation import Grant, Location, Setting, StaffMember
from core.domain.schedule import Allocation, Assignment, Occurrence
from core.ports import Reader
from core.rules.instructors.free_slots import FreeSlot, Wanted, free_slots

TABLES = (
    Availability,
    AvailabilityException,
    TimeOff,
    Travel,
    Service,
    Location,
    StaffMember,
    Grant,
    Setting,
    Occurrence,
    Assignment,
    Allocation,
)


class Asked(msgspec.Struct, frozen=True):
    """What somebody looks for; `staff_id` "" asks for all who have hours at the location.

    Times begin in [since, until), UTC milliseconds; None is as far as the horizon.
    """

    service_id: str
    location_id: str
    staff_id: str = ""
    seats: int = 1
    by_client: bool = True
    since: int = 0
    until: int | None = None


def free(rows: Reader, asked: Asked, now: int) -> list[FreeSlot]:
    """Free times, by time and person (AVL-2)."""
    service = rows.get(Service, asked.service_id)
    location = rows.get(Location, asked.location_id)
    if service is None or location is None:
        return []
    found: list[FreeSlot] = []
    people = (asked.staff_id,) if asked.staff_id else with_hours(rows, location.id)
    for key in people:
        member = rows.get(StaffMember, key)
        if member is not None:
            wanted = Wanted(service, location, member, asked.seats, asked.by_client)
            found += free_slots(rows, wanted, now, asked.since, asked.until)
    return sorted(found)


def nearest(rows: Reader, asked: Asked, now: int, most: int = 3) -> list[FreeSlot]:
    """The first free times, one of each start (WEB-7)."""
    by_start: dict[int, FreeSlot] = {}
    for slot in free(rows, asked, now):
        by_start.setdefault(slot.starts_at, slot)
    return list(by_start.values())[:most]


def with_hours(rows: Reader, location_id: str) -> list[str]:
    """Who has ever given hours at a location that hold, by id."""
    weekly = {row.staff_id for row in rows.find(AVAILABILITY_AT_LOCATION, location_id)}
    extra = {row.staff_id for row in rows.find(EXCEPTIONS_AT_LOCATION, location_id)}
    return sorted(weekly | extra)
