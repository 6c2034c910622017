"""What falls due about seats on lease (M-02): lent ahead of classes, ended at the start."""

from collections.abc import Iterator

from core.commands.leases import CallBackLeases, EndLeases, GrantLease
from core.domain.leases import ACTIVE, LEASES_AT_LOCATION, LEASES_BY_END, Lease
from core.domain.organisation import DESKS_OF_LOCATION, LOCATIONS_BY_STATE, Desk
from core.domain.schedule import OPEN_AT_LOCATION, Occurrence
from core.domain.settings import SEAT_LEASES
from core.domain.zones import HOUR_MS, MINUTE_MS
from core.ports import Reader
from core.rules.booking.holdings import seats_taken
from core.rules.booking.leases import seats_lent
from core.rules.due.registry import Due, Moment, falls_due
from core.rules.terms import Terms

AHEAD_MS = 12 * HOUR_MS
"""Desks are lent seats of the classes that start so soon."""
CONNECTED_MS = 5 * MINUTE_MS
"""A desk that was silent for longer is lent nothing new."""
AGAIN_MS = 5 * MINUTE_MS
"""What a desk has spent or given back is lent anew after so long at the earliest."""


@falls_due
def seats_to_lend(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Seats of the next classes for each desk of their place that is connected."""
    for place in tx.find(LOCATIONS_BY_STATE, "active"):
        desks = [desk for desk in tx.find(DESKS_OF_LOCATION, place.id) if _hears(desk, moment)]
        if not desks or not Terms(tx, place.id).of(SEAT_LEASES):
            continue
        soon = moment.now + AHEAD_MS
        lent = tx.find(LEASES_AT_LOCATION, place.id, ACTIVE, since=moment.now, until=soon)
        holders = {(one.occurrence_id, one.desk_id) for one in lent if one.unspent}
        for occurrence in tx.find(OPEN_AT_LOCATION, place.id, since=moment.now, until=soon):
            wanting = [desk for desk in desks if (occurrence.id, desk.id) not in holders]
            if wanting and _spared(tx, occurrence):
                for desk in wanting:
                    cause = f"{occurrence.id} {desk.id} {moment.now // AGAIN_MS}"
                    yield Due(GrantLease(occurrence.id, desk.id), cause)


@falls_due
def leases_to_call_back(tx: Reader, moment: Moment) -> Iterator[Due]:
    """A class that has shrunk, or was overbooked on purpose, needs the seats itself."""
    for place in tx.find(LOCATIONS_BY_STATE, "active"):
        for lease in tx.find(LEASES_AT_LOCATION, place.id, ACTIVE, since=moment.now):
            occurrence = tx.get(Occurrence, lease.occurrence_id)
            if occurrence and occurrence.over_capacity and lease.unspent and not lease.wanted:
                yield Due(CallBackLeases(occurrence.id), f"{lease.id} {occurrence.changed_by}")


@falls_due
def leases_to_end(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Loans of classes that have begun."""
    ended: dict[str, Lease] = {}
    for lease in tx.find(LEASES_BY_END, ACTIVE, until=moment.now + 1):
        ended.setdefault(lease.occurrence_id, lease)
    for occurrence_id, lease in ended.items():
        yield Due(EndLeases(occurrence_id), f"{lease.id} {lease.until}")


def _hears(desk: Desk, moment: Moment) -> bool:
    return desk.state == "active" and moment.now - moment.heard_from(desk.id) <= CONNECTED_MS


def _spared(tx: Reader, occurrence: Occurrence) -> int:
    free = occurrence.capacity - seats_taken(tx, occurrence.id)
    return seats_lent(occurrence.capacity, free)
