"""Clients: found as you type, and one client's whole life at the studio."""

from typing import Any

import msgspec
from rapidfuzz import fuzz, process
from sqlalchemy import and_, bindparam, case, func, select, text
from sqlalchemy.sql.selectable import Select

from core.domain.bookings import OWING, Booking
from core.domain.catalogue import Service
from core.domain.credits import LedgerEntry, Pass, Payment
from core.domain.folding import fold
from core.domain.ids import BookingId, ClientId, OccurrenceId, PassId
from core.domain.organisation import StaffMember
from core.domain.people import Card, Client
from core.domain.schedule import Occurrence
from core.queries.source import ORGANISATION, Source, one_of
from core.store.tables import table_of

TABLES = (Client, Booking, Pass, LedgerEntry, Payment, Card)

MOST_CANDIDATES = 200
MOST_SORTED = 1000
LEAST_LIKENESS = 70


class Found(msgspec.Struct, frozen=True):
    """A client as a line of search results."""

    id: ClientId
    name: str
    folded: str
    email: str
    phone: str
    state: str


class PassLine(msgspec.Struct, frozen=True):
    """A pass with the sum of its ledger; `held` is how many credits wait in bookings."""

    id: PassId
    name: str
    kind: str
    credits: int
    price: int
    sold_at: int
    valid_from: str
    valid_until: str
    max_advance: int
    state: str
    balance: int = 0
    held: int = 0


class BookingLine(msgspec.Struct, frozen=True):
    """One booking of a client with what it was for."""

    id: BookingId
    occurrence_id: OccurrenceId
    location_id: str
    service_name: str
    badge: str
    colour: int
    starts_at: int
    zone: str
    seats: int
    state: str
    cover: str
    pass_id: PassId
    due: int
    checked_in_at: int | None
    ends_at: int
    lead_name: str
    pass_name: str
    pass_kind: str
    credit: str


class _Sum(msgspec.Struct, frozen=True):
    pass_id: str
    balance: int


def search(source: Source, typed: str, most: int = 20) -> list[Found]:
    """Clients by the beginnings of name parts, phone's tail, e-mail, card, with one typo.

    Exact beginnings come first; a typo is only tried when they leave room. SQLite only.
    """
    words = [word for word in fold(typed).replace('"', " ").split() if word]
    if not words:
        return []
    begin = " ".join(words)
    lines = source.all(Found, _BEGINNINGS, low=begin, high=f"{begin}\U0010ffff", most=most)
    if len(lines) < most:
        by_words = " ".join(f'"{word}"*' for word in words)
        lines += _unseen(lines, _match(source, "client_words", by_words, most))
    if len(lines) < most:
        lines += _unseen(lines, _by_parts(source, words, most))
    if not lines and len("".join(words)) >= 4:
        lines = _by_likeness(source, " ".join(words), most)
    return _unseen([], [*_by_card(source, typed), *lines])[:most]


def found(source: Source, client_id: str) -> Found | None:
    """One client as a line, or None."""
    row = source.rows.get(Client, client_id)
    return Found(row.id, row.name, row.folded, row.email, row.phone, row.state) if row else None


def passes(source: Source, client_id: str) -> list[PassLine]:
    """All passes of a client, the newest first."""
    lines = source.all(PassLine, _passes, client=client_id)
    sums = {one.pass_id: one.balance for one in source.all(_Sum, _balances, client=client_id)}
    held = {one.pass_id: one.balance for one in source.all(_Sum, _holds, client=client_id)}
    return [
        msgspec.structs.replace(line, balance=sums.get(line.id, 0), held=held.get(line.id, 0))
        for line in lines
    ]


def bookings(source: Source, client_id: str, since: int, until: int) -> list[BookingLine]:
    """Bookings of a client that start in [since, until), by start."""
    return source.all(BookingLine, _bookings, client=client_id, low=since, high=until)


def _match(source: Source, table: str, query: str, most: int) -> list[Found]:
    statement = _WORDS if table == "client_words" else _PARTS
    return source.all(Found, statement, query=query, most=most)


