"""A client's bookings as lines of a table: to come with what a cancel would do, past with what
became of them."""

from core.commands.seats import CancelBooking
from core.domain.bookings import (
    ATTENDED,
    AUTO_CANCELLED,
    BOOKED,
    BY_MONEY,
    CANCELLED,
    CAPTURED,
    CHECKED_IN,
    LATE_CANCELLED,
    NO_SHOW,
    PENDING_PAYMENT,
    WaitlistEntry,
)
from core.queries import occurrences
from core.queries.clients import BookingLine as Booked
from desktop import formats
from desktop.cancel_words import cancel_column
from desktop.features.clients.model import BookingLine
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import State, Tone

CHANGEABLE = (BOOKED, PENDING_PAYMENT)
_STATES = {
    BOOKED: State.BOOKED,
    PENDING_PAYMENT: State.UNPAID,
    CHECKED_IN: State.IN,
    ATTENDED: State.CONFIRMED,
    NO_SHOW: State.NO_SHOW,
    CANCELLED: State.CANCELLED,
    LATE_CANCELLED: State.LATE_CANCEL,
    AUTO_CANCELLED: State.CANCELLED,
}
_WORDS = {
    ATTENDED: tr("Attended"),
    CHECKED_IN: tr("Attended"),
    AUTO_CANCELLED: tr("Cancelled by rule"),
}


def upcoming_lines(
    session: Session, client_id: str, booked: list[Booked], waits: list[WaitlistEntry]
) -> tuple[BookingLine, ...]:
    """Bookings not over yet, and places on waitlists, by start."""
    now = session.now()
    lines = [(one.starts_at, _coming(session, client_id, one, now)) for one in booked]
    for entry in waits:
        line = occurrences.occurrence(session.source, entry.occurrence_id)
        if line is not None and line.ends_at > now:
            mark = State.WAITING.mark
            waiting = BookingLine(
                occurrence_id=line.id,
                when=_when(line.starts_at, line.zone, now),
                letter=line.badge,
                service=line.colour,
                title=line.name,
                side=tr("Pays when seated"),
                icon=mark.icon,
                tone=mark.tone,
                state=mark.words,
                result=tr("Nothing is lost"),
                strong=True,
            )
            lines.append((line.starts_at, waiting))
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def past_line(one: Booked, now: int, currency: str) -> BookingLine:
    """What became of it."""
    mark = _STATES.get(one.state, State.DONE).mark
    return BookingLine(
        occurrence_id=one.occurrence_id,
        when=_when(one.starts_at, one.zone, now),
        letter=one.badge,
        service=one.colour,
        title=_title(one),
        side=one.lead_name,
        icon=mark.icon,
        tone=mark.tone,
        state=_WORDS.get(one.state, mark.words),
        result=_became(one, currency),
    )


def _coming(session: Session, client_id: str, one: Booked, now: int) -> BookingLine:
    mark = _STATES[one.state].mark
    movable = one.state in CHANGEABLE and one.starts_at > now
    result, tone = "", Tone.NEUTRAL
    if movable:
        preview = session.preview(CancelBooking(client_id, one.occurrence_id))
        result, tone = cancel_column(preview, one.zone)
    elif one.credit == CAPTURED:
        result = tr("Credit stays used")
    words, icon = mark.words, mark.icon
    if one.checked_in_at is not None:
        words = tr("In {0}").format(formats.clock(one.checked_in_at, one.zone))
    return BookingLine(
        occurrence_id=one.occurrence_id,
        when=_when(one.starts_at, one.zone, now),
        letter=one.badge,
        service=one.colour,
        title=_title(one),
        side=_pays(one, session.currency),
        icon=icon,
        tone=mark.tone,
        state=words,
        result=result,
        result_tone=tone,
        movable=movable,
        strong=True,
    )


def _title(one: Booked) -> str:
    return one.service_name if one.seats == 1 else f"{one.service_name} +{one.seats - 1}"


def _pays(one: Booked, currency: str) -> str:
    if one.due > 0:
        return tr("{0} due").format(formats.money(one.due, currency))
    if one.pass_name:
        return one.pass_name
    return tr("Paid") if one.cover == BY_MONEY else tr("Free")


def _became(one: Booked, currency: str) -> str:
    if one.due > 0:
        return tr("{0} due").format(formats.money(one.due, currency))
    if one.credit == CAPTURED:
        return tr("{0} used").format(one.pass_name)
    if one.pass_name and one.state in (CANCELLED, AUTO_CANCELLED, LATE_CANCELLED):
        return tr("Credit came back")
    if one.cover == BY_MONEY and one.state in (CHECKED_IN, ATTENDED):
        return tr("Paid")
    return one.pass_name


def _when(at: int, zone: str, now: int) -> str:
    """A line among dates says its day too: Today 18:00."""
    said = formats.moment(at, zone, now)
    return said if " " in said else tr("Today {0}").format(said)
