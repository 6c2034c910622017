"""Whom to call because a class of closed dates does not take place and no message reaches them
(SCH-14)."""

from collections.abc import Collection

import msgspec

from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, CANCELLED
from core.domain.catalogue import Service
from core.domain.closures import Closure
from core.domain.json_text import mapping
from core.domain.messages import DELIVERED, FAILED, MESSAGES_OF_OCCURRENCE, SENT, MessageLog
from core.domain.notices import EMAIL
from core.domain.organisation import Location
from core.domain.people import ACTIVE, Client
from core.domain.schedule import OCCURRENCES_AT_LOCATION, Occurrence
from core.domain.zones import day_bounds
from core.queries.source import Source

TABLES = (Closure, Occurrence, Client, MessageLog)
_TOLD = "class_cancelled"
_GONE = "cancelled"


class Call(msgspec.Struct, frozen=True):
    """A client to call about a class. `why` is "no_address", "unwanted" or "failed"."""

    client_id: str
    name: str
    phone: str
    class_name: str
    starts_at: int
    zone: str
    why: str
    answer: str = ""
    """What the receiver's server said, where it did not take the message."""


def calls(source: Source, closure: Closure) -> list[Call]:
    """Everybody of the cancelled classes who has no message and will get none, by class and name.

    Who has an address and no answer yet is not named: their message is on its way.
    """
    location = source.rows.get(Location, closure.location_id)
    if location is None:
        return []
    since, _ = day_bounds(closure.from_date, location.zone)
    _, until = day_bounds(closure.until_date, location.zone)
    rows = source.rows
    found: list[Call] = []
    for one in rows.find(OCCURRENCES_AT_LOCATION, location.id, since=since, until=until):
        if one.state == _GONE:
            found += _of_class(source, one)
    return sorted(found, key=lambda call: (call.starts_at, call.name, call.client_id))


def _of_class(source: Source, one: Occurrence) -> list[Call]:
    rows = source.rows
    service = rows.get(Service, one.service_id)
    log = [row for row in rows.find(MESSAGES_OF_OCCURRENCE, one.id) if row.event == _TOLD]
    reached = {row.client_id for row in log if row.state in (SENT, DELIVERED)}
    failed = {row.client_id: row.why for row in log if row.state == FAILED}
    found = []
    for booking in rows.find(BOOKINGS_OF_OCCURRENCE, one.id):
        client = rows.get(Client, booking.client_id)
        if client is None or client.state != ACTIVE or booking.state != CANCELLED:
            continue
        why = _why(client, failed)
        by_studio = booking.changed_by == one.changed_by
        if by_studio and why and client.id not in reached:
            name = service.name if service else ""
            answer = failed.get(client.id, "")
            found.append(
                Call(
                    client.id, client.name, client.phone, name, one.starts_at, one.zone, why, answer
                )
            )
    return found


def _why(client: Client, failed: Collection[str]) -> str:
    if client.id in failed:
        return "failed"
    if not client.email:
        return "no_address"
    return "unwanted" if mapping(client.contact).get(EMAIL) is False else ""
