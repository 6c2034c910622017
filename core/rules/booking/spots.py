"""Who can have which spot: the usual one first, else the nearest free (RES-4, RES-7)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.domain.bookings import SEATED, Booking
from core.domain.ids import booking_id
from core.domain.schedule import ALLOCATIONS_OF_OCCURRENCE, HELD, Occurrence
from core.domain.spots import (
    OUTAGES_OF_RESOURCE,
    SPOTS_OF_RESOURCE,
    USES_OF_CLIENT,
    USES_OF_OCCURRENCE,
    Outage,
    Spot,
    SpotUse,
)
from core.domain.zones import DAY_MS
from core.ports import Reader

USUAL_OF_DAYS = 180
USUAL_OF_VISITS = 10


def spots_of(tx: Reader, occurrence: Occurrence) -> list[Spot]:
    """The spots of what each attendee uses, by place on the map; none where nothing is numbered."""
    found = [
        spot
        for held in tx.find(ALLOCATIONS_OF_OCCURRENCE, occurrence.id)
        if held.per_attendee and held.state == HELD
        for spot in tx.find(SPOTS_OF_RESOURCE, held.resource_id)
    ]
    return sorted(found, key=lambda spot: (spot.y, spot.x, spot.label))


def uses(tx: Reader, occurrence_id: str) -> list[SpotUse]:
    """The spots that are taken: a booking without a seat holds none."""
    return [use for use in tx.find(USES_OF_OCCURRENCE, occurrence_id) if _seated(tx, use)]


def _seated(tx: Reader, use: SpotUse) -> bool:
    booking = tx.get(Booking, booking_id(use.occurrence_id, use.client_id))
    return booking is not None and booking.state in SEATED


def is_broken(tx: Reader, spot: Spot, occurrence: Occurrence) -> bool:
    """Whether a spot is out of order at the time of an occurrence."""
    return any(
        one.spot_id == spot.id and covers(one, occurrence)
        for one in tx.find(OUTAGES_OF_RESOURCE, spot.resource_id)
    )


def covers(outage: Outage, occurrence: Occurrence) -> bool:
    """Whether an outage reaches into an occurrence."""
    open_end = not outage.ends_at or outage.ends_at > occurrence.starts_at
    return outage.starts_at < occurrence.ends_at and open_end


def free_spots(tx: Reader, occurrence: Occurrence) -> list[Spot]:
    """The spots that nobody has and that are in order, by place on the map."""
    taken = {use.spot_id for use in uses(tx, occurrence.id)}
    return [
        spot
        for spot in spots_of(tx, occurrence)
        if spot.id not in taken and not is_broken(tx, spot, occurrence)
    ]


def nearest(spots: Sequence[Spot], wanted: Spot) -> Spot | None:
    """The spot that is nearest on the map, the first by place where several are."""
    return min(
        spots,
        key=lambda one: ((one.x - wanted.x) ** 2 + (one.y - wanted.y) ** 2, one.y, one.x),
        default=None,
    )


def usual(tx: Reader, client_id: str, spots: Iterable[Spot], now: int) -> Spot | None:
    """The spot that a client had most often lately, among these; the later one at a tie."""
    known = {spot.id: spot for spot in spots}
    past = tx.find(USES_OF_CLIENT, client_id, since=now - USUAL_OF_DAYS * DAY_MS, until=now)
    mine = [use.spot_id for use in past if use.spot_id in known][-USUAL_OF_VISITS:]
    often = Counter(mine)
    if not often:
        return None
    most = max(often.values())
    return known[next(key for key in reversed(mine) if often[key] == most)]
