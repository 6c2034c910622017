"""What is out of order, which classes lack a resource, and what could stand in (RES-5, SET-7)."""

import msgspec

from core.domain.ids import OccurrenceId, ResourceId
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    OPEN_AT_LOCATION,
    RELEASED,
    RESOURCES_AT_LOCATION,
    Allocation,
    Occurrence,
    Resource,
)
from core.domain.spots import OUTAGES_OF_RESOURCE, Outage, Spot
from core.ports import Reader

TABLES = (Outage, Spot, Allocation, Occurrence, Resource)
SHORT = "resource_short"


class Lacking(msgspec.Struct, frozen=True):
    """A class to come that lacks a resource."""

    occurrence_id: OccurrenceId
    resource_id: ResourceId


def outages(rows: Reader, resource_id: str, since: int, until: int) -> list[Outage]:
    """What is out of order of a resource within [since, until), by start."""
    found = [
        one
        for one in rows.find(OUTAGES_OF_RESOURCE, resource_id)
        if one.starts_at < until and (not one.ends_at or one.ends_at > since)
    ]
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def lacking(rows: Reader, location_id: str, since: int, until: int) -> list[Lacking]:
    """Classes that start in [since, until) and lack something, by start."""
    found = []
    for one in rows.find(OPEN_AT_LOCATION, location_id, since=since, until=until):
        if one.conflict != SHORT:
            continue
        held = rows.find(ALLOCATIONS_OF_OCCURRENCE, one.id)
        swapped = {row.instead_of for row in held if row.instead_of}
        lost = [r for r in held if r.state == RELEASED and r.resource_id not in swapped]
        found += [Lacking(one.id, row.resource_id) for row in lost[:1]]
    return found


def alike(rows: Reader, resource_id: str) -> list[Resource]:
    """What could stand in for a resource: of its type and location, in use, by name."""
    resource = rows.get(Resource, resource_id)
    if resource is None:
        return []
    found = [
        row
        for row in rows.find(RESOURCES_AT_LOCATION, resource.location_id)
        if row.state == "active" and row.type == resource.type and row.id != resource.id
    ]
    return sorted(found, key=lambda row: (row.name, row.id))
