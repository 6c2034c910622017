"""Passes: balance, what a pass covers, which pass pays, how many future bookings it allows."""

from collections.abc import Iterable, Sequence

import msgspec

from core.domain.bookings import Booking
from core.domain.credits import ACTIVE, UNLIMITED, LedgerEntry, Pass
from core.domain.json_text import allows, texts
from core.domain.refusals import Refusal
from core.domain.zones import add_days

NEVER = "9999-12-31"

COVER_REFUSALS = frozenset(
    {
        "no_pass",
        "pass_unknown",
        "pass_void",
        "pass_used_up",
        "pass_expired",
        "pass_not_started",
        "pass_other_service",
        "pass_other_location",
    }
)
"""Why nothing covers a booking (BK-4)."""

_TELLING = (
    "pass_used_up",
    "pass_expired",
    "pass_not_started",
    "pass_other_location",
    "pass_other_service",
    "pass_void",
)


class Purse(msgspec.Struct, frozen=True):
    """A pass with its balance: the credits that are neither held nor spent."""

    pass_: Pass
    balance: int

    @property
    def unlimited(self) -> bool:
        return self.pass_.kind == UNLIMITED


class Want(msgspec.Struct, frozen=True):
    """What is to be paid for: a service at a location on the class's local date, so many seats."""

    service_id: str
    location_id: str
    local_date: str
    seats: int


def balance(entries: Iterable[LedgerEntry]) -> int:
    """Always the sum of the ledger, never stored (PASS-2)."""
    return sum(entry.amount for entry in entries)


def cover_refusal(purse: Purse, want: Want) -> str:
    """The code why a pass does not cover a booking, "" if it does (PASS-4)."""
    held = purse.pass_
    if held.state != ACTIVE:
        return "pass_void"
    if not allows(held.services, want.service_id):
        return "pass_other_service"
    if not allows(held.locations, want.location_id):
        return "pass_other_location"
    if code := _outside_validity(held, want.local_date):
        return code
    return "" if purse.unlimited or purse.balance >= want.seats else "pass_used_up"


def _outside_validity(held: Pass, local_date: str) -> str:
    if held.valid_from and local_date < held.valid_from:
        return "pass_not_started"
    return "pass_expired" if held.valid_until and local_date > held.valid_until else ""


def paying_order(purse: Purse) -> tuple[str, int, int, int, str]:
    """Who expires first pays, then the narrowest, then the oldest (PASS-4, PASS-11)."""
    held = purse.pass_
    return (
        held.valid_until or NEVER,
        len(texts(held.services)) or 1_000_000,
        len(texts(held.locations)) or 1_000_000,
        held.sold_at,
        held.id,
    )


def choose(purses: Sequence[Purse], want: Want, chosen: str = "") -> Purse | Refusal:
    """The pass that pays: the one staff chose, else the first in order (PASS-4).

    Refuses with one of COVER_REFUSALS; of several reasons the one that is easiest to mend.
    """
    if chosen:
        return _chosen(purses, want, chosen)
    covering = [purse for purse in purses if not cover_refusal(purse, want)]
    if covering:
        return min(covering, key=paying_order)
    reasons = {cover_refusal(purse, want): purse for purse in sorted(purses, key=paying_order)}
    for code in _TELLING:
        if code in reasons:
            return _because(code, reasons[code])
    return Refusal("no_pass")


def _chosen(purses: Sequence[Purse], want: Want, chosen: str) -> Purse | Refusal:
    for purse in purses:
        if purse.pass_.id == chosen:
            code = cover_refusal(purse, want)
            return _because(code, purse) if code else purse
    return Refusal("pass_unknown", {"pass_id": chosen})


def _because(code: str, purse: Purse) -> Refusal:
    facts = {
        "pass_id": purse.pass_.id,
        "pass_name": purse.pass_.name,
        "credits_left": None if purse.unlimited else purse.balance,
        "valid_from": purse.pass_.valid_from,
        "valid_until": purse.pass_.valid_until,
    }
    return Refusal(code, facts)


def price_due(price: int, seats: int, purse: Purse | None) -> int:
    """What is owed, in minor units: all seats without a pass; the guests on an unlimited one."""
    if purse is None:
        return price * seats
    return price * (seats - 1) if purse.unlimited else 0


def future_bookings(bookings: Iterable[Booking], now: int, besides: str = "") -> int:
    """Live bookings of a pass that have not started, once each whatever the guests (BK-20)."""
    return sum(1 for b in bookings if b.starts_at > now and b.id != besides)


def within_advance(held: Pass, count: int) -> Refusal | None:
    """Refuses `too_many_booked` when a further booking is beyond the pass's limit (BK-5)."""
    if not held.max_advance or count < held.max_advance:
        return None
    return Refusal(
        "too_many_booked",
        {"pass_id": held.id, "pass_name": held.name, "count": count, "limit": held.max_advance},
    )


def valid_until(valid_from: str, validity_days: int) -> str:
    """The last local date of a pass, included; "" when it never ends (PASS-10)."""
    return add_days(valid_from, validity_days - 1) if validity_days else ""
