"""The moves between the states of an open item, as data (PAY-9). What is not listed is refused."""

from core.domain.open_items import OPEN, PAID, WAIVED, WITHDRAWN
from core.domain.refusals import Refusal

ABSENT = ""

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "make": ((ABSENT, WITHDRAWN), (OPEN,)),
    "pay": ((OPEN,), (OPEN, PAID)),
    "refund": ((OPEN, PAID), (OPEN, PAID)),
    "waive": ((OPEN,), (WAIVED,)),
    "withdraw": ((OPEN,), (WITHDRAWN,)),
}
"""What is done, from which states, into which."""


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses `item_settled` with the state, for what is not listed."""
    if state in MOVES[by][0]:
        return None
    return Refusal("item_settled", {"state": state})
