"""What a series will make, before it is made: every date with its conflicts (SCH-3)."""

import msgspec

from core.commands.schedule import CreateSeries
from core.domain.catalogue import Service
from core.domain.ids import occurrence_id
from core.domain.json_text import allows
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.zones import MINUTE_MS, to_utc
from core.ports import Reader
from core.rules.schedule.conflicts import OVERRIDABLE, Slot, conflicts, staff_of
from core.rules.schedule.recurrence import Recurrence, dates


class Planned(msgspec.Struct, frozen=True):
    """One date of a series, as it would be, in UTC milliseconds."""

    local_date: str
    starts_at: int
    ends_at: int
    conflicts: tuple[Refusal, ...]

    @property
    def hard(self) -> bool:
        """Whether something speaks against it that nobody can override (SCH-12)."""
        return any(found.code not in OVERRIDABLE for found in self.conflicts)


def schedulable(
    tx: Reader, service_id: str, location_id: str
) -> tuple[Service, Location] | Refusal:
    """The service and the location where it is to take place.

    Refuses `service_unknown`, `service_archived`, `location_unknown`, `service_not_here` (SVC-5).
    """
    service = tx.get(Service, service_id)
    if service is None:
        return Refusal("service_unknown", {"service_id": service_id})
    if service.state != "active":
        return Refusal("service_archived", {"class_name": service.name})
    location = tx.get(Location, location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": location_id})
    if not allows(service.locations, location_id):
        return Refusal(
            "service_not_here", {"class_name": service.name, "location_name": location.name}
        )
    return service, location


def plan(
    tx: Reader, command: CreateSeries, until: str, series_id: str = ""
) -> tuple[Planned, ...] | Refusal:
    """Every date up to `until`, skipped ones left out, without writing anything.

    Refuses what `schedulable` and `recurrence.dates` refuse.
    """
    found_here = schedulable(tx, command.service_id, command.location_id)
    if isinstance(found_here, Refusal):
        return found_here
    service, location = found_here
    last = min(until, command.end_date) if command.end_date else until
    days = dates(
        Recurrence(command.rrule, command.start_date, command.local_start, location.zone),
        last,
        skipped=command.skipped,
        added=command.added,
    )
    if isinstance(days, Refusal):
        return days
    staff = staff_of(command.lead_id, command.assistant_ids)
    found = []
    for day in days:
        starts_at = to_utc(day, command.local_start, location.zone)
        ends_at = starts_at + command.duration_min * MINUTE_MS
        key = occurrence_id(series_id, day)
        slot = Slot(key, location, service, starts_at, ends_at, staff)
        found.append(Planned(day, starts_at, ends_at, conflicts(tx, slot)))
    return tuple(found)
