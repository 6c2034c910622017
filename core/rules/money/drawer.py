"""What a drawer should hold, and what a closing counts (PAY-5, PAY-11)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from core.domain.credits import Payment
from core.domain.drawer import CASH, CashMove, Closing
from core.domain.json_text import texts
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS

LATE_MS = 31 * DAY_MS
"""So long before the last closing is looked for what arrived after it."""


class Tally(msgspec.Struct, frozen=True):
    """What is not closed yet, in minor units: cash that should be there, sums by method."""

    expected: int
    sums: dict[str, int]
    payments: tuple[str, ...]
    moves: tuple[str, ...]


def tally(
    closings: Sequence[Closing], payments: Iterable[Payment], moves: Iterable[CashMove]
) -> Tally:
    """What came since the last closing, and what came late for an earlier one."""
    counted = {one for closing in closings for one in texts(closing.payments)}
    moved = {one for closing in closings for one in texts(closing.moves)}
    open_payments = [row for row in payments if row.amount and row.id not in counted]
    open_moves = [row for row in moves if row.id not in moved]
    sums: dict[str, int] = defaultdict(int)
    for row in open_payments:
        sums[row.method] += row.amount
    before = closings[-1].left if closings else 0
    return Tally(
        before + sums.get(CASH, 0) + sum(row.amount for row in open_moves),
        dict(sorted(sums.items())),
        tuple(row.id for row in open_payments),
        tuple(row.id for row in open_moves),
    )


def closing_refusal(counted: int, left: int) -> Refusal | None:
    """Refuses `left_more_than_counted`."""
    if left <= counted:
        return None
    return Refusal("left_more_than_counted", {"counted": counted, "left": left})


def is_closed(closings: Iterable[Closing], payment_ids: Iterable[str]) -> bool:
    """Whether any of these payments stands in a closing: it can no longer be voided (PAY-14)."""
    known = {one for closing in closings for one in texts(closing.payments)}
    return not known.isdisjoint(payment_ids)
