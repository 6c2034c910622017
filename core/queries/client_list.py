"""The list of clients a page at a time: who, what pays, what is next. SQLite only."""

import json
from collections.abc import Iterable

import msgspec
from sqlalchemy import text

from core.domain.bookings import BOOKED, CHECKED_IN
from core.domain.ids import ClientId, PassId
from core.domain.people import ACTIVE
from core.queries.clients import Found
from core.queries.source import Source


class Cover(msgspec.Struct, frozen=True):
    """A pass of a client that is valid; `balance` counts free credits."""

    client_id: ClientId
    pass_id: PassId
    name: str
    kind: str
    valid_until: str
    balance: int


class Coming(msgspec.Struct, frozen=True):
    """A booking of today or later."""

    client_id: ClientId
    name: str
    starts_at: int
    zone: str
    state: str
    checked_in_at: int | None


class _Count(msgspec.Struct, frozen=True):
    count: int


def count(source: Source) -> int:
    """How many clients are active."""
    return source.all(_Count, _COUNT)[0].count


def page(source: Source, offset: int, most: int) -> list[Found]:
    """Active clients by name, from an offset."""
    return source.all(Found, _PAGE, most=most, skip=offset)


def covers(source: Source, client_ids: Iterable[str], today: str) -> list[Cover]:
    """Valid passes of these clients on a local date, the one that ends first in front."""
    return source.all(Cover, _COVERS, ids=json.dumps(list(client_ids)), today=today)


def coming(source: Source, client_ids: Iterable[str], since: int) -> list[Coming]:
    """Bookings of these clients that start at `since` or later, by start."""
    return source.all(Coming, _COMING, ids=json.dumps(list(client_ids)), since=since)


_COUNT = text(
    "SELECT count(*) FROM client"  # noqa: S608 - only words of the program in it
    f" WHERE organisation_id = :organisation AND state = '{ACTIVE}'"
)
_PAGE = text(
    "SELECT id, name, folded, email, phone, state FROM client"  # noqa: S608
    f" WHERE organisation_id = :organisation AND state = '{ACTIVE}'"
    " ORDER BY folded, id LIMIT :most OFFSET :skip"
)
_COVERS = text(
    "SELECT p.client_id, p.id, p.name, p.kind, p.valid_until,"  # noqa: S608
    " coalesce((SELECT sum(e.amount) FROM ledger_entry AS e"
    "  WHERE e.organisation_id = p.organisation_id AND e.pass_id = p.id), 0)"
    " FROM json_each(:ids) AS one JOIN pass AS p"
    "  ON p.organisation_id = :organisation AND p.client_id = one.value"
    f" WHERE p.state = '{ACTIVE}' AND (p.valid_until = '' OR p.valid_until >= :today)"
    " ORDER BY p.valid_until = '', p.valid_until, p.sold_at, p.id"
)
_COMING = text(
    "SELECT b.client_id, s.name, b.starts_at, o.zone, b.state, b.checked_in_at"  # noqa: S608
    " FROM json_each(:ids) AS one JOIN booking AS b"
    "  ON b.organisation_id = :organisation AND b.client_id = one.value AND b.starts_at >= :since"
    " JOIN occurrence AS o ON o.organisation_id = b.organisation_id AND o.id = b.occurrence_id"
    " JOIN service AS s ON s.organisation_id = o.organisation_id AND s.id = o.service_id"
    f" WHERE b.state IN ('{BOOKED}', '{CHECKED_IN}')"
    " ORDER BY b.starts_at, b.id"
)
