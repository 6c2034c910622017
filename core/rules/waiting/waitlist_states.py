"""The moves between the states of a waitlist entry, as data (WL-11). All others are refused."""

from core.domain.bookings import (
    CLOSED,
    DECLINED,
    IN_LINE,
    LAPSED,
    LEFT,
    OFFERED,
    PROMOTED,
    WAITING,
)
from core.domain.refusals import Refusal

ABSENT = ""

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "join": ((ABSENT, DECLINED, LAPSED, LEFT, PROMOTED, CLOSED), (WAITING,)),
    "pin": (IN_LINE, IN_LINE),
    "present": (IN_LINE, IN_LINE),
    "offer": ((WAITING,), (OFFERED,)),
    "promote": ((WAITING, OFFERED), (PROMOTED,)),
    "accept": ((WAITING, OFFERED), (PROMOTED,)),
    "decline": ((OFFERED,), (DECLINED,)),
    "lapse": ((OFFERED,), (LAPSED,)),
    "withdraw": ((OFFERED,), (WAITING,)),
    "leave": ((WAITING, OFFERED), (LEFT,)),
    "close": ((WAITING, OFFERED), (CLOSED,)),
}
"""What is done, from which states, into which. One who was promoted and gave the seat back, and
one whose class was closed and reopened, can join again, at the end."""


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses `already_waiting`, `not_offered`, `not_waiting`."""
    if state in MOVES[by][0]:
        return None
    if by == "join":
        return Refusal("already_waiting", {"state": state})
    if by in ("decline", "lapse", "withdraw"):
        return Refusal("not_offered", {"state": state})
    return Refusal("not_waiting", {"state": state})
