"""Resources of a location and what holds them in a span of time."""

from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, select
from sqlalchemy.sql.selectable import Select

from core.domain.catalogue import Service
from core.domain.ids import OccurrenceId, ResourceId
from core.domain.schedule import (
    LONGEST_OCCURRENCE_MS,
    RESOURCES_AT_LOCATION,
    Allocation,
    Occurrence,
    Resource,
)
from core.queries.source import ORGANISATION, Source
from core.store.tables import table_of

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
    return source.all(HoldLine, _holds, location=location_id, low=low, since=since, high=until)


def _holds() -> Select[Any]:
    a, o, s, r = (table_of[t] for t in (Allocation, Occurrence, Service, Resource))
    of = and_(o.c.organisation_id == a.c.organisation_id, o.c.id == a.c.occurrence_id)
    what = and_(s.c.organisation_id == o.c.organisation_id, s.c.id == o.c.service_id)
    mine = and_(a.c.organisation_id == r.c.organisation_id, a.c.resource_id == r.c.id)
    return (
        select(
            a.c.resource_id,
            o.c.id,
            s.c.name,
            s.c.short_name,
            s.c.colour,
            s.c.badge,
            a.c.starts_at,
            a.c.ends_at,
            a.c.per_class,
            a.c.per_attendee,
            o.c.conflict,
        )
        .select_from(r.join(a, mine).join(o, of).join(s, what))
        .where(
            r.c.organisation_id == ORGANISATION,
            r.c.location_id == bindparam("location"),
            a.c.state == "held",
            a.c.starts_at >= bindparam("low"),
            a.c.starts_at < bindparam("high"),
            a.c.ends_at > bindparam("since"),
        )
        .order_by(a.c.resource_id, a.c.starts_at, o.c.id)
    )
