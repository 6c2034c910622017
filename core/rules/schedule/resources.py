"""Resources: at no instant is more allocated than exists (RES-1 to RES-3)."""

from collections.abc import Iterable

import msgspec

from core.domain.refusals import Refusal
from core.domain.schedule import Allocation, Resource
from core.domain.spots import Outage

NEVER = 4_102_444_800_000
"""The year 2100: an outage of which nobody knows the end."""


class Load(msgspec.Struct, frozen=True):
    """So many units of one resource in use from a moment to another, half-open."""

    starts_at: int
    ends_at: int
    amount: int


def places(resource: Resource, units: int | None = None) -> int:
    """How many can use a resource, or some of its units, at once (RES-6)."""
    each = 1 if resource.exclusive else resource.users
    return each * (resource.quantity if units is None else units)


def broken(resource: Resource, outages: Iterable[Outage]) -> list[Load]:
    """What is out of order, as if somebody used it (RES-5)."""
    return [
        Load(one.starts_at, one.ends_at or NEVER, places(resource, one.units)) for one in outages
    ]


def load_of(allocation: Allocation, seats: int) -> Load:
    """What an allocation uses when so many seats are taken (RES-3)."""
    return Load(
        allocation.starts_at,
        allocation.ends_at,
        allocation.per_class + allocation.per_attendee * seats,
    )


def peak(loads: Iterable[Load], starts_at: int, ends_at: int) -> int:
    """The most that is in use at any instant of the span: a sweep over starts and ends."""
    steps: list[tuple[int, int]] = []
    for load in loads:
        if load.starts_at < ends_at and starts_at < load.ends_at:
            steps.append((max(load.starts_at, starts_at), load.amount))
            steps.append((min(load.ends_at, ends_at), -load.amount))
    most = used = 0
    for _, amount in sorted(steps):
        used += amount
        most = max(most, used)
    return most


def fits(resource: Resource, others: Iterable[Load], wanted: Load) -> Refusal | None:
    """Refuses `resource_short` with how many are left. A shared resource counts its users."""
    left = places(resource) - peak(others, wanted.starts_at, wanted.ends_at)
    if wanted.amount <= left:
        return None
    return Refusal(
        "resource_short",
        {
            "resource_id": resource.id,
            "resource_name": resource.name,
            "needed": wanted.amount,
            "left": max(0, left),
        },
    )
