"""Seats taken of an occurrence, and what it holds of resources (BK-1, BK-28, RES-2)."""

from core.domain.bookings import (
    BOOKINGS_OF_OCCURRENCE,
    HOLDS_OF_OCCURRENCE,
    OFFERS_OF_OCCURRENCE,
)
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    ALLOCATIONS_OF_RESOURCE,
    HELD,
    LONGEST_OCCURRENCE_MS,
    Allocation,
    Occurrence,
    Resource,
)
from core.domain.spots import OUTAGES_OF_RESOURCE
from core.ports import Reader
from core.rules.booking.capacity import seats_used
from core.rules.booking.leases import seats_on_lease
from core.rules.schedule.resources import Load, broken, fits, load_of


def seats_taken(tx: Reader, occurrence_id: str) -> int:
    """Seats of bookings, open offers, staff holds and unspent leases (BK-1, BK-28)."""
    return seats_used(tx.find(BOOKINGS_OF_OCCURRENCE, occurrence_id)) + seats_kept(
        tx, occurrence_id
    )


def seats_given(tx: Reader, occurrence_id: str) -> int:
    """Seats taken without those that are only lent: what a refill is measured by (BK-21)."""
    return seats_taken(tx, occurrence_id) - seats_on_lease(tx, occurrence_id)


def seats_kept(tx: Reader, occurrence_id: str) -> int:
    """Seats that nobody has booked and nobody else can: open offers, staff holds, and what desks
    were lent (BK-28)."""
    return seats_set_aside(tx, occurrence_id) + seats_on_lease(tx, occurrence_id)


def seats_set_aside(tx: Reader, occurrence_id: str) -> int:
    """Seats of open offers and staff holds."""
    offers = tx.find(OFFERS_OF_OCCURRENCE, occurrence_id)
    holds = tx.find(HOLDS_OF_OCCURRENCE, occurrence_id)
    return sum(offer.seats for offer in offers) + sum(hold.seats for hold in holds)


def seats_supplied(tx: Reader, occurrence: Occurrence, used: int, more: int) -> Refusal | None:
    """Whether the resources suffice for more seats (RES-3).

    Refuses `resource_short` with how many the new seats need, and how many are left for them.
    """
    for held in tx.find(ALLOCATIONS_OF_OCCURRENCE, occurrence.id):
        if not held.per_attendee or held.state != HELD:
            continue
        resource = tx.get(Resource, held.resource_id)
        refusal = resource and fits(resource, others(tx, held), load_of(held, used + more))
        if refusal:
            left = refusal.facts["left"] - load_of(held, used).amount
            needed = held.per_attendee * more
            return Refusal(refusal.code, {**refusal.facts, "left": max(0, left), "needed": needed})
    return None


def others(tx: Reader, wanted: Allocation) -> list[Load]:
    """What all other occurrences use of a resource around an allocation's time."""
    return loads(
        tx, wanted.resource_id, wanted.starts_at, wanted.ends_at, besides=wanted.occurrence_id
    )


def loads(
    tx: Reader, resource_id: str, starts_at: int, ends_at: int, *, besides: str = ""
) -> list[Load]:
    """What occurrences, but for one, and outages take of a resource in a span of time."""
    near = tx.find(
        ALLOCATIONS_OF_RESOURCE,
        resource_id,
        since=starts_at - 2 * LONGEST_OCCURRENCE_MS,
        until=ends_at,
    )
    used = [
        load_of(held, _seats(tx, held))
        for held in near
        if held.occurrence_id != besides and held.ends_at > starts_at
    ]
    outages = tx.find(OUTAGES_OF_RESOURCE, resource_id)
    resource = tx.get(Resource, resource_id) if outages else None
    return used + broken(resource, outages) if resource else used


def _seats(tx: Reader, held: Allocation) -> int:
    if not held.per_attendee:
        return 0
    return seats_taken(tx, held.occurrence_id)
