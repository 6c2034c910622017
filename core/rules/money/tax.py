"""Tax in a price, per rate, rounded half-up on each line of a receipt (PAY-16)."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from core.domain.money import half_up, percent
from core.domain.settings import PRICES_INCLUDE_TAX
from core.rules.terms import Terms

WHOLE = 10_000
"""A hundred percent, in hundredths of a percent."""


class RateSum(msgspec.Struct, frozen=True):
    """What a receipt says of one rate (hundredths of a percent): gross, and the tax in it."""

    rate: int
    gross: int
    tax: int

    @property
    def net(self) -> int:
        return self.gross - self.tax


def tax_in(gross: int, rate: int) -> int:
    """The tax that a price includes, in minor units, rounded half-up here."""
    return half_up(gross * rate, WHOLE + rate)


def gross_of(price: int, rate: int, *, included: bool) -> int:
    """What is to be paid for a price that includes its tax, or to which it is added, half-up."""
    return price if included else price + percent(price, rate)


def asking_price(terms: Terms, price: int, rate: int) -> int:
    """What something costs by the setting in force; without tax nothing is looked up."""
    return gross_of(price, rate, included=terms.of(PRICES_INCLUDE_TAX)) if rate else price


def tax_back(gross: int, rate: int, before: int, amount: int) -> int:
    """The tax in a partial refund of a line: the difference of the taxes of what is kept.

    `before` was given back already; so all parts together give back the line's tax exactly.
    """
    return tax_in(gross - before, rate) - tax_in(gross - before - amount, rate)


def per_rate(lines: Iterable[tuple[int, int, int]]) -> list[RateSum]:
    """Sums of (gross, rate, tax) lines, by rate, the lowest first."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for gross, rate, tax in lines:
        sums[rate][0] += gross
        sums[rate][1] += tax
    return [RateSum(rate, *sums[rate]) for rate in sorted(sums)]
