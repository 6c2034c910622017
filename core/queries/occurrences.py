"""Occurrences of a location in a span of time, with what a block on a calendar says."""

from collections import defaultdict
from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CHECKED_IN,
    NO_SHOW,
    SEATED,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.catalogue import Service
from core.domain.ids import LocationId, OccurrenceId, SeriesId, ServiceId, StaffId
from core.domain.organisation import StaffMember
from core.domain.schedule import CANCELLED, LONGEST_OCCURRENCE_MS, Allocation, Occurrence, Resource
from core.queries.source import ORGANISATION, Source, one_of
from core.store.bookkeeping import shadow
from core.store.tables import table_of

TABLES = (Occurrence, Booking, WaitlistEntry, Allocation, Service, StaffMember, Resource)
"""A screen that shows these must look again when one of them changed."""


class OccurrenceLine(msgspec.Struct, frozen=True):
    """One occurrence. Times are UTC in milliseconds; `booked`, `came` and `missed` count seats.

    `pending` says that something about it waits to be confirmed by the server.
    """

    id: OccurrenceId
    service_id: ServiceId
    location_id: LocationId
    series_id: SeriesId
    name: str
    short_name: str
    badge: str
    colour: int
    kind: str
    starts_at: int
    ends_at: int
    zone: str
    local_date: str
    local_start: str
    capacity: int
    lead_id: StaffId
    lead_name: str
    note: str
    conflict: str
    state: str
    booked: int = 0
    came: int = 0
    missed: int = 0
    waiting: int = 0
    pending: bool = False
    rooms: tuple[str, ...] = ()
    room_id: str = ""


class _Fill(msgspec.Struct, frozen=True):
    occurrence_id: str
    booked: int
    came: int
    missed: int
    pending: int


class _Count(msgspec.Struct, frozen=True):
    occurrence_id: str
    count: int


class _Held(msgspec.Struct, frozen=True):
    occurrence_id: str
    resource_id: str
    name: str
    type: str


def occurrences(source: Source, location_id: str, since: int, until: int) -> list[OccurrenceLine]:
    """All that overlap [since, until), without dropped ones, by start, room and id."""
    span = {
        "location": location_id,
        "low": since - LONGEST_OCCURRENCE_MS,
        "high": until,
        "since": since,
    }
    lines = source.all(OccurrenceLine, _lines, **span)
    return _filled(source, lines, span)


def occurrence(source: Source, occurrence_id: str) -> OccurrenceLine | None:
    """One occurrence, or None."""
    row = source.rows.get(Occurrence, occurrence_id)
    if row is None:
        return None
    near = occurrences(source, row.location_id, row.starts_at, row.starts_at + 1)
    return next((line for line in near if line.id == occurrence_id), None)


def _filled(
    source: Source, lines: list[OccurrenceLine], span: dict[str, Any]
) -> list[OccurrenceLine]:
    fills = {fill.occurrence_id: fill for fill in source.all(_Fill, _fills, **span)}
    waits = {one.occurrence_id: one.count for one in source.all(_Count, _waits, **span)}
    held: dict[str, list[_Held]] = defaultdict(list)
    for one in source.all(_Held, _holds, **span):
        held[one.occurrence_id].append(one)
    none = _Fill("", 0, 0, 0, 0)
    return [
        msgspec.structs.replace(
            line,
            booked=(fill := fills.get(line.id, none)).booked,
            came=fill.came,
            missed=fill.missed,
            pending=bool(fill.pending),
            waiting=waits.get(line.id, 0),
            rooms=tuple(one.name for one in held[line.id] if one.type == "room"),
            room_id=next((one.resource_id for one in held[line.id] if one.type == "room"), ""),
        )
        for line in lines
    ]


def _in_span(table: Any) -> Any:
    return and_(
        table.c.organisation_id == ORGANISATION,
        table.c.location_id == bindparam("location"),
        table.c.starts_at >= bindparam("low"),
        table.c.starts_at < bindparam("high"),
        table.c.ends_at > bindparam("since"),
        table.c.state != "dropped",
    )


def _lines() -> Select[Any]:
    o, s, t = table_of[Occurrence], table_of[Service], table_of[StaffMember]
    service = and_(s.c.organisation_id == o.c.organisation_id, s.c.id == o.c.service_id)
    lead = and_(t.c.organisation_id == o.c.organisation_id, t.c.id == o.c.lead_id)
    return (
        select(
            o.c.id,
            o.c.service_id,
            o.c.location_id,
            o.c.series_id,
            s.c.name,
            s.c.short_name,
            s.c.badge,
            s.c.colour,
            s.c.kind,
            o.c.starts_at,
            o.c.ends_at,
            o.c.zone,
            o.c.local_date,
            o.c.local_start,
            o.c.capacity,
            o.c.lead_id,
            func.coalesce(t.c.name, ""),
            o.c.note,
            o.c.conflict,
            o.c.state,
        )
        .select_from(o.join(s, service).outerjoin(t, lead))
        .where(_in_span(o))
        .order_by(o.c.starts_at, o.c.id)
    )


def _fills() -> Select[Any]:
    o, b = table_of[Occurrence], table_of[Booking]
    here = and_(b.c.organisation_id == o.c.organisation_id, b.c.occurrence_id == o.c.id)
    touched = and_(shadow.c.table_name == Booking.table, shadow.c.id == b.c.id)

    def seats(*states: str) -> Any:
        return func.sum(case((one_of(b.c.state, states), b.c.seats), else_=0))

    return (
        select(
            o.c.id,
            seats(*SEATED),
            seats(CHECKED_IN, ATTENDED),
            seats(NO_SHOW),
            func.max(case((and_(shadow.c.id.is_not(None), b.c.state == BOOKED), 1), else_=0)),
        )
        .select_from(o.join(b, here).outerjoin(shadow, touched))
        .where(_in_span(o))
        .group_by(o.c.id)
    )


def _waits() -> Select[Any]:
    o, w = table_of[Occurrence], table_of[WaitlistEntry]
    here = and_(w.c.organisation_id == o.c.organisation_id, w.c.occurrence_id == o.c.id)
    return (
        select(o.c.id, func.count())
        .select_from(o.join(w, here))
        .where(_in_span(o), w.c.state == WAITING)
        .group_by(o.c.id)
    )


def _holds() -> Select[Any]:
    # A cancelled class has let its room go, and is still shown where it would have been.
    o, a, r = table_of[Occurrence], table_of[Allocation], table_of[Resource]
    here = and_(a.c.organisation_id == o.c.organisation_id, a.c.occurrence_id == o.c.id)
    what = and_(r.c.organisation_id == a.c.organisation_id, r.c.id == a.c.resource_id)
    return (
        select(o.c.id, r.c.id, r.c.name, r.c.type)
        .select_from(o.join(a, here).join(r, what))
        .where(
            _in_span(o),
            or_(a.c.state == "held", o.c.state == CANCELLED),
            # buffers reach over the start: the holds of a span begin up to a day before it
            a.c.starts_at >= bindparam("low") - LONGEST_OCCURRENCE_MS,
            a.c.starts_at < bindparam("high"),
        )
        .order_by(o.c.id, r.c.name, r.c.id)
    )
