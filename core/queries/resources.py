"""Resources of a location and what holds them in a span of time."""

import msgspec

from core.domain.catalogue import Service
from core.domain.ids import OccurrenceId, ResourceId
from core.domain.schedule import (
    LONGEST_OCCURRENCE_MS,
    RESOURCES_AT_LOCATION,
    Allocation,
    Occurrence,
    Resource,
)
from core.queries.source import Source

TABLES = (Resource, Allocation, Occurrence, Service)


class HoldLine(msgspec.Struct, frozen=True):
    """One occurrence's hold of a resource, buffers included."""

    resource_id: ResourceId
    occurrence_id: OccurrenceId
    name: str
    short_name: str
    colour: int
    badge: str
    starts_at: int
    ends_at: int
    per_class: int
    per_attendee: int
    conflict: str


def resources(source: Source, location_id: str) -> list[Resource]:
    """The resources of a location in use, by type and name."""
    rows = source.rows.find(RESOURCES_AT_LOCATION, location_id)
    active = [row for row in rows if row.state == "active"]
    return sorted(active, key=lambda row: (row.type, row.name, row.id))


def holds(source: Source, location_id: str, since: int, until: int) -> list[HoldLine]:
    """Holds that overlap [since, until), by resource and start."""
    low = since - 2 * LONGEST_OCCURRENCE_MS
    return source.all(
        HoldLine, "resources.holds", location=location_id, low=low, since=since, high=until
    )
