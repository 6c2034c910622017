"""Real facts for the preview of a message: a class here, who is booked, what they hold."""

from typing import Any

from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, SEATED, Booking
from core.domain.catalogue import Service
from core.domain.credits import PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT, Pass
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.schedule import OCCURRENCES_AT_LOCATION, Occurrence
from core.domain.templates import Template
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, add_days
from core.queries.everything import rows_of
from core.queries.source import Source
from core.rules.telling.letter_facts import gathered

TABLES = (Template, Occurrence, Client)
_SPANS = ((0, DAY_MS), (DAY_MS, 14 * DAY_MS), (-14 * DAY_MS, 0))
"""Where a class is looked for: today, the next two weeks, the last two."""
_MOST = 12
"""Classes that are looked into for somebody who is booked."""


def templates(source: Source) -> list[Template]:
    """The words that the studio has written itself, of every message and language."""
    return [row for row in rows_of(source, Template) if row.text]


def facts_for(source: Source, location_id: str, now: int) -> dict[str, Any] | None:
    """What a message could say here: of a real class and a client in it, {} words left to who asks.

    Of what has no row (the time of before, until when an offer holds) it takes something near. None
    where no class was ever booked here.
    """
    found = _booked(source, location_id, now)
    if found is None:
        return None
    occurrence, booking, client = found
    rows = source.rows
    service = rows.get(Service, occurrence.service_id)
    facts: dict[str, Any] = {
        "occurrence_id": occurrence.id,
        "location_id": location_id,
        "class_name": service.name if service else "",
        "from_class_name": service.name if service else "",
        "from_starts_at": occurrence.starts_at - DAY_MS,
        "until": now + 30 * MINUTE_MS,
        "starts": [occurrence.starts_at, occurrence.starts_at + DAY_MS + HOUR_MS],
        "price_due": booking.due,
        "to_refund": service.price if service else 0,
        "amount": service.price if service else 0,
        "credit": "release",
        "place": 1,
        "count": 2,
    }
    facts |= _leads(source, occurrence)
    facts |= _pass(source, client, occurrence.local_date)
    return gathered(rows, client, facts, now)


def _booked(
    source: Source, location_id: str, now: int
) -> tuple[Occurrence, Booking, Client] | None:
    for since, until in _SPANS:
        near = source.rows.find(
            OCCURRENCES_AT_LOCATION, location_id, since=now + since, until=now + until
        )
        for occurrence in near[:_MOST]:
            for booking in source.rows.find(BOOKINGS_OF_OCCURRENCE, occurrence.id):
                client = source.rows.get(Client, booking.client_id)
                if booking.state in SEATED and client is not None and client.name:
                    return occurrence, booking, client
    return None


def _leads(source: Source, occurrence: Occurrence) -> dict[str, str]:
    """Who leads the class, and somebody else who could have led it before."""
    lead = source.rows.get(StaffMember, occurrence.lead_id) if occurrence.lead_id else None
    page = source.rows.page(StaffMember, "", 10)
    other = next((one.name for one in page if lead is None or one.id != lead.id), "")
    return {"staff_name": lead.name if lead else other, "from_staff_name": other}


def _pass(source: Source, client: Client, day: str) -> dict[str, Any]:
    held: list[Pass] = source.rows.find(PASSES_OF_CLIENT, client.id)
    payments = source.rows.find(PAYMENTS_OF_CLIENT, client.id)
    last = held[-1] if held else None
    paid = payments[-1] if payments else None
    facts: dict[str, Any] = {"ends_on": (last.valid_until if last else "") or add_days(day, 7)}
    if last is not None:
        facts |= {"pass_name": last.name, "credits_left": 1}
    if paid is not None:
        facts |= {"amount": paid.amount, "receipt": paid.receipt}
    return facts


def invented(now: int, zone: str) -> dict[str, Any]:
    """Facts for a studio in which nobody was ever booked."""
    starts_at = now + DAY_MS
    return {
        "invented": True,
        "client_name": "Zoë Becker",
        "class_name": "Yoga",
        "from_class_name": "Yoga",
        "location_name": "Northgate",
        "starts_at": starts_at,
        "from_starts_at": starts_at - DAY_MS,
        "starts": [starts_at],
        "until": now + 30 * MINUTE_MS,
        "free_until": starts_at - 12 * HOUR_MS,
        "zone": zone,
        "pass_name": "10er",
        "credits_left": 1,
        "amount": 18_00,
        "place": 1,
        "count": 2,
        "staff_name": "Ana Petrov",
        "from_staff_name": "Mia Koch",
        "ends_on": "2026-12-31",
    }
