"""Numbered equipment: where the spots are, who has which, and what is out of order."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    ClientId,
    CommandId,
    OccurrenceId,
    OutageId,
    ResourceId,
    SpotId,
    SpotUseId,
)
from core.domain.rows import Row, row

ACTIVE = "active"
RETIRED = "retired"
TAKEN = "taken"
LEFT = "left"
ENDED = "ended"


@row
class Spot(Row, frozen=True, array_like=True):
    """One numbered unit of a resource and its place on the map, in steps from the top left (RES-4).

    State: active, retired (no longer on the map).
    """

    table: ClassVar[str] = "spot"

    id: SpotId
    resource_id: ResourceId
    label: str
    x: int
    y: int
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class SpotUse(Row, frozen=True, array_like=True):
    """A client's spot in an occurrence: one row per (occurrence, spot), so that one holds one.

    It counts while it is `taken` and the client's booking holds a seat; `starts_at` repeats the
    occurrence's.
    """

    table: ClassVar[str] = "spot_use"

    id: SpotUseId
    occurrence_id: OccurrenceId
    spot_id: SpotId
    client_id: ClientId
    starts_at: int
    state: str = TAKEN
    changed_by: CommandId = CommandId("")


@row
class Outage(Row, frozen=True, array_like=True):
    """So many units of a resource cannot be used from a moment on, to another (0: not known yet).

    Times are UTC milliseconds. `spot_id` names the unit where the units are numbered (RES-5).
    """

    table: ClassVar[str] = "outage"

    id: OutageId
    resource_id: ResourceId
    units: int
    starts_at: int
    ends_at: int = 0
    spot_id: SpotId = SpotId("")
    reason: str = ""
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


SPOTS_OF_RESOURCE = finder("spots_of_resource", Spot, "resource_id", states=(ACTIVE,))
USES_OF_OCCURRENCE = finder("uses_of_occurrence", SpotUse, "occurrence_id", states=(TAKEN,))
USES_OF_CLIENT = finder("uses_of_client", SpotUse, "client_id", range="starts_at", states=(TAKEN,))
USES_OF_SPOT = finder("uses_of_spot", SpotUse, "spot_id", range="starts_at", states=(TAKEN,))
OUTAGES_OF_RESOURCE = finder("outages_of_resource", Outage, "resource_id", states=(ACTIVE,))
