"""Lines of the list of clients: name, contact, what pays, what is next."""

from collections.abc import Sequence

from core.domain.credits import UNLIMITED
from core.domain.people import ARCHIVED
from core.domain.phones import spaced
from core.queries import client_list
from core.queries.client_list import Coming, Cover
from core.queries.clients import Found
from desktop import formats
from desktop.features.clients.model import ClientLine, ClientSlice
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import State
from desktop.widgets.chip import ChipSpec

MOST_FOUND = 200


def find(session: Session, query: str, offset: int, limit: int) -> ClientSlice:
    """Some of those that a query finds, or of all by name where nothing is typed."""
    source = session.source
    if query.strip():
        known = session.sight.found(query, MOST_FOUND)
        return ClientSlice(len(known), lines_of(session, known[offset : offset + limit]))
    if not session.sight.all_clients():
        own = session.sight.own() if session.sight.may("view_clients") else ()
        page = client_list.page_of(source, own, offset, limit)
        return ClientSlice(client_list.count_of(source, own), lines_of(session, page))
    page = client_list.page(source, offset, limit)
    return ClientSlice(client_list.count(source), lines_of(session, page))


def lines_of(session: Session, found: Sequence[Found]) -> tuple[ClientLine, ...]:
    """People as lines, with two queries for all of them."""
    now, zone = session.now(), session.zone
    ids = [one.id for one in found]
    covers: dict[str, list[Cover]] = {}
    for cover in client_list.covers(session.source, ids, str(formats.local(now, zone).date())):
        covers.setdefault(cover.client_id, []).append(cover)
    day, _ = formats.day_bounds(now, zone)
    coming: dict[str, list[Coming]] = {}
    for one in client_list.coming(session.source, ids, day):
        coming.setdefault(one.client_id, []).append(one)
    return tuple(_line(one, covers.get(one.id, []), coming.get(one.id, []), now) for one in found)


def cover_words(cover: Cover) -> str:
    """10-class · 3 left; Unlimited month to 3 Dec."""
    if cover.kind == UNLIMITED:
        until = formats.short_date(cover.valid_until)
        return tr("{0} to {1}").format(cover.name, until) if until else cover.name
    return tr("{0} · {1} left").format(cover.name, cover.balance)


def _line(one: Found, covers: list[Cover], coming: list[Coming], now: int) -> ClientLine:
    usable = [c for c in covers if c.kind == UNLIMITED or c.balance > 0]
    pays = cover_words(usable[0]) if usable else (tr("No credit left") if covers else tr("No pass"))
    more = f" +{len(usable) - 1}" if len(usable) > 1 else ""
    chips = [ChipSpec(tr("Archived"), "inbox")] if one.state == ARCHIVED else []
    here = [c for c in coming if c.checked_in_at is not None]
    if here:
        at = formats.clock(here[-1].checked_in_at or 0, here[-1].zone)
        chips.append(ChipSpec.of(State.IN, tr("In {0}").format(at)))
    ahead = next((c for c in coming if c.starts_at > now), None)
    return ClientLine(
        client_id=one.id,
        name=one.name,
        contact=" · ".join(filter(None, (spaced(one.phone), one.email))) or tr("No contact"),
        cover=pays + more,
        next_booking=(
            f"{formats.moment(ahead.starts_at, ahead.zone, now)} {ahead.name}"
            if ahead
            else tr("Nothing booked")
        ),
        chips=tuple(chips),
    )
