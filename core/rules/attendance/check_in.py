"""When a check-in is possible (CHK-2, CHK-10, CHK-11)."""

import msgspec
from msgspec.structs import replace

from core.domain.bookings import TO_CONFIRM, Booking
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.settings import (
    CHECK_IN_CLOSES_MIN,
    CHECK_IN_OPENS_MIN,
    WIDE_CLOSES_MIN,
    WIDE_OPENS_MIN,
)
from core.domain.zones import MINUTE_MS, class_day
from core.rules.terms import Terms

BY_STAFF = frozenset({"staff"})
"""Ways for which the class day holds; all others have the client window."""


def confirmed(booking: Booking) -> Booking:
    """A booking that needs no confirming any more (CHK-12)."""
    return replace(booking, flag="") if booking.flag == TO_CONFIRM else booking


class Window(msgspec.Struct, frozen=True):
    """From when until when a client can check in, in UTC milliseconds, both included."""

    opens_at: int
    closes_at: int

    def holds(self, now: int) -> bool:
        return self.opens_at <= now <= self.closes_at


def client_window(occurrence: Occurrence, terms: Terms, *, wide: bool) -> Window:
    """30 minutes before to 15 after the start; wide: 120 before to 120 after the end (CHK-2)."""
    if wide:
        return Window(
            occurrence.starts_at - terms.of(WIDE_OPENS_MIN) * MINUTE_MS,
            occurrence.ends_at + terms.of(WIDE_CLOSES_MIN) * MINUTE_MS,
        )
    return Window(
        occurrence.starts_at - terms.of(CHECK_IN_OPENS_MIN) * MINUTE_MS,
        occurrence.starts_at + terms.of(CHECK_IN_CLOSES_MIN) * MINUTE_MS,
    )


def outside_class_day(
    occurrence: Occurrence, now: int, *, any_day: bool, reason: str
) -> Refusal | None:
    """Refuses `other_day`, `reason_missing`: staff have the class day (CHK-11).

    `any_day`: a manager stands behind it, who needs a reason outside the class day.
    """
    opens, closes = class_day(occurrence.starts_at, occurrence.ends_at, occurrence.zone)
    if opens <= now < closes:
        return None
    if not any_day:
        return Refusal("other_day", {"starts_at": occurrence.starts_at})
    return None if reason.strip() else Refusal("reason_missing")


def outside(window: Window, now: int) -> Refusal | None:
    """Refuses `too_early` and `too_late`, with the window's ends."""
    if now < window.opens_at:
        return Refusal("too_early", {"opens_at": window.opens_at})
    if now > window.closes_at:
        return Refusal("too_late", {"closed_at": window.closes_at})
    return None
