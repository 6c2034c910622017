"""How far a message has come: reports arrive late and in any order (NTF-6)."""

from core.domain.messages import DELIVERED, EXPIRED, FAILED, SENT
from core.domain.notices import NEEDS_A_CALL

_FURTHER = {SENT: 1, EXPIRED: 2, FAILED: 3, DELIVERED: 4}
"""What was delivered was, whatever another report says; a failure is further than a sending."""


def further(before: str, reported: str) -> str:
    """The state after a report, whichever came first."""
    return max(before, reported, key=lambda state: _FURTHER.get(state, 0))


def bounced(event: str, before: str, now: str) -> bool:
    """Whether somebody has to call: a message was on its way and came back (NTF-10)."""
    return event in NEEDS_A_CALL and before == SENT and now == FAILED
