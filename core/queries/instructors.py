"""An instructor's own schedule in all locations, with the ways between them (ORG-4, AVL-2)."""

import msgspec

from core.domain.availability import Travel
from core.domain.catalogue import Service
from core.domain.ids import StaffId
from core.domain.organisation import Location
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    ASSIGNMENTS_OF_STAFF,
    ASSISTANT,
    CLOSED,
    HELD,
    LONGEST_OCCURRENCE_MS,
    SCHEDULED,
    Assignment,
    Occurrence,
)
from core.domain.zones import MINUTE_MS
from core.ports import Reader
from core.rules.instructors.travel import travel_min

TABLES = (Occurrence, Assignment, Service, Location, Travel)


class DutyLine(msgspec.Struct, frozen=True):
    """One class or session that a person leads or assists; times in UTC milliseconds.

    `way_min` is the travel from the one before, in minutes, `gap_min` the time between them; both
    are None for the first of a date.
    """

    occurrence: Occurrence
    class_name: str
    location_name: str
    role: str
    way_min: int | None = None
    gap_min: int | None = None

    @property
    def tight(self) -> bool:
        """Whether there is less time than the way takes."""
        if self.way_min is None or self.gap_min is None:
            return False
        return self.gap_min < self.way_min


def schedule(
    rows: Reader, staff_id: str, since: int, until: int, location_id: str = ""
) -> list[DutyLine]:
    """What a person leads or assists in [since, until), by start; "" for all locations."""
    lines: list[DutyLine] = []
    before: Occurrence | None = None
    for one, role in _led(rows, staff_id, since, until):
        line = _line(rows, one, role, before)
        before = one
        if location_id in ("", one.location_id):
            lines.append(line)
    return lines


def _led(rows: Reader, staff_id: str, since: int, until: int) -> list[tuple[Occurrence, str]]:
    found = []
    for row in rows.find(
        ASSIGNMENTS_OF_STAFF, staff_id, since=since - LONGEST_OCCURRENCE_MS, until=until
    ):
        one = rows.get(Occurrence, row.occurrence_id)
        if one and one.state in (SCHEDULED, CLOSED) and since <= one.starts_at < until:
            found.append((one, row.role))
    return sorted(found, key=lambda pair: (pair[0].starts_at, pair[0].id))


def _line(rows: Reader, one: Occurrence, role: str, before: Occurrence | None) -> DutyLine:
    service, location = rows.get(Service, one.service_id), rows.get(Location, one.location_id)
    names = (service.name if service else "", location.name if location else "")
    if before is None or before.local_date != one.local_date:
        return DutyLine(one, *names, role)
    way = travel_min(rows, before.location_id, one.location_id)
    return DutyLine(one, *names, role, way, (one.starts_at - before.ends_at) // MINUTE_MS)


def assisting(rows: Reader, occurrence_id: str) -> list[StaffId]:
    """Who assists in an occurrence now (SCH-9)."""
    return [
        row.staff_id
        for row in rows.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence_id)
        if row.role == ASSISTANT and row.state == HELD
    ]
