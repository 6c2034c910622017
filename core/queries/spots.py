"""The map of an occurrence's numbered equipment: who has which spot, what is broken (RES-4)."""

import msgspec

from core.domain.ids import ClientId, ResourceId, SpotId
from core.domain.schedule import Allocation, Occurrence
from core.domain.spots import OUTAGES_OF_RESOURCE, Outage, Spot, SpotUse
from core.ports import Reader
from core.rules.booking.spots import covers, free_spots, spots_of, uses, usual

TABLES = (Spot, SpotUse, Outage, Allocation)


class SpotLine(msgspec.Struct, frozen=True):
    """One spot at its place, in steps from the top left. `client_id` is "" while it is free,
    `broken` says why it cannot be used, "" where it can; without a reason it says "-"."""

    spot_id: SpotId
    resource_id: ResourceId
    label: str
    x: int
    y: int
    client_id: ClientId = ClientId("")
    broken: str = ""


def of_occurrence(rows: Reader, occurrence_id: str) -> list[SpotLine]:
    """All spots of what each attendee uses, by place; none where nothing is numbered."""
    occurrence = rows.get(Occurrence, occurrence_id)
    if occurrence is None:
        return []
    spots = spots_of(rows, occurrence)
    if not spots:
        return []
    holder = {use.spot_id: use.client_id for use in uses(rows, occurrence_id)}
    broken = _broken(rows, spots, occurrence)
    return [
        SpotLine(
            spot.id,
            spot.resource_id,
            spot.label,
            spot.x,
            spot.y,
            holder.get(spot.id, ClientId("")),
            broken.get(spot.id, ""),
        )
        for spot in spots
    ]


def proposed(rows: Reader, occurrence_id: str, client_id: str, now: int) -> SpotId:
    """The free spot that a client would be given: the usual one, else the first; "" without any."""
    occurrence = rows.get(Occurrence, occurrence_id)
    free = free_spots(rows, occurrence) if occurrence else []
    liked = usual(rows, client_id, free, now) or (free[0] if free else None)
    return liked.id if liked else SpotId("")


def usual_of(rows: Reader, occurrence_id: str, client_id: str, now: int) -> SpotId:
    """The spot of this class that a client had most often lately, free or not; "" for none."""
    occurrence = rows.get(Occurrence, occurrence_id)
    liked = usual(rows, client_id, spots_of(rows, occurrence), now) if occurrence else None
    return liked.id if liked else SpotId("")


def _broken(rows: Reader, spots: list[Spot], occurrence: Occurrence) -> dict[SpotId, str]:
    return {
        one.spot_id: one.reason or "-"
        for resource_id in {spot.resource_id for spot in spots}
        for one in rows.find(OUTAGES_OF_RESOURCE, resource_id)
        if one.spot_id and covers(one, occurrence)
    }
