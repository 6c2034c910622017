"""Clients: found as you type, and one client's whole life at the studio."""

from itertools import combinations

import msgspec

from core.domain import phones
from core.domain.bookings import Booking
from core.domain.credits import LedgerEntry, Pass, Payment
from core.domain.folding import fold
from core.domain.ids import BookingId, ClientId, OccurrenceId, PassId
from core.domain.people import Card, Client
from core.queries.source import Source

TABLES = (Client, Booking, Pass, LedgerEntry, Payment, Card)

MOST_ALIKE = 5000
MOST_SORTED = 1000
LEAST_LIKENESS = 72


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
    begin, number = " ".join(words), phones.tail(typed)
    lines = _match(source, "client_parts", _trigrams([number], " AND "), most) if number else []
    lines += _unseen(lines, _by_name(source, begin, words, most))
    if not lines and len("".join(words)) >= 4:
        lines = _by_likeness(source, begin, most)
    return _unseen([], [*_by_card(source, typed), *lines])[:most]


def _by_name(source: Source, begin: str, words: list[str], most: int) -> list[Found]:
    lines = source.all(Found, "clients.beginnings", low=begin, high=f"{begin}\U0010ffff", most=most)
    if len(lines) < most:
        by_words = " ".join(f'"{word}"*' for word in words)
        lines += _unseen(lines, _match(source, "client_words", by_words, most))
    if len(lines) < most:
        lines += _unseen(lines, _by_parts(source, words, most))
    return lines


def found(source: Source, client_id: str) -> Found | None:
    """One client as a line, or None."""
    row = source.rows.get(Client, client_id)
    return Found(row.id, row.name, row.folded, row.email, row.phone, row.state) if row else None


def passes(source: Source, client_id: str) -> list[PassLine]:
    """All passes of a client, the newest first."""
    lines = source.all(PassLine, "clients.passes", client=client_id)
    sums = {
        one.pass_id: one.balance for one in source.all(_Sum, "clients.balances", client=client_id)
    }
    held = {one.pass_id: one.balance for one in source.all(_Sum, "clients.holds", client=client_id)}
    return [
        msgspec.structs.replace(line, balance=sums.get(line.id, 0), held=held.get(line.id, 0))
        for line in lines
    ]


def bookings(source: Source, client_id: str, since: int, until: int) -> list[BookingLine]:
    """Bookings of a client that start in [since, until), by start."""
    return source.all(BookingLine, "clients.bookings", client=client_id, low=since, high=until)


def _match(source: Source, table: str, query: str, most: int) -> list[Found]:
    statement = "clients.words" if table == "client_words" else "clients.parts"
    return source.all(Found, statement, query=query, most=most)


def _by_parts(source: Source, words: list[str], most: int) -> list[Found]:
    long = [word for word in words if len(word) >= 3]
    if len(long) < len(words):
        return []
    return _match(source, "client_parts", _trigrams(long, " AND "), most)


def _by_likeness(source: Source, typed: str, most: int) -> list[Found]:
    """Names of which every word that was typed is nearly a word.

    They share parts of it, or its first two letters, which two letters in the wrong order leave.
    """
    words = [word for word in typed.split() if len(word) >= 3]
    query = " OR ".join(_nearly(word) for word in words)
    if not words:
        return []
    near = _match(source, "client_parts", query, MOST_SORTED)
    alike = " OR ".join(f'"{word[:2]}"*' for word in words)
    near = _unseen([], [*near, *source.all(Found, "clients.alike", query=alike)])
    scored = [(_likeness(words, one.folded), one) for one in near]
    good = [pair for pair in scored if pair[0] >= LEAST_LIKENESS]
    return [one for _, one in sorted(good, key=lambda pair: -pair[0])][:most]


def _likeness(words: list[str], name: str) -> float:
    """How like the least like of some words is to its nearest word of a name, 0 to 100."""
    from rapidfuzz import fuzz

    parts = name.split()
    return min(max((fuzz.ratio(word, part) for part in parts), default=0.0) for word in words)


def _nearly(word: str) -> str:
    """Names that share two trigrams with a word, or one where it has no more: one typo leaves as
    many, and few names share them by chance."""
    parts = sorted({word[at : at + 3] for at in range(len(word) - 2)})
    if len(parts) < 3:
        return " OR ".join(f'"{part}"' for part in parts)
    return " OR ".join(f'("{one}" AND "{other}")' for one, other in combinations(parts, 2))


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
