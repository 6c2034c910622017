"""The SQL of `core.queries.clients`."""

from typing import Any

from sqlalchemy import TextClause, and_, bindparam, case, func, select, text
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import BOOKINGS_OF_PASS, HELD, OWING, Booking
from core.domain.catalogue import Service
from core.domain.credits import LedgerEntry, Pass
from core.domain.organisation import StaffMember
from core.domain.schedule import Occurrence
from core.queries.clients import MOST_ALIKE, MOST_SORTED, PassLine
from core.queries.sql.words import ORGANISATION, one_of
from core.store.tables import table_of

_FOUND = "c.id, c.name, c.folded, c.email, c.phone, c.state"


def _search_text(table: str) -> str:
    # CROSS JOIN keeps the order of the joins, whatever the planner believes;
    # what half the studio has in common (a country's +44, gmail) must not be sorted whole
    return (
        f"SELECT {_FOUND} FROM (SELECT rowid AS number FROM {table}"  # noqa: S608 - no input in it
        f" WHERE {table} MATCH :query LIMIT {MOST_SORTED}) AS hit"
        " CROSS JOIN client_number AS n ON n.number = hit.number"
        " CROSS JOIN client AS c ON c.organisation_id = :organisation AND c.id = n.id"
        " WHERE c.state IN ('active', 'archived') ORDER BY c.folded, c.id LIMIT :most"
    )


def beginnings() -> TextClause:
    return text(
        f"SELECT {_FOUND} FROM client AS c WHERE c.organisation_id = :organisation"  # noqa: S608
        " AND c.folded >= :low AND c.folded < :high AND c.state IN ('active', 'archived')"
        " ORDER BY c.folded, c.id LIMIT :most"
    )


def words() -> TextClause:
    return text(_search_text("client_words"))


def parts() -> TextClause:
    return text(_search_text("client_parts"))


def alike() -> TextClause:
    """Who is compared one by one: as they come, since they are sorted by likeness."""
    return text(
        f"SELECT {_FOUND} FROM (SELECT rowid AS number FROM client_words"  # noqa: S608
        f" WHERE client_words MATCH :query LIMIT {MOST_ALIKE}) AS hit"
        " CROSS JOIN client_number AS n ON n.number = hit.number"
        " CROSS JOIN client AS c ON c.organisation_id = :organisation AND c.id = n.id"
        " WHERE c.state IN ('active', 'archived')"
    )


def passes() -> Select[Any]:
    p = table_of[Pass]
    fields = [n for n in PassLine.__struct_fields__ if n not in ("balance", "held")]
    return (
        select(*(p.c[name] for name in fields))
        .where(p.c.organisation_id == ORGANISATION, p.c.client_id == bindparam("client"))
        .order_by(p.c.sold_at.desc(), p.c.id)
    )


def balances() -> Select[Any]:
    entry, p = table_of[LedgerEntry], table_of[Pass]
    same = and_(p.c.organisation_id == entry.c.organisation_id, p.c.id == entry.c.pass_id)
    return (
        select(entry.c.pass_id, func.sum(entry.c.amount))
        .select_from(p.join(entry, same))
        .where(p.c.organisation_id == ORGANISATION, p.c.client_id == bindparam("client"))
        .group_by(entry.c.pass_id)
    )


def holds() -> Select[Any]:
    """Credits that are held: only bookings that are still to come hold any."""
    b, p = table_of[Booking], table_of[Pass]
    same = and_(p.c.organisation_id == b.c.organisation_id, p.c.id == b.c.pass_id)
    return (
        select(b.c.pass_id, func.sum(b.c.seats))
        .select_from(p.join(b, same))
        .where(
            p.c.organisation_id == ORGANISATION,
            p.c.client_id == bindparam("client"),
            one_of(b.c.state, BOOKINGS_OF_PASS.states),
            b.c.credit == HELD,
        )
        .group_by(b.c.pass_id)
    )


def bookings() -> Select[Any]:
    b, o, s = table_of[Booking], table_of[Occurrence], table_of[Service]
    t, p = table_of[StaffMember], table_of[Pass]
    lead = and_(t.c.organisation_id == o.c.organisation_id, t.c.id == o.c.lead_id)
    paid_by = and_(p.c.organisation_id == b.c.organisation_id, p.c.id == b.c.pass_id)
    of = and_(o.c.organisation_id == b.c.organisation_id, o.c.id == b.c.occurrence_id)
    what = and_(s.c.organisation_id == o.c.organisation_id, s.c.id == o.c.service_id)
    return (
        select(
            b.c.id,
            b.c.occurrence_id,
            b.c.location_id,
            s.c.name,
            s.c.badge,
            s.c.colour,
            b.c.starts_at,
            o.c.zone,
            b.c.seats,
            b.c.state,
            b.c.cover,
            b.c.pass_id,
            case((one_of(b.c.state, OWING), b.c.price - b.c.paid), else_=0),
            b.c.checked_in_at,
            b.c.ends_at,
            func.coalesce(t.c.name, ""),
            func.coalesce(p.c.name, ""),
            func.coalesce(p.c.kind, ""),
            b.c.credit,
        )
        .select_from(b.join(o, of).join(s, what).outerjoin(t, lead).outerjoin(p, paid_by))
        .where(
            b.c.organisation_id == ORGANISATION,
            b.c.client_id == bindparam("client"),
            b.c.starts_at >= bindparam("low"),
            b.c.starts_at < bindparam("high"),
        )
        .order_by(b.c.starts_at, b.c.id)
    )
