"""The order of those who wait, who is passed over, and how a freed seat is given (WL-1 to 10)."""

from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from core.domain.bookings import WaitlistEntry
from core.domain.refusals import Refusal
from core.domain.settings import (
    EARLY_CLASS_MIN,
    OFFER_MIN,
    QUIET_FROM_MIN,
    QUIET_TO_MIN,
    STANDBY_MIN,
    WAITLIST_MODE,
)
from core.domain.zones import MINUTE_MS, add_days, local_date, to_local, to_utc
from core.rules.terms import Terms

Way = Literal["promote", "offer", "announce", "standby", "later"]
"""How a seat is given now: at once, kept for one, told to all, to who is there, not at night."""


class Turn(msgspec.Struct, frozen=True):
    """What one round of promotion does: who gets a seat, who is skipped and with which code."""

    promoted: tuple[WaitlistEntry, ...]
    skipped: tuple[tuple[WaitlistEntry, str], ...]


def in_line(entries: Iterable[WaitlistEntry]) -> list[WaitlistEntry]:
    """Pinned first, then by time of joining (WL-1)."""
    return sorted(entries, key=lambda entry: (-entry.priority, entry.joined_at, entry.id))


def place_in_line(entries: Iterable[WaitlistEntry], entry_id: str) -> int:
    """The place of an entry, the first is 1; 0 when it is not in the line."""
    for place, entry in enumerate(in_line(entries), start=1):
        if entry.id == entry_id:
            return place
    return 0


def round_of_promotion(
    entries: Iterable[WaitlistEntry],
    free: int,
    give: Callable[[WaitlistEntry], Refusal | None],
) -> Turn:
    """Fill the free seats in line order (WL-2 auto); `give` gives one, or says why it cannot.

    Who cannot be booked, or comes with a larger party than is free, is skipped, keeps the place
    and is told the code (WL-4, WL-7).
    """
    promoted: list[WaitlistEntry] = []
    skipped: list[tuple[WaitlistEntry, str]] = []
    for entry in in_line(entries):
        if free <= 0:
            break
        if entry.seats > free:
            skipped.append((entry, "party_too_large"))
        elif refusal := give(entry):
            skipped.append((entry, refusal.code))
        else:
            promoted.append(entry)
            free -= entry.seats
    return Turn(tuple(promoted), tuple(skipped))


class Giving(msgspec.Struct, frozen=True):
    """The settings that decide how a freed seat is given; times of day in minutes, local.

    `pays_first`: the service wants money before a seat is sure, so that it only offers (WL-9).
    """

    mode: str
    offer_min: int
    standby_min: int
    quiet_from_min: int
    quiet_to_min: int
    early_class_min: int
    pays_first: bool = False


def giving(terms: Terms, *, pays_first: bool = False) -> Giving:
    """The terms in force."""
    return Giving(
        terms.of(WAITLIST_MODE),
        terms.of(OFFER_MIN),
        terms.of(STANDBY_MIN),
        terms.of(QUIET_FROM_MIN),
        terms.of(QUIET_TO_MIN),
        terms.of(EARLY_CLASS_MIN),
        pays_first,
    )


def way_now(terms: Giving, now: int, starts_at: int, cutoff_at: int, zone: str) -> Way:
    """How a seat that is free now is given (WL-2, WL-5, WL-8, WL-9, WL-10).

    Hybrid: at once before the cut-off, then by an offer, in the last minutes to who stands by.
    What is paid in advance is never given at once.
    """
    if terms.mode == "auto" and not terms.pays_first:
        return "promote"
    if terms.mode == "first_come" and not terms.pays_first:
        return "announce"
    if terms.mode == "hybrid":
        if now < cutoff_at and not terms.pays_first:
            return "promote"
        if now >= max(cutoff_at, starts_at - terms.standby_min * MINUTE_MS):
            return "standby"
    if quiet(terms, now, zone):
        early = _minute_of_day(starts_at, zone) < terms.early_class_min
        return "announce" if early else "later"
    return "offer"


def quiet(terms: Giving, now: int, zone: str) -> bool:
    """Whether it is night at the location: no offer opens (WL-8)."""
    at, begins, ends = _minute_of_day(now, zone), terms.quiet_from_min, terms.quiet_to_min
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def quiet_ends(terms: Giving, now: int, zone: str) -> int:
    """When the night that `now` lies in ends, in UTC milliseconds."""
    today = local_date(now, zone)
    hours, minutes = divmod(terms.quiet_to_min, 60)
    clock = f"{hours:02}:{minutes:02}"
    ends = to_utc(today, clock, zone)
    return ends if ends > now else to_utc(add_days(today, 1), clock, zone)


def offered_until(terms: Giving, now: int, starts_at: int) -> int:
    """When an offer made now ends; a class does not start under an open offer."""
    return min(now + terms.offer_min * MINUTE_MS, starts_at)


def _minute_of_day(at: int, zone: str) -> int:
    local = to_local(at, zone)
    return local.hour * 60 + local.minute
