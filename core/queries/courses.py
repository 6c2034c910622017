"""Courses as they take place: each run with its parts, and who is in all of it."""

import msgspec

from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, SEATED, Booking
from core.domain.catalogue import Service
from core.domain.courses import STEPS_OF_SERVICE, CourseRun, CourseStep, Registration
from core.domain.schedule import OCCURRENCES_OF_RUN, Occurrence
from core.queries.everything import rows_of
from core.queries.source import Source

TABLES = (CourseRun, CourseStep, Service, Occurrence, Booking, Registration)


class PartLine(msgspec.Struct, frozen=True):
    """One dated part of a run; `seats` are those that are taken."""

    occurrence: Occurrence
    name: str
    seats: int


class RunLine(msgspec.Struct, frozen=True):
    """A course that takes place; `enrolled` counts those who are in for the whole of it."""

    run: CourseRun
    name: str
    parts: tuple[PartLine, ...]
    enrolled: int

    @property
    def ends_at(self) -> int:
        """When its last part ends, in UTC milliseconds."""
        return max((one.occurrence.ends_at for one in self.parts), default=self.run.starts_at)

    def ahead(self, now: int) -> int:
        """How many of its parts are to come."""
        return sum(one.occurrence.starts_at > now for one in self.parts)


def courses(source: Source) -> list[tuple[Service, list[CourseStep]]]:
    """Every service that has parts, with them, by name. Services are few."""
    found = []
    for service in rows_of(source, Service):
        steps = source.rows.find(STEPS_OF_SERVICE, service.id)
        if steps:
            found.append((service, list(steps)))
    return sorted(found, key=lambda pair: (pair[0].name, pair[0].id))


def runs(source: Source, location_id: str, since: int) -> list[RunLine]:
    """Every run at a location that began at a moment (UTC milliseconds) or later, latest first."""
    known = rows_of(source, CourseRun)
    rows = [row for row in known if row.location_id == location_id and row.starts_at >= since]
    rows.sort(key=lambda row: (-row.starts_at, row.id))
    return [_line(source, row) for row in rows]


def run(source: Source, run_id: str) -> RunLine | None:
    """One run."""
    row = source.rows.get(CourseRun, run_id)
    return _line(source, row) if row is not None else None


def _line(source: Source, row: CourseRun) -> RunLine:
    rows = source.rows
    service = rows.get(Service, row.service_id)
    parts, people = [], set[str]()
    for one in rows.find(OCCURRENCES_OF_RUN, row.id):
        step = rows.get(CourseStep, one.step_id)
        booked = [b for b in rows.find(BOOKINGS_OF_OCCURRENCE, one.id) if b.state in SEATED]
        people |= {booking.client_id for booking in booked if booking.registration_id}
        seats = sum(booking.seats for booking in booked)
        parts.append(PartLine(one, step.name if step else "", seats))
    return RunLine(row, service.name if service else "", tuple(parts), len(people))
