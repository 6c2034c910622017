"""A client holds no two live bookings that overlap in time (BK-3)."""

from collections.abc import Iterable

from core.domain.bookings import SEATED, Booking
from core.domain.refusals import Refusal


def overlapping(
    bookings: Iterable[Booking], starts_at: int, ends_at: int, besides: Iterable[str] = ()
) -> Refusal | None:
    """Refuses `overlapping_booking` when a live booking, other than those named, overlaps.

    Touching is not overlapping: one may end when the next begins.
    """
    left_out = set(besides)
    for booking in bookings:
        if booking.id in left_out or booking.state not in SEATED:
            continue
        if booking.starts_at < ends_at and starts_at < booking.ends_at:
            return Refusal(
                "overlapping_booking",
                {
                    "other_occurrence_id": booking.occurrence_id,
                    "other_starts_at": booking.starts_at,
                    "other_ends_at": booking.ends_at,
                },
            )
    return None
