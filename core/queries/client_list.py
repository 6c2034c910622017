"""The list of clients a page at a time: who, what pays, what is next. SQLite only."""

import json
from collections.abc import Iterable

import msgspec

from core.domain.ids import ClientId, PassId
from core.domain.zones import DAY_MS
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


class _Id(msgspec.Struct, frozen=True):
    id: ClientId


def count(source: Source) -> int:
    """How many clients are active."""
    return source.all(_Count, "client_list.count")[0].count


def page(source: Source, offset: int, most: int) -> list[Found]:
    """Active clients by name, from an offset."""
    return source.all(Found, "client_list.page", most=most, skip=offset)


def own(source: Source, staff_id: str, now: int, days: int) -> list[str]:
    """Ids of an instructor's own clients: assigned, or seen in a class of so many days (PERM-3)."""
    since = now - days * DAY_MS
    return [one.id for one in source.all(_Id, "client_list.own", staff=staff_id, since=since)]


def count_of(source: Source, client_ids: Iterable[str]) -> int:
    """How many of these clients are active."""
    return source.all(_Count, "client_list.count_of", ids=json.dumps(list(client_ids)))[0].count


def page_of(source: Source, client_ids: Iterable[str], offset: int, most: int) -> list[Found]:
    """Some of these clients by name, those who are active, from an offset."""
    ids = json.dumps(list(client_ids))
    return source.all(Found, "client_list.page_of", ids=ids, most=most, skip=offset)


def covers(source: Source, client_ids: Iterable[str], today: str) -> list[Cover]:
    """Valid passes of these clients on a local date, the one that ends first in front."""
    return source.all(Cover, "client_list.covers", ids=json.dumps(list(client_ids)), today=today)


def coming(source: Source, client_ids: Iterable[str], since: int) -> list[Coming]:
    """Bookings of these clients that start at `since` or later, by start."""
    return source.all(Coming, "client_list.coming", ids=json.dumps(list(client_ids)), since=since)
