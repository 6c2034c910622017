"""Which part of a split payment pays for which line of a receipt (PAY-13)."""

from collections.abc import Iterator, Sequence


def parts(lines: Sequence[int], payments: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Line, payment and amount (minor units): payments go to the lines in order.

    Both add up to the same sum; lines and payments of 0 have no part.
    """
    at = 0
    left = payments[0] if payments else 0
    for line, wanted in enumerate(lines):
        open_ = wanted
        while open_ and at < len(payments):
            amount = min(open_, left)
            if amount:
                yield line, at, amount
            open_, left = open_ - amount, left - amount
            if not left:
                at += 1
                left = payments[at] if at < len(payments) else 0
