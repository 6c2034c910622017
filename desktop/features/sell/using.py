"""What can be done with what was just sold, on one key: check in, or let in to a class open now."""

from msgspec import Struct

from core.changes import Outcome
from core.commands.arrivals import CheckIn, WalkIn
from core.commands.registry import Command
from core.commands.seats import ChangeCover
from core.domain.bookings import BOOKED, PENDING_PAYMENT
from core.domain.schedule import SCHEDULED
from core.domain.zones import MINUTE_MS
from core.queries import clients, occurrences
from core.queries.clients import BookingLine
from desktop import formats
from desktop.saying import tr
from desktop.session import Session

SOON_MIN, LATE_MIN = 60, 15


class Use(Struct, frozen=True):
    """One step on Enter: what it is called, the commands in their order, what is said after."""

    text: str
    commands: tuple[Command, ...]
    what: str
    client_id: str


def use_of(session: Session, client_id: str, pass_id: str) -> Use | None:
    """The nearest start of today first; None where there is nothing to come to."""
    if not client_id:
        return None
    since, until = formats.day_bounds(session.now(), session.zone)
    today = [
        one
        for one in clients.bookings(session.source, client_id, since, until)
        if one.state in (BOOKED, PENDING_PAYMENT)
        and one.location_id == session.location_id
        and one.ends_at > session.now()
    ]
    for one in today:
        if found := _check_in(session, client_id, one, pass_id):
            return found
    return _walk_in(session, client_id, pass_id) if pass_id and not today else None


def _check_in(session: Session, client_id: str, one: BookingLine, pass_id: str) -> Use | None:
    arrive = CheckIn(client_id, one.occurrence_id)
    if not isinstance(session.preview(arrive), Outcome):
        return None
    what = f"{formats.clock(one.starts_at, one.zone)} {one.service_name}"
    cover = ChangeCover(client_id, one.occurrence_id, pass_id)
    covers = pass_id and one.due > 0 and isinstance(session.preview(cover), Outcome)
    commands = (cover, arrive) if covers else (arrive,)
    return Use(tr("Check in to {0}").format(what), commands, what, client_id)


def _walk_in(session: Session, client_id: str, pass_id: str) -> Use | None:
    now = session.now()
    low, high = now - LATE_MIN * MINUTE_MS, now + SOON_MIN * MINUTE_MS
    lines = occurrences.occurrences(session.source, session.location_id, low, high)
    near = [one for one in lines if one.state == SCHEDULED and low <= one.starts_at <= high]
    for one in sorted(near, key=lambda line: abs(line.starts_at - now)):
        command = WalkIn(one.id, client_id, pass_id=pass_id)
        if isinstance(session.preview(command), Outcome):
            what = f"{formats.clock(one.starts_at, one.zone)} {one.name}"
            return Use(tr("Let in to {0}").format(what), (command,), what, client_id)
    return None
