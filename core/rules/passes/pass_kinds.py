"""What a pass's kind decides where its product does not; who pays for guests (PASS-7, PASS-8)."""

import msgspec

from core.domain.credits import (
    AT_FIRST_USE,
    COURSE,
    DROP_IN_PRICE,
    GIFT,
    GUEST_PASSES,
    MEMBERSHIP,
    OWN_CREDITS,
    PACKAGE,
    PUNCH,
    UNLIMITED,
    Pass,
)
from core.domain.refusals import Refusal
from core.domain.zones import add_days, months_end

FIRST_USE_WITHIN_DAYS = 365


class KindTerms(msgspec.Struct, frozen=True):
    """The defaults of a kind; `counted` ones need a number of credits."""

    max_advance: int
    charge_at_booking: int
    guests: str
    counted: bool


KINDS: dict[str, KindTerms] = {
    PUNCH: KindTerms(3, 0, OWN_CREDITS, True),
    PACKAGE: KindTerms(0, 1, OWN_CREDITS, True),
    UNLIMITED: KindTerms(3, 0, DROP_IN_PRICE, False),
    COURSE: KindTerms(3, 0, DROP_IN_PRICE, False),
    MEMBERSHIP: KindTerms(0, 0, OWN_CREDITS, False),
    GIFT: KindTerms(0, 1, OWN_CREDITS, True),
}


def product_fault(kind: str, credits: int, *, validity: int) -> Refusal | None:
    """Refuses `credits_missing` where the kind counts them, `validity_missing` for a membership,
    which needs a period to renew (of `validity` days or months)."""
    if KINDS[kind].counted and not credits:
        return Refusal("credits_missing")
    return Refusal("validity_missing") if kind == MEMBERSHIP and not validity else None


def guests_of(held: Pass) -> str:
    """Who pays for the guests on a pass; one without a say of its own goes by its kind."""
    if held.guests:
        return held.guests
    return DROP_IN_PRICE if held.uncounted else OWN_CREDITS


def credits_for(held: Pass, seats: int, seated: int = 0) -> int:
    """How many credits a party of so many seats needs, where `seated` of it are paid already."""
    if held.uncounted:
        return 0
    if guests_of(held) == OWN_CREDITS:
        return seats
    return 0 if seated else min(seats, 1)


def guest_passes_for(held: Pass, seats: int, left: int, seated: int = 0) -> int:
    """How many of the guest passes that are left a party uses."""
    if guests_of(held) != GUEST_PASSES:
        return 0
    return max(0, min(left, seats - (0 if seated else 1)))


def guests_to_pay(held: Pass, seats: int, passes_left: int, seated: int = 0) -> int:
    """How many of further seats are not on the pass and cost the drop-in price (PASS-8)."""
    if guests_of(held) == OWN_CREDITS:
        return 0
    guests = seats - (0 if seated else 1)
    return max(0, guests - guest_passes_for(held, seats, passes_left, seated))


def last_day(start: str, days: int, months: int) -> str:
    """The last local date of a pass that begins on a date, included; "" never ends (PASS-10)."""
    if months:
        return months_end(start, months)
    return add_days(start, days - 1) if days else ""


def waits_for_first_use(held: Pass) -> bool:
    """Whether a pass starts with its first captured class, and none was captured yet."""
    return held.starts == AT_FIRST_USE and not held.valid_from


def start_by(sold_on: str) -> str:
    """The date by which a pass that starts at first use must have been used (PASS-10)."""
    return add_days(sold_on, FIRST_USE_WITHIN_DAYS)
