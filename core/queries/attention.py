"""What waits for a person: attention items with the names that their sentences need."""

from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.sql.selectable import Select

from core.domain.catalogue import Service
from core.domain.ids import AttentionId, ClientId, CommandId, OccurrenceId
from core.domain.people import Client
from core.domain.records import Attention
from core.domain.schedule import Occurrence
from core.queries.source import ORGANISATION, Source
from core.store.tables import table_of

TABLES = (Attention, Client, Occurrence)


class AttentionItem(msgspec.Struct, frozen=True):
    """One item, open or done."""

    id: AttentionId
    kind: str
    weight: str
    command_id: CommandId
    raised_at: int
    client_id: ClientId
    client_name: str
    phone: str
    email: str
    occurrence_id: OccurrenceId
    class_name: str
    starts_at: int
    zone: str
    desk_id: str
    facts: str
    state: str
    done_at: int | None


def items(source: Source, location_id: str, state: str, since: int = 0) -> list[AttentionItem]:
    """Items of a location in a state, raised since a time, the newest first."""
    return source.all(AttentionItem, _items, location=location_id, state=state, since=since)


def open_count(source: Source, location_id: str) -> int:
    """How many open items need somebody (the badge)."""
    return sum(item.weight == "attention" for item in items(source, location_id, "open"))


def _items() -> Select[Any]:
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
