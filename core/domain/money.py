"""Money: integer minor units of the organisation's currency, rounded here and nowhere else."""

from collections.abc import Sequence


def half_up(numerator: int, denominator: int) -> int:
    """A fraction of minor units to whole ones; halves go away from zero.

    ValueError when the denominator is not positive.
    """
    if denominator <= 0:
        raise ValueError(f"denominator {denominator}")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def percent(amount: int, hundredths: int) -> int:
    """A share of an amount, in hundredths of a percent, rounded half-up (a receipt line)."""
    return half_up(amount * hundredths, 10_000)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Shares in proportion to weights that add up to the amount: the largest remainder method.

    At equal remainders the earlier share gets the unit. ValueError without a positive weight.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("a split needs weights of at least 0, one of them positive")
    sign = -1 if amount < 0 else 1
    shares = [abs(amount) * weight // total for weight in weights]
    remainders = [abs(amount) * weight % total for weight in weights]
    by_remainder = sorted(range(len(shares)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: abs(amount) - sum(shares)]:
        shares[i] += 1
    return [sign * share for share in shares]
