"""Which no-shows count, and when they suspend (NS-3, NS-6)."""

from collections.abc import Iterable, Sequence

import msgspec

from core.domain.bookings import Booking
from core.domain.settings import (
    FIRST_NO_SHOW_FREE,
    STRIKE_DAYS,
    STRIKE_LIMIT,
    STRIKE_SCOPE,
    SUSPENSION_DAYS,
)
from core.domain.suspensions import ACTIVE, Suspension
from core.domain.zones import DAY_MS
from core.rules.terms import Terms


class StrikeTerms(msgspec.Struct, frozen=True):
    """The settings that decide, in days; `limit` 0 never suspends."""

    limit: int
    days: int
    suspension_days: int
    first_free: bool
    per_location: bool


def strike_terms(terms: Terms) -> StrikeTerms:
    """The terms in force."""
    return StrikeTerms(
        terms.of(STRIKE_LIMIT),
        terms.of(STRIKE_DAYS),
        terms.of(SUSPENSION_DAYS),
        terms.of(FIRST_NO_SHOW_FREE),
        terms.of(STRIKE_SCOPE) == "location",
    )


def strikes(
    no_shows: Iterable[Booking], now: int, terms: StrikeTerms, *, used_to: int = 0
) -> list[Booking]:
    """The no-shows that count now, oldest class first.

    Forgiven ones do not, nor the first ever, nor what ended before the window or what an earlier
    suspension used up (`used_to`, the end of its last class).
    """
    left = sorted(
        (one for one in no_shows if not one.forgiven), key=lambda one: (one.ends_at, one.id)
    )
    if terms.first_free:
        left = left[1:]
    since = max(used_to, now - terms.days * DAY_MS)
    return [one for one in left if one.ends_at > since]


def used_up_to(suspensions: Iterable[Suspension], *, besides: str = "") -> int:
    """The end of the last class whose no-show an earlier suspension used up."""
    return max((one.counted_to for one in suspensions if one.id != besides), default=0)


def suspended(suspensions: Iterable[Suspension], now: int, location_id: str) -> Suspension | None:
    """The suspension that bars a client here and now, judged by its dates (NS-8)."""
    barring = [
        one
        for one in suspensions
        if one.state == ACTIVE
        and one.starts_at <= now < one.until
        and one.location_id in ("", location_id)
    ]
    return max(barring, key=lambda one: (one.until, one.id), default=None)


def of_scope(rows: Sequence[Suspension], location_id: str) -> list[Suspension]:
    """The suspensions of one scope: "" for the whole organisation."""
    return [one for one in rows if one.location_id == location_id]
