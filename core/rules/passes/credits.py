"""Passes: balance, what a pass covers, which pass pays, how many future bookings it allows."""

from collections.abc import Iterable, Sequence

import msgspec

from core.domain.bookings import Booking
from core.domain.credits import (
    ACTIVE,
    AT_FIRST_USE,
    ENDING,
    GIFT,
    MEMBERSHIP,
    PAST_DUE,
    PENDING,
    LedgerEntry,
    Pass,
)
from core.domain.json_text import allows, texts
from core.domain.refusals import Refusal
from core.domain.zones import add_days
from core.rules.passes.pass_kinds import credits_for, guests_to_pay, last_day

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
        "pass_frozen",
        "pass_standby_only",
        "pass_unpaid",
        "pass_past_due",
    }
)
"""Why nothing covers a booking (BK-4)."""

_TELLING = (
    "pass_used_up",
    "pass_past_due",
    "pass_unpaid",
    "pass_frozen",
    "pass_expired",
    "pass_not_started",
    "pass_standby_only",
    "pass_other_location",
    "pass_other_service",
    "pass_void",
)

_PAYING = (ACTIVE, ENDING)
_STATE_REFUSALS = {PENDING: "pass_unpaid", PAST_DUE: "pass_past_due"}


class Purse(msgspec.Struct, frozen=True):
    """A pass with its balance: the credits that are neither held nor spent.

    `guests_left` are its guest passes; `household`: it belongs to another of the household.
    """

    pass_: Pass
    balance: int
    guests_left: int = 0
    household: bool = False

    @property
    def uncounted(self) -> bool:
        return self.pass_.uncounted

    def left_after(self, seats: int) -> int | None:
        """Free credits once it has paid for a party; None where none are counted."""
        return None if self.uncounted else self.balance - credits_for(self.pass_, seats)


class Want(msgspec.Struct, frozen=True):
    """What is to be paid for: a service at a location on the class's local date, so many seats.

    `seated` seats of the party the same pass pays already; `standby`: the seat is taken in the
    last minutes, so that a staff pass may (PASS-17).
    """

    service_id: str
    location_id: str
    local_date: str
    seats: int
    seated: int = 0
    standby: bool = True


def balance(entries: Iterable[LedgerEntry]) -> int:
    """Always the sum of the ledger, never stored (PASS-2)."""
    return sum(entry.amount for entry in entries)


def cover_refusal(purse: Purse, want: Want) -> str:
    """The code why a pass does not cover a booking, "" if it does (PASS-4)."""
    held = purse.pass_
    return (
        _outside_state(held)
        or _outside_scope(held, want)
        or _outside_validity(held, want.local_date)
        or _outside_credits(purse, want)
    )


def _outside_state(held: Pass) -> str:
    return "" if held.state in _PAYING else _STATE_REFUSALS.get(held.state, "pass_void")


def _outside_scope(held: Pass, want: Want) -> str:
    if held.kind == GIFT or not allows(held.services, want.service_id):
        return "pass_other_service"
    return "" if allows(held.locations, want.location_id) else "pass_other_location"


def _outside_credits(purse: Purse, want: Want) -> str:
    if purse.pass_.standby_only and not want.standby:
        return "pass_standby_only"
    needed = credits_for(purse.pass_, want.seats, want.seated)
    return "" if purse.uncounted or purse.balance >= needed else "pass_used_up"


def _outside_validity(held: Pass, local_date: str) -> str:
    if held.valid_from and local_date < held.valid_from and held.starts != AT_FIRST_USE:
        return "pass_not_started"
    if held.valid_until and local_date > covers_until(held):
        return "pass_expired"
    frozen = held.frozen_from and held.frozen_from <= local_date <= held.frozen_until
    return "pass_frozen" if frozen else ""


def covers_until(held: Pass) -> str:
    """The last class date that a pass covers: a membership that renews reaches a period further.

    One whose credits are counted has to wait for those of the next period.
    """
    if held.kind != MEMBERSHIP or not held.uncounted or held.state != ACTIVE:
        return held.valid_until
    if not held.valid_from:
        return held.valid_until
    return period_end(held, held.periods + 1)


def period_end(held: Pass, period: int) -> str:
    """The last local date of a membership's nth period, its freezes counted in."""
    start = add_days(held.valid_from, held.frozen_days)
    return last_day(start, held.validity_days * period, held.validity_months * period)


def paying_order(purse: Purse) -> tuple[str, int, int, bool, int, str]:
    """Who expires first pays, then the narrowest, then the oldest (PASS-4, PASS-11)."""
    held = purse.pass_
    return (
        held.valid_until or NEVER,
        len(texts(held.services)) or 1_000_000,
        len(texts(held.locations)) or 1_000_000,
        purse.household,
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
        "credits_left": None if purse.uncounted else purse.balance,
        "valid_from": purse.pass_.valid_from,
        "valid_until": purse.pass_.valid_until,
        "frozen_until": purse.pass_.frozen_until,
    }
    return Refusal(code, facts)


def price_due(price: int, seats: int, purse: Purse | None, seated: int = 0) -> int:
    """What is owed, in minor units: all seats without a pass; guests whom the pass does not pay.

    With `seated` seats paid already it is what further `seats` cost.
    """
    if purse is None:
        return price * seats
    return price * guests_to_pay(purse.pass_, seats, purse.guests_left, seated)


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
