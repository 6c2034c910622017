"""What falls due about seats: classes to close, offers, holds, suspensions, auto-cancels."""

from collections.abc import Iterator

from core.commands.attendance import AutoCancel, CloseOccurrence, EndSuspension
from core.commands.system import EndHold, LapseOffer, Promote
from core.domain.bookings import (
    ACTIVE,
    HOLDS_BY_END,
    NO_SHOWS_AT_LOCATION,
    OFFERED,
    OFFERS_AFTER_NIGHT,
    OFFERS_BY_END,
    WAITING,
    Booking,
)
from core.domain.credits import Pass
from core.domain.organisation import LOCATIONS_BY_STATE
from core.domain.schedule import OPEN_AT_LOCATION, Occurrence
from core.domain.settings import AUTO_CANCEL, GRACE_MIN
from core.domain.suspensions import SUSPENSIONS_BY_END
from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS, class_day
from core.ports import Reader
from core.rules.due.registry import Due, Moment, falls_due
from core.rules.terms import Terms

CLOSES_AFTER_MS = HOUR_MS
"""An occurrence closes at 01:00 local the next day (NS-7)."""
LONGEST_WAIT_MS = DAY_MS
"""So long a silent desk is waited for (NS-1)."""
LONGEST_GRACE_MS = 15 * DAY_MS


@falls_due
def classes_to_close(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Classes of days that are over, once every desk of the place has told all (NS-1, NS-7)."""
    for place in _places(tx):
        heard: int | None = None
        for one in tx.find(OPEN_AT_LOCATION, place, until=moment.now):
            at = closes_at(one)
            if at > moment.now:
                continue
            heard = moment.heard(place) if heard is None else heard
            if heard >= one.ends_at or moment.now >= at + LONGEST_WAIT_MS:
                yield Due(CloseOccurrence(one.id), f"{one.id} {one.changed_by}")


def closes_at(occurrence: Occurrence) -> int:
    """01:00 local after the class day, or after the day of reopening, in UTC milliseconds."""
    _, ends = class_day(occurrence.starts_at, occurrence.ends_at, occurrence.zone)
    return max(ends + CLOSES_AFTER_MS, occurrence.reopened_until)


@falls_due
def offers_to_end(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Offers that nobody answered in time (WL-2)."""
    for entry in tx.find(OFFERS_BY_END, OFFERED, until=moment.now + 1):
        cause = f"{entry.id} {entry.offered_until}"
        yield Due(LapseOffer(entry.client_id, entry.occurrence_id), cause)


@falls_due
def offers_after_night(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Seats that came up at night are offered in the morning (WL-8)."""
    for entry in tx.find(OFFERS_AFTER_NIGHT, WAITING, since=1, until=moment.now + 1):
        yield Due(Promote(entry.occurrence_id), f"{entry.occurrence_id} {entry.offer_after}")


@falls_due
def holds_to_end(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Seats that staff kept, at their time (BK-25)."""
    for hold in tx.find(HOLDS_BY_END, ACTIVE, until=moment.now + 1):
        yield Due(EndHold(hold.occurrence_id, hold.id), hold.id)


@falls_due
def suspensions_to_end(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Suspensions that have run their time (NS-8)."""
    for one in tx.find(SUSPENSIONS_BY_END, ACTIVE, until=moment.now + 1):
        yield Due(EndSuspension(one.client_id, one.id), f"{one.id} {one.until}")


@falls_due
def graces_to_end(tx: Reader, moment: Moment) -> Iterator[Due]:
    """No-shows on unlimited passes that nobody forgave in time (NS-2)."""
    since = moment.now - LONGEST_GRACE_MS
    for place in _places(tx):
        for booking in tx.find(NO_SHOWS_AT_LOCATION, place, since=since, until=moment.now):
            if not booking.forgiven and _punished(tx, booking, moment.now):
                cause = f"{booking.id} {booking.no_show_at}"
                yield Due(AutoCancel(booking.client_id, booking.occurrence_id), cause)


def _punished(tx: Reader, booking: Booking, now: int) -> bool:
    held = tx.get(Pass, booking.pass_id) if booking.pass_id else None
    if held is None or not held.unlimited:
        return False
    occurrence = tx.get(Occurrence, booking.occurrence_id)
    terms = Terms(tx, booking.location_id, occurrence.service_id if occurrence else "")
    over = booking.no_show_at + terms.of(GRACE_MIN) * MINUTE_MS <= now
    return over and terms.of(AUTO_CANCEL)


def _places(tx: Reader) -> Iterator[str]:
    for state in ("active", "inactive"):
        for place in tx.find(LOCATIONS_BY_STATE, state):
            yield place.id
