"""The order of those who wait, and who is passed over (WL-1, WL-4)."""

from collections.abc import Callable, Iterable

import msgspec

from core.domain.bookings import WaitlistEntry
from core.domain.refusals import Refusal


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
    hindrance: Callable[[WaitlistEntry], Refusal | None],
) -> Turn:
    """Fill the free seats in line order (WL-2 auto).

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
        elif refusal := hindrance(entry):
            skipped.append((entry, refusal.code))
        else:
            promoted.append(entry)
            free -= entry.seats
    return Turn(tuple(promoted), tuple(skipped))
