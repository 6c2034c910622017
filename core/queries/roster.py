"""The people of an occurrence: who is booked, with what, who waits."""

from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CHECKED_IN,
    NO_SHOW,
    PENDING_PAYMENT,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.credits import LedgerEntry, Pass
from core.domain.ids import BookingId, ClientId, OccurrenceId, PassId
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries.source import ORGANISATION, Source, one_of
from core.store.bookkeeping import shadow
from core.store.tables import table_of

TABLES = (Booking, WaitlistEntry, Client, Pass, LedgerEntry, Occurrence)

ON_ROSTER = (PENDING_PAYMENT, BOOKED, CHECKED_IN, ATTENDED, NO_SHOW)


class RosterLine(msgspec.Struct, frozen=True):
    """One booking as the roster shows it. `due` is owed in minor units; `visits` are earlier ones.

    `credits_left` is None for a pass without a count. `pending`: the server has not confirmed it.
    """

    booking_id: BookingId
    occurrence_id: OccurrenceId
    client_id: ClientId
    name: str
    phone: str
    email: str
    birthday: str
    seats: int
    state: str
    cover: str
    pass_id: PassId
    pass_name: str
    pass_kind: str
    due: int
    note: str
    flag: str
    checked_in_at: int | None
    booked_at: int
    visits: int
    pending: int
    credits_left: int | None = None


class WaitingLine(msgspec.Struct, frozen=True):
    """One who waits, in list order; `skipped` is the code why the last promotion passed over."""

    occurrence_id: OccurrenceId
    client_id: ClientId
    name: str
    phone: str
    seats: int
    joined_at: int
    priority: int
    skipped: str
    pending: int


class _Balance(msgspec.Struct, frozen=True):
    pass_id: str
    credits: int


def rosters(source: Source, location_id: str, since: int, until: int) -> list[RosterLine]:
    """Everyone on the rosters of occurrences that start in [since, until) at a location,
    by start and name."""
    span = {"location": location_id, "low": since, "high": until}
    return _with_balances(source, source.all(RosterLine, _of_span, **span), _balances, span)


def roster(source: Source, occurrence_id: str) -> list[RosterLine]:
    """Everyone on the roster of one occurrence, by name."""
    one = {"occurrence": occurrence_id}
    return _with_balances(source, source.all(RosterLine, _of_one, **one), _balances_of_one, one)


def waiting(source: Source, occurrence_id: str) -> list[WaitingLine]:
    """Who waits for a seat of one occurrence, in order."""
    return source.all(WaitingLine, _waiting, occurrence=occurrence_id)


def _with_balances(
    source: Source, lines: list[RosterLine], statement: Any, span: dict[str, Any]
) -> list[RosterLine]:
    credits = {one.pass_id: one.credits for one in source.all(_Balance, statement, **span)}
    return [
        msgspec.structs.replace(line, credits_left=credits.get(line.pass_id, 0))
        if line.pass_kind not in ("", "unlimited")
        else line
        for line in lines
    ]


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


def _of_one() -> Select[Any]:
    return _lines().where(table_of[Booking].c.occurrence_id == bindparam("occurrence"))


def _of_span() -> Select[Any]:
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


def _balances() -> Select[Any]:
    return _balance_of(table_of[Booking].c.occurrence_id.in_(_occurrences()))


def _balances_of_one() -> Select[Any]:
    return _balance_of(table_of[Booking].c.occurrence_id == bindparam("occurrence"))


def _waiting() -> Select[Any]:
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
        )
        .select_from(w.join(c, client).outerjoin(shadow, touched))
        .where(
            w.c.organisation_id == ORGANISATION,
            w.c.occurrence_id == bindparam("occurrence"),
            w.c.state == WAITING,
        )
        .order_by(w.c.priority.desc(), w.c.joined_at, w.c.id)
    )
