"""The moves between the states of a booking request, as data (AVL-10). Others are refused."""

from core.domain.refusals import Refusal
from core.domain.requests import ACCEPTED, DECLINED, EXPIRED, PENDING, WITHDRAWN

ABSENT = ""

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ask": ((ABSENT,), (PENDING,)),
    "pay": ((PENDING,), (PENDING,)),
    "escalate": ((PENDING,), (PENDING,)),
    "accept": ((PENDING,), (ACCEPTED,)),
    "decline": ((PENDING,), (DECLINED,)),
    "withdraw": ((PENDING,), (WITHDRAWN,)),
    "expire": ((PENDING,), (EXPIRED,)),
}
"""What is done, from which states, into which. `escalated` is a flag beside the state."""


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses `request_closed`."""
    if state in MOVES[by][0]:
        return None
    return Refusal("request_closed", {"state": state})
