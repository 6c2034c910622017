"""The SQL of `core.queries.attention`."""

from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.sql.selectable import Select

from core.domain.catalogue import Service
from core.domain.people import Client
from core.domain.records import Attention
from core.domain.schedule import Occurrence
from core.queries.sql.words import ORGANISATION
from core.store.tables import table_of


def items() -> Select[Any]:
    a, c, o, s = (table_of[t] for t in (Attention, Client, Occurrence, Service))
    client = and_(c.c.organisation_id == a.c.organisation_id, c.c.id == a.c.client_id)
    of = and_(o.c.organisation_id == a.c.organisation_id, o.c.id == a.c.occurrence_id)
    what = and_(s.c.organisation_id == o.c.organisation_id, s.c.id == o.c.service_id)
    return (
        select(
            a.c.id,
            a.c.kind,
            a.c.weight,
            a.c.command_id,
            a.c.raised_at,
            a.c.client_id,
            func.coalesce(c.c.name, ""),
            func.coalesce(c.c.phone, ""),
            func.coalesce(c.c.email, ""),
            a.c.occurrence_id,
            func.coalesce(s.c.name, ""),
            func.coalesce(o.c.starts_at, 0),
            func.coalesce(o.c.zone, ""),
            a.c.desk_id,
            a.c.facts,
            a.c.state,
            a.c.done_at,
        )
        .select_from(a.outerjoin(c, client).outerjoin(o, of).outerjoin(s, what))
        .where(
            a.c.organisation_id == ORGANISATION,
            a.c.location_id == bindparam("location"),
            a.c.state == bindparam("state"),
            a.c.raised_at >= bindparam("since"),
        )
        .order_by(a.c.raised_at.desc(), a.c.id)
    )
