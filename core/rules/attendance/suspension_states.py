"""The moves between the states of a suspension, as data (NS-8). What is not listed is refused."""

from core.domain.refusals import Refusal
from core.domain.suspensions import ACTIVE, ENDED, LIFTED

ABSENT = ""

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "suspend": ((ABSENT, LIFTED, ENDED), (ACTIVE,)),
    "change_end": ((ACTIVE,), (ACTIVE,)),
    "lift": ((ACTIVE,), (LIFTED,)),
    "end": ((ACTIVE,), (ENDED,)),
}
"""What is done, from which states, into which."""


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses `already_suspended` and `not_suspended`."""
    if state in MOVES[by][0]:
        return None
    return Refusal("already_suspended" if by == "suspend" else "not_suspended", {"state": state})
