"""How many seats a desk is lent, and whether a booking lies inside what it was lent (M-02)."""

from core.changes import Act
from core.domain.json_text import mapping
from core.domain.leases import ACTIVE, LEASES_OF_OCCURRENCE, RETURNED, Lease
from core.domain.schedule import CLOSED, SCHEDULED, Occurrence
from core.ports import Reader

SHARE = 10
"""A desk is lent one seat in ten, and at least one."""
SPARED = 2
"""Nothing is lent once so few are free."""


def seats_lent(capacity: int, free: int) -> int:
    """How many of the free seats one desk is lent: a tenth of all, never more than half of them."""
    if free <= SPARED:
        return 0
    return min(max(1, capacity // SHARE), free // 2)


def seats_on_lease(tx: Reader, occurrence_id: str) -> int:
    """Seats that desks were lent and have promised to nobody (BK-28)."""
    return sum(lease.unspent for lease in tx.find(LEASES_OF_OCCURRENCE, occurrence_id))


def usable(tx: Reader, act: Act, occurrence: Occurrence, seats: int, *, full: bool) -> Lease | None:
    """The lease inside which these seats are promised, None for none.

    At first a desk spends its own when it is offline, or when there is no other seat. What it has
    spent then is named by the act, in replay and settlement, and counts also where a manager took
    the lease back meanwhile, or somebody closed the class: only a cancelled one ends it.
    """
    if occurrence.state not in (SCHEDULED, CLOSED if act.shown else SCHEDULED):
        return None
    for lease in _candidates(tx, act, occurrence):
        ours = lease.desk_id == act.desk_id and lease.occurrence_id == occurrence.id
        if ours and act.occurred_at < lease.until and lease.unspent >= seats:
            if act.shown:
                return lease if lease.state != RETURNED else None
            if lease.state == ACTIVE and (act.offline or full):
                return lease
    return None


def promised(lease: Lease, booking_id: str) -> bool:
    """Whether a booking was made inside a lease."""
    return booking_id in mapping(lease.spent)


def _candidates(tx: Reader, act: Act, occurrence: Occurrence) -> list[Lease]:
    if not act.desk_id:
        return []
    if act.shown:
        named = [tx.get(Lease, one) for one in act.terms]
        return [lease for lease in named if lease is not None]
    return tx.find(LEASES_OF_OCCURRENCE, occurrence.id)
