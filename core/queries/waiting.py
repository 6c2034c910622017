"""Those who wait for a seat: what would pay for it, and how a freed seat is given now (WL)."""

from collections.abc import Iterable

import msgspec

from core.domain.catalogue import Service
from core.domain.credits import UNLIMITED, Pass
from core.domain.ids import ClientId
from core.domain.json_text import allows
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries import client_list
from core.queries.source import Source
from core.rules.booking.cancelling import cancel_terms, cutoff
from core.rules.terms import Terms
from core.rules.waiting.waitlist import Way, giving, way_now


class Pays(msgspec.Struct, frozen=True):
    """The own pass that would pay, with its free credits: None where it counts none. Without a
    name there is none; `household`: another's may."""

    name: str = ""
    left: int | None = None
    household: bool = False


def paying(source: Source, occurrence_id: str, clients: Iterable[str]) -> dict[str, Pays]:
    """By client what would pay for a class, the pass that ends first in front (PASS-4)."""
    row = source.rows.get(Occurrence, occurrence_id)
    ids = list(clients)
    if row is None or not ids:
        return {}
    found: dict[str, Pays] = {}
    for cover in client_list.covers(source, ids, row.local_date):
        held = source.rows.get(Pass, cover.pass_id)
        fits = held and allows(held.services, row.service_id)
        if not held or not fits or not allows(held.locations, row.location_id):
            continue
        uncounted = cover.kind == UNLIMITED
        if uncounted or cover.balance > 0:
            found.setdefault(
                cover.client_id, Pays(cover.name, None if uncounted else cover.balance)
            )
    for one in ids:
        if one not in found:
            client = source.rows.get(Client, ClientId(one))
            found[one] = Pays(household=bool(client and client.payer_id))
    return found


def way(source: Source, occurrence_id: str, now: int) -> Way | None:
    """How a seat that is freed now is given (WL-2); None where there is no such class."""
    row = source.rows.get(Occurrence, occurrence_id)
    service = source.rows.get(Service, row.service_id) if row else None
    if row is None or service is None:
        return None
    terms = Terms(source.rows, row.location_id, row.service_id)
    ends = cutoff(row.starts_at, cancel_terms(terms, service.kind, row.zone))
    gives = giving(terms, pays_first=service.pays_first)
    return way_now(gives, now, row.starts_at, ends, row.zone)
