"""When a membership renews, and when a charge that failed is asked again (PASS-13, PAY-17)."""

from core.domain.credits import ACTIVE, MEMBERSHIP, Pass
from core.domain.zones import DAY_MS

TRY_AGAIN_DAYS = (1, 3, 7)
"""So many days after the period began a charge is asked again; then the membership ends."""


def renews(held: Pass) -> bool:
    """Whether another period follows the one that ends; one that is ending has had its last."""
    return held.kind == MEMBERSHIP and held.state == ACTIVE


def next_try(asked_at: int, tries: int) -> int:
    """When to ask again after so many failures, UTC milliseconds; 0: no more."""
    if tries > len(TRY_AGAIN_DAYS):
        return 0
    return asked_at + TRY_AGAIN_DAYS[tries - 1] * DAY_MS