def _by_parts(source: Source, words: list[str], most: int) -> list[Found]:
    long = [word for word in words if len(word) >= 3]
    if len(long) < len(words):
        return []
    return _match(source, "client_parts", _trigrams(long, " AND "), most)


def _by_likeness(source: Source, typed: str, most: int) -> list[Found]:
    query = _trigrams(typed.split(), " OR ")
    near = _match(source, "client_parts", query, MOST_CANDIDATES) if query else []
    ranked = process.extract(
        typed,
        {one.id: one.folded for one in near},
        scorer=fuzz.token_set_ratio,
        limit=most,
        score_cutoff=LEAST_LIKENESS,
    )
    by_id = {one.id: one for one in near}
    return [by_id[id] for _, _, id in ranked]


def _trigrams(words: list[str], joint: str) -> str:
    parts = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
    return joint.join(f'"{part}"' for part in sorted(parts))


def _by_card(source: Source, typed: str) -> list[Found]:
    card = source.rows.get(Card, typed.strip().upper())
    client = source.rows.get(Client, card.client_id) if card and card.state == "bound" else None
    if client is None:
        return []
    return [Found(client.id, client.name, client.folded, client.email, client.phone, client.state)]


def _unseen(seen: list[Found], more: list[Found]) -> list[Found]:
    ids = {one.id for one in seen}
    fresh = []
    for one in more:
        if one.id not in ids:
            ids.add(one.id)
            fresh.append(one)
    return fresh


_FOUND = "c.id, c.name, c.folded, c.email, c.phone, c.state"


def _search_text(table: str) -> str:
    # what half the studio has in common (a country's +44, gmail) must not be sorted whole
    return (
        f"SELECT {_FOUND} FROM client_number AS n"  # noqa: S608 - no input in it
        " JOIN client AS c ON c.organisation_id = :organisation AND c.id = n.id"
        f" WHERE n.number IN (SELECT rowid FROM {table} WHERE {table} MATCH :query"
        f" LIMIT {MOST_SORTED}) AND c.state <> 'removed'"
        " ORDER BY c.folded, c.id LIMIT :most"
    )


_BEGINNINGS = text(
    f"SELECT {_FOUND} FROM client AS c WHERE c.organisation_id = :organisation"  # noqa: S608
    " AND c.folded >= :low AND c.folded < :high AND c.state <> 'removed'"
    " ORDER BY c.folded, c.id LIMIT :most"
)
_WORDS = text(_search_text("client_words"))
_PARTS = text(_search_text("client_parts"))


def _passes() -> Select[Any]:
    p = table_of[Pass]
    fields = [n for n in PassLine.__struct_fields__ if n not in ("balance", "held")]
    return (
        select(*(p.c[name] for name in fields))
        .where(p.c.organisation_id == ORGANISATION, p.c.client_id == bindparam("client"))
        .order_by(p.c.sold_at.desc(), p.c.id)
    )


def _balances() -> Select[Any]:
    entry, p = table_of[LedgerEntry], table_of[Pass]
    same = and_(p.c.organisation_id == entry.c.organisation_id, p.c.id == entry.c.pass_id)
    return (
        select(entry.c.pass_id, func.sum(entry.c.amount))
        .select_from(p.join(entry, same))
        .where(p.c.organisation_id == ORGANISATION, p.c.client_id == bindparam("client"))
        .group_by(entry.c.pass_id)
    )


def _holds() -> Select[Any]:
    b, p = table_of[Booking], table_of[Pass]
    same = and_(p.c.organisation_id == b.c.organisation_id, p.c.id == b.c.pass_id)
    return (
        select(b.c.pass_id, func.sum(b.c.seats))
        .select_from(p.join(b, same))
        .where(
            p.c.organisation_id == ORGANISATION,
            p.c.client_id == bindparam("client"),
            b.c.credit == "held",
        )
        .group_by(b.c.pass_id)
    )


def _bookings() -> Select[Any]:
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
