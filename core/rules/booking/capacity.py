"""Seats: how many are used and whether more fit (BK-1)."""

from collections.abc import Iterable

from core.domain.bookings import NO_SHOW, SEATED, Booking
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence


def seats_used(bookings: Iterable[Booking]) -> int:
    """Seats of all bookings that hold one (BK-1): computed, never stored."""
    return sum(booking.seats for booking in bookings if booking.state in SEATED)


def seats_not_for_promotion(bookings: Iterable[Booking]) -> int:
    """Seats used, and those of no-shows: a no-show by hand frees no seat for promotion."""
    return sum(b.seats for b in bookings if b.state in SEATED or b.state == NO_SHOW)


def seats_fit(occurrence: Occurrence, used: int, seats: int) -> Refusal | None:
    """Refuses `class_full` when `seats` more do not fit."""
    if used + seats <= occurrence.capacity:
        return None
    return Refusal(
        "class_full",
        {
            "capacity": occurrence.capacity,
            "used": used,
            "seats": seats,
            "free": max(0, occurrence.capacity - used),
        },
    )
