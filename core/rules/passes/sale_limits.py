"""Who may buy a pass product, and from when it may hold (PASS-14, PASS-16)."""

from collections.abc import Iterable
from typing import Literal

from core.domain.catalogue import PassProduct
from core.domain.credits import REMOVED, VOID, Pass
from core.domain.refusals import Refusal
from core.domain.zones import add_days, is_date

BACKDATE_DAYS = 30

SALE_LIMITS: tuple[Literal["new_clients_only", "limit_per_person"], ...] = (
    "new_clients_only",
    "limit_per_person",
)
"""What staff may override with a reason."""


def over_limit(product: PassProduct, owned: Iterable[Pass], *, visited: bool) -> Refusal | None:
    """Refuses `new_clients_only`, `limit_per_person`: what was taken back counts for neither."""
    kept = [held for held in owned if held.state not in (VOID, REMOVED)]
    facts = {"pass_name": product.name, "limit": product.per_person}
    if product.new_clients_only and (kept or visited):
        return Refusal("new_clients_only", facts)
    same = sum(held.product_id == product.id for held in kept)
    if product.per_person and same >= product.per_person:
        return Refusal("limit_per_person", facts)
    return None


def start_refusal(valid_from: str, today: str, *, may_backdate: bool) -> Refusal | None:
    """Refuses `invalid_date`, `start_too_early`: 30 days back at most, by a manager (PASS-16)."""
    if not valid_from:
        return None
    if not is_date(valid_from):
        return Refusal("invalid_date", {"date": valid_from})
    earliest = add_days(today, -BACKDATE_DAYS)
    if valid_from >= today or (may_backdate and valid_from >= earliest):
        return None
    return Refusal("start_too_early", {"valid_from": valid_from, "earliest": earliest})
