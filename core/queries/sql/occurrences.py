"""The SQL of `core.queries.occurrences`."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import (
    ACTIVE,
    ATTENDED,
    BOOKED,
    CHECKED_IN,
    IN_LINE,
    NO_SHOW,
    OFFERED,
    SEATED,
    Booking,
    SeatHold,
    WaitlistEntry,
)
from core.domain.catalogue import Service
from core.domain.organisation import StaffMember
from core.domain.schedule import CANCELLED, LONGEST_OCCURRENCE_MS, Allocation, Occurrence, Resource
from core.queries.sql.words import ORGANISATION, one_of
from core.store.bookkeeping import shadow
from core.store.tables import table_of


def _in_span(table: Any) -> Any:
    return and_(
        table.c.organisation_id == ORGANISATION,
        table.c.location_id == bindparam("location"),
        table.c.starts_at >= bindparam("low"),
        table.c.starts_at < bindparam("high"),
        table.c.ends_at > bindparam("since"),
        table.c.state != "dropped",
    )


def lines() -> Select[Any]:
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
            s.c.category,
            s.c.buffer_before_min,
            s.c.buffer_after_min,
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


def fills() -> Select[Any]:
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


def waits() -> Select[Any]:
    o, w = table_of[Occurrence], table_of[WaitlistEntry]
    here = and_(w.c.organisation_id == o.c.organisation_id, w.c.occurrence_id == o.c.id)
    return (
        select(o.c.id, func.count())
        .select_from(o.join(w, here))
        .where(_in_span(o), one_of(w.c.state, IN_LINE))
        .group_by(o.c.id)
    )


def offered() -> Select[Any]:
    """Seats that open offers keep."""
    return _kept(table_of[WaitlistEntry], OFFERED)


def held() -> Select[Any]:
    """Seats that staff keep."""
    return _kept(table_of[SeatHold], ACTIVE)


def _kept(k: Any, state: str) -> Select[Any]:
    o = table_of[Occurrence]
    here = and_(k.c.organisation_id == o.c.organisation_id, k.c.occurrence_id == o.c.id)
    return (
        select(o.c.id, func.sum(k.c.seats))
        .select_from(o.join(k, here))
        .where(_in_span(o), one_of(k.c.state, (state,)))
        .group_by(o.c.id)
    )


def holds() -> Select[Any]:
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
