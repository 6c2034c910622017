"""The SQL of `core.queries.roster`."""

from typing import Any

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import (
    ATTENDED,
    CHECKED_IN,
    IN_LINE,
    Booking,
    WaitlistEntry,
)
from core.domain.credits import LedgerEntry, Pass
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries.roster import ON_ROSTER
from core.queries.sql.words import ORGANISATION, one_of
from core.store.bookkeeping import shadow
from core.store.tables import table_of


def _lines() -> Select[Any]:
    b, c, p = table_of[Booking], table_of[Client], table_of[Pass]
    client = and_(c.c.organisation_id == b.c.organisation_id, c.c.id == b.c.client_id)
    held = and_(p.c.organisation_id == b.c.organisation_id, p.c.id == b.c.pass_id)
    touched = and_(shadow.c.table_name == Booking.table, shadow.c.id == b.c.id)
    earlier = table_of[Booking].alias("earlier")
    visits = (
        select(func.count())
        .select_from(earlier)
        .where(
            earlier.c.organisation_id == b.c.organisation_id,
            earlier.c.client_id == b.c.client_id,
            earlier.c.starts_at < b.c.starts_at,
            one_of(earlier.c.state, (CHECKED_IN, ATTENDED)),
        )
        .scalar_subquery()
    )
    return (
        select(
            b.c.id,
            b.c.occurrence_id,
            b.c.client_id,
            c.c.name,
            c.c.phone,
            c.c.email,
            c.c.birthday,
            b.c.seats,
            b.c.state,
            b.c.cover,
            b.c.pass_id,
            func.coalesce(p.c.name, ""),
            func.coalesce(p.c.kind, ""),
            b.c.price - b.c.paid,
            b.c.note,
            b.c.flag,
            b.c.checked_in_at,
            b.c.booked_at,
            visits,
            case((shadow.c.id.is_not(None), 1), else_=0),
        )
        .select_from(b.join(c, client).outerjoin(p, held).outerjoin(shadow, touched))
        .where(b.c.organisation_id == ORGANISATION, one_of(b.c.state, ON_ROSTER))
        .order_by(b.c.starts_at, c.c.folded, b.c.id)
    )


def of_one() -> Select[Any]:
    return _lines().where(table_of[Booking].c.occurrence_id == bindparam("occurrence"))


def of_span() -> Select[Any]:
    return _lines().where(table_of[Booking].c.occurrence_id.in_(_occurrences()))


def _occurrences() -> Select[Any]:
    o = table_of[Occurrence]
    return select(o.c.id).where(
        o.c.organisation_id == ORGANISATION,
        o.c.location_id == bindparam("location"),
        o.c.starts_at >= bindparam("low"),
        o.c.starts_at < bindparam("high"),
    )


def _balance_of(bookings: Any) -> Select[Any]:
    entry, b = table_of[LedgerEntry], table_of[Booking]
    passes = select(b.c.pass_id).where(b.c.organisation_id == ORGANISATION, bookings).distinct()
    return (
        select(entry.c.pass_id, func.sum(entry.c.amount))
        .where(entry.c.organisation_id == ORGANISATION, entry.c.pass_id.in_(passes))
        .group_by(entry.c.pass_id)
    )


def balances() -> Select[Any]:
    return _balance_of(table_of[Booking].c.occurrence_id.in_(_occurrences()))


def balances_of_one() -> Select[Any]:
    return _balance_of(table_of[Booking].c.occurrence_id == bindparam("occurrence"))


def waiting() -> Select[Any]:
    w, c = table_of[WaitlistEntry], table_of[Client]
    client = and_(c.c.organisation_id == w.c.organisation_id, c.c.id == w.c.client_id)
    touched = and_(shadow.c.table_name == WaitlistEntry.table, shadow.c.id == w.c.id)
    return (
        select(
            w.c.occurrence_id,
            w.c.client_id,
            c.c.name,
            c.c.phone,
            w.c.seats,
            w.c.joined_at,
            w.c.priority,
            w.c.skipped,
            case((shadow.c.id.is_not(None), 1), else_=0),
            w.c.state,
            w.c.offered_until,
            w.c.present_at,
        )
        .select_from(w.join(c, client).outerjoin(shadow, touched))
        .where(
            w.c.organisation_id == ORGANISATION,
            w.c.occurrence_id == bindparam("occurrence"),
            one_of(w.c.state, IN_LINE),
        )
        .order_by(w.c.priority.desc(), w.c.joined_at, w.c.id)
    )
