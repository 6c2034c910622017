"""What cancelling a booking costs, known before the click (BK-6, BK-22, BK-27, WL-3)."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from core.domain.bookings import (
    CANCELLED,
    CAPTURED,
    HELD,
    LATE_CANCELLED,
    PENDING_PAYMENT,
    Booking,
)
from core.domain.refusals import Refusal
from core.domain.settings import (
    CUTOFF_AT_EVENING,
    CUTOFF_CLASS_MIN,
    CUTOFF_SESSION_MIN,
    FREE_AFTER_PROMOTION_MIN,
    LATE_CANCEL,
    LATE_CANCEL_UNLIMITED,
)
from core.domain.zones import DAY_MS, MINUTE_MS, add_days, to_local, to_utc
from core.rules.terms import Terms

EVENING_HOUR = 22
MOVED_MIN = 15
MORNING_HOUR = 7

CreditMove = Literal["", "release", "refund", "capture"]


class CancelTerms(msgspec.Struct, frozen=True):
    """The settings that decide, in minutes and words."""

    cutoff_min: int
    free_after_promotion_min: int
    late: str
    late_unlimited: str
    at_evening: bool = False
    zone: str = "UTC"


class CancelResult(msgspec.Struct, frozen=True):
    """The state that follows, and what happens to the credit on the ledger ("" is nothing)."""

    state: str
    credit: CreditMove
    free_until: int

    @property
    def late(self) -> bool:
        return self.state == LATE_CANCELLED


def cancel_terms(terms: Terms, service_kind: str, zone: str = "UTC") -> CancelTerms:
    """The terms in force for a class or a session in a zone."""
    minutes = CUTOFF_SESSION_MIN if service_kind == "session" else CUTOFF_CLASS_MIN
    return CancelTerms(
        terms.of(minutes),
        terms.of(FREE_AFTER_PROMOTION_MIN),
        terms.of(LATE_CANCEL),
        terms.of(LATE_CANCEL_UNLIMITED),
        terms.of(CUTOFF_AT_EVENING),
        zone,
    )


def cutoff(starts_at: int, terms: CancelTerms) -> int:
    """The last moment to cancel free of charge, in UTC milliseconds.

    Where the setting says so, one in the night moves to the evening before (BK-16).
    """
    at = starts_at - terms.cutoff_min * MINUTE_MS
    if not terms.at_evening:
        return at
    local = to_local(at, terms.zone)
    day = local.date().isoformat()
    if local.hour >= EVENING_HOUR:
        return to_utc(day, f"{EVENING_HOUR}:00", terms.zone)
    if local.hour < MORNING_HOUR:
        return to_utc(add_days(day, -1), f"{EVENING_HOUR}:00", terms.zone)
    return at


def moved_with(booking: Booking, starts_at: int, ends_at: int) -> Booking:
    """A booking whose class moved; it remembers when it was to begin (BK-32)."""
    agreed = booking.agreed_start or booking.starts_at
    return replace(booking, starts_at=starts_at, ends_at=ends_at, agreed_start=agreed)


def moved_by_studio(booking: Booking) -> bool:
    """Whether the class begins at least a quarter of an hour off what was booked (BK-32)."""
    agreed = booking.agreed_start or booking.starts_at
    return abs(booking.starts_at - agreed) >= MOVED_MIN * MINUTE_MS


def free_until(booking: Booking, terms: CancelTerms) -> int:
    """The last moment to cancel free of charge, in UTC milliseconds (BK-6, BK-32, WL-3)."""
    if booking.free_cancel or moved_by_studio(booking):
        return booking.starts_at
    ends = cutoff(booking.starts_at, terms)
    if booking.promoted_at is None:
        return ends
    grace = booking.promoted_at + terms.free_after_promotion_min * MINUTE_MS
    return max(ends, min(grace, booking.starts_at))


def cancelling(
    booking: Booking, now: int, terms: CancelTerms, *, unlimited: bool, waived: bool = False
) -> CancelResult | Refusal:
    """What cancelling now does. Refuses `class_started`: both ways end at the start (BK-27).

    A seat that was only kept for its payment is never cancelled late (BK-30).
    """
    if now >= booking.starts_at:
        return Refusal("class_started", {"starts_at": booking.starts_at})
    until = free_until(booking, terms)
    if waived or now <= until or booking.state == PENDING_PAYMENT:
        return CancelResult(CANCELLED, given_back(booking), until)
    policy = terms.late_unlimited if unlimited else terms.late
    if policy == "capture":
        return CancelResult(LATE_CANCELLED, "capture" if booking.credit == HELD else "", until)
    return CancelResult(LATE_CANCELLED, given_back(booking), until)


def still_undoable(booking: Booking, now: int) -> Refusal | None:
    """Refuses `undo_too_late`: an undo costs nothing, so it must not stand in for a late cancel.

    It is open for a day after the booking was made, and to the start.
    """
    if now < booking.starts_at and now - booking.booked_at <= DAY_MS:
        return None
    return Refusal("undo_too_late", {"booked_at": booking.booked_at})


def given_back(booking: Booking) -> CreditMove:
    """How the ledger gives a booking's credit back: a hold is released, a captured one refunded."""
    if booking.credit == HELD:
        return "release"
    return "refund" if booking.credit == CAPTURED else ""


def refilled(late: Iterable[Booking], used: int) -> tuple[list[Booking], list[Booking]]:
    """Late cancels whose penalty falls away now that `used` seats are used, and those that wait on.

    Each waits for as many seats as were used before some cancel; the oldest cancel is served by
    the lowest of these marks first, whichever cancel set it (BK-21).
    """
    oldest = sorted(late, key=lambda one: (one.cancelled_at or 0, one.id))
    marks = sorted(one.seats_before for one in oldest)
    count = sum(mark <= used for mark in marks)
    pardoned = oldest[:count]
    waiting = [
        replace(one, seats_before=mark)
        for one, mark in zip(oldest[count:], marks[count:], strict=True)
        if one.seats_before != mark
    ]
    return pardoned, waiting
