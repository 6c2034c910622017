"""What the walk-in panel offers: known clients, classes open about now, ways to pay."""

import re
from collections.abc import Sequence

from core.domain.catalogue import PassProduct
from core.domain.json_text import allows
from core.domain.people import CLIENTS_BY_EMAIL, CLIENTS_BY_PHONE, Client
from core.domain.phones import e164, spaced
from core.domain.schedule import SCHEDULED
from core.domain.zones import MINUTE_MS
from core.queries import occurrences, place
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.walk_in.model import Draft, Known, Option
from desktop.saying import tr
from desktop.session import Session

MOST_KNOWN, MOST_LATE_MIN = 6, 15
SELL, AT_THE_DESK, BY_RULE = "sell:", "desk", ""
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+$")


def contact_of(typed: str, country: str) -> tuple[str, str] | None:
    """E-mail and phone of what was typed as contact; None where it is neither."""
    if not typed:
        return "", ""
    if _EMAIL.match(typed):
        return typed.lower(), ""
    try:
        return "", e164(typed, country)
    except ValueError:
        return None


def known_clients(session: Session, draft: Draft) -> list[Known]:
    """Who fits what is typed: by contact once there is one, else by name (ORG-14)."""
    if draft.contact:
        email, phone = contact_of(draft.contact, session.country) or ("", "")
        rows = session.source.rows
        by_email = rows.find(CLIENTS_BY_EMAIL, email) if email else []
        by_phone = rows.find(CLIENTS_BY_PHONE, phone) if phone else []
        return [known_of(one) for one in (*by_email, *by_phone) if one.state == "active"]
    if len(draft.name) < 2:
        return []
    found = session.sight.found(draft.name, MOST_KNOWN)
    return [
        Known(client_id=one.id, name=one.name, note=spaced(one.phone) or one.email)
        for one in found
        if one.state == "active"
    ]


def known_of(client: Client) -> Known:
    """A client as somebody known already."""
    return Known(client_id=client.id, name=client.name, note=spaced(client.phone) or client.email)


def classes_now(session: Session) -> Sequence[Option]:
    """Today's classes that are not over, the one open now in front, and no class at all."""
    now, zone = session.now(), session.zone
    _, until = formats.day_bounds(now, zone)
    lines = occurrences.occurrences(session.source, session.location_id, now, until)
    coming = [one for one in lines if one.state == SCHEDULED and one.ends_at > now]
    open_ones = [one for one in coming if now <= one.starts_at + MOST_LATE_MIN * MINUTE_MS]
    running = [one for one in coming if one not in open_ones]
    open_ones.sort(key=lambda one: one.free <= 0)
    offered = [Option(one.id, _class(one)) for one in (*open_ones, *running)]
    return [*offered, Option("", tr("No class now"))]


def products_for(session: Session, occurrence_id: str) -> list[PassProduct]:
    """Passes that cover a class, the cheapest first; all of this place without one."""
    line = occurrences.occurrence(session.source, occurrence_id) if occurrence_id else None
    return [
        one
        for one in place.products(session.source)
        if allows(one.locations, session.location_id)
        and (line is None or allows(one.services, line.service_id))
    ]


def sale_option(session: Session, product: PassProduct) -> Option:
    """Selling a pass as a way to pay."""
    price = formats.money(product.price, session.currency)
    return Option(SELL + product.id, tr("New pass: {0}, {1}").format(product.name, price))


def _class(line: OccurrenceLine) -> str:
    seats = "full" if line.free <= 0 else tr("{0} free").format(line.free)
    return f"{formats.clock(line.starts_at, line.zone)}  {line.name} · {seats}"
