"""What falls due about booking requests: they end, and before that they go to the managers."""

from collections.abc import Iterator

from core.commands.requesting import EscalateRequest, ExpireRequest
from core.domain.requests import PENDING, REQUESTS_BY_END, REQUESTS_BY_ESCALATION
from core.ports import Reader
from core.rules.due.registry import Due, Moment, falls_due


@falls_due
def requests_to_expire(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Requests that nobody answered in time (AVL-6)."""
    for one in tx.find(REQUESTS_BY_END, PENDING, until=moment.now + 1):
        yield Due(ExpireRequest(one.id), one.id)


@falls_due
def requests_to_escalate(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Requests that an instructor left unanswered for a day, and that do not end now (AVL-4)."""
    for one in tx.find(REQUESTS_BY_ESCALATION, PENDING, 0, until=moment.now + 1):
        if not one.intro and one.expires_at > moment.now:
            yield Due(EscalateRequest(one.id), one.id)
