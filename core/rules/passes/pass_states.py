"""The states of a pass, computed, and the moves between them, as data (PASS-13).

Stored are only the sale, its freezes and how it ended. What is not listed is refused.
"""

from core.domain.credits import (
    ACTIVE,
    CANCELLED,
    ENDED,
    ENDING,
    PAST_DUE,
    PENDING,
    VOID,
    Pass,
)
from core.domain.refusals import Refusal

ABSENT = ""
NOT_STARTED = "not_started"
FROZEN = "frozen"
USED_UP = "used_up"
EXPIRED = "expired"

STANDINGS = (
    PENDING,
    NOT_STARTED,
    ACTIVE,
    FROZEN,
    USED_UP,
    EXPIRED,
    PAST_DUE,
    ENDING,
    ENDED,
    CANCELLED,
    VOID,
)

_RUNNING = (NOT_STARTED, ACTIVE, FROZEN, USED_UP)

MOVES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sell": ((ABSENT,), (PENDING, NOT_STARTED, ACTIVE)),
    "pay": ((PENDING,), (NOT_STARTED, ACTIVE)),
    "void": ((PENDING, *_RUNNING), (VOID,)),
    "freeze": ((ACTIVE,), (ACTIVE, FROZEN)),
    "unfreeze": ((ACTIVE, FROZEN), (ACTIVE, USED_UP)),
    "expire": ((EXPIRED,), (EXPIRED,)),
    "extend": ((*_RUNNING, EXPIRED), (*_RUNNING, EXPIRED)),
    "adjust": ((*_RUNNING, EXPIRED, PAST_DUE, ENDING), (*_RUNNING, EXPIRED, PAST_DUE, ENDING)),
    "renew": ((ACTIVE, USED_UP, EXPIRED), (ACTIVE, FROZEN, USED_UP)),
    "charge": ((PAST_DUE,), (ACTIVE, FROZEN, USED_UP, EXPIRED)),
    "charge_fails": ((ACTIVE, FROZEN, USED_UP, PAST_DUE), (PAST_DUE, ENDED)),
    "end": ((ACTIVE, FROZEN, USED_UP), (ENDING,)),
    "keep_on": ((ENDING,), (ACTIVE, FROZEN, USED_UP)),
    "end_now": ((ENDING, PAST_DUE, EXPIRED), (ENDED,)),
    "cancel": ((PENDING, *_RUNNING, EXPIRED, PAST_DUE, ENDING, ENDED), (CANCELLED,)),
}
"""What is done, from which states, into which."""


def standing(held: Pass, balance: int, today: str) -> str:
    """The state of a pass on a local date: how it ended, else what dates and ledger say."""
    if held.state != ACTIVE:
        return held.state if held.state in STANDINGS else VOID
    if held.valid_until and today > held.valid_until:
        return EXPIRED
    if today < held.valid_from or (not held.valid_from and held.starts != "sale"):
        return NOT_STARTED
    if held.frozen_from and held.frozen_from <= today <= held.frozen_until:
        return FROZEN
    return USED_UP if balance <= 0 and not held.uncounted else ACTIVE


def may_move(by: str, state: str) -> Refusal | None:
    """Refuses `pass_cannot` with the state, for what is not listed."""
    if state in MOVES[by][0]:
        return None
    return Refusal("pass_cannot", {"state": state.replace("_", " ")})


def may_end(by: str, state: str) -> bool:
    """Whether a move may end in a state; a handler that tried another would be a bug."""
    return state in MOVES[by][1]
