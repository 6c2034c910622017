"""The SQL of `core.queries.resources`."""

from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.sql.selectable import Select

from core.domain.catalogue import Service
from core.domain.schedule import ALLOCATIONS_OF_RESOURCE, Allocation, Occurrence, Resource
from core.queries.sql.words import ORGANISATION, one_of
from core.store.tables import table_of


def holds() -> Select[Any]:
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
            one_of(a.c.state, ALLOCATIONS_OF_RESOURCE.states),
            a.c.starts_at >= bindparam("low"),
            a.c.starts_at < bindparam("high"),
            a.c.ends_at > bindparam("since"),
        )
        .order_by(a.c.resource_id, a.c.starts_at, o.c.id)
    )
