"""The moves between the states of an occurrence, as data (SCH-13). Others are refused."""

from core.domain.refusals import Refusal
from core.domain.schedule import CANCELLED, CLOSED, DROPPED, SCHEDULED

ABSENT = ""

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "create": ((ABSENT,), (SCHEDULED,)),
    "generate": ((ABSENT,), (SCHEDULED,)),
    "move": ((SCHEDULED,), (SCHEDULED,)),
    "substitute": ((SCHEDULED,), (SCHEDULED,)),
    "change_capacity": ((SCHEDULED,), (SCHEDULED,)),
    "cancel": ((SCHEDULED,), (CANCELLED,)),
    "close": ((SCHEDULED,), (CLOSED,)),
    "reinstate": ((CANCELLED,), (SCHEDULED,)),
    "reopen": ((CLOSED,), (SCHEDULED,)),
    "drop": ((SCHEDULED,), (DROPPED,)),
}
"""What is done, from which states, into which."""

_REFUSED_FROM = {
    CANCELLED: "class_cancelled",
    CLOSED: "class_closed",
    DROPPED: "class_dropped",
    SCHEDULED: "class_scheduled",
}


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses with what the class is instead: `class_cancelled`, `class_closed`, `class_dropped`,
    `class_scheduled`."""
    if state in MOVES[by][0]:
        return None
    return Refusal(_REFUSED_FROM[state])
