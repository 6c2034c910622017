"""Clients barred from booking for a time."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import ClientId, CommandId, LocationId, StaffId, SuspensionId
from core.domain.rows import Row, row

ACTIVE = "active"
LIFTED = "lifted"
ENDED = "ended"
SUSPENSION_STATES = (ACTIVE, LIFTED, ENDED)


@row
class Suspension(Row, frozen=True, array_like=True):
    """A client may not book from `starts_at` to before `until`, UTC milliseconds (NS-3, NS-8).

    `location_id` "" bars at all locations. `counted_to` is the end of the last class whose no-show
    it used up; 0 for one that staff gave by hand, who then stand in `made_by`.
    """

    table: ClassVar[str] = "suspension"

    id: SuspensionId
    client_id: ClientId
    starts_at: int
    until: int
    location_id: LocationId = LocationId("")
    reason: str = ""
    counted_to: int = 0
    made_by: StaffId = StaffId("")
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


SUSPENSIONS_OF_CLIENT = finder("suspensions_of_client", Suspension, "client_id", range="starts_at")
SUSPENSIONS_BY_END = finder("suspensions_by_end", Suspension, "state", range="until")
SUSPENSIONS_BY_START = finder("suspensions_by_start", Suspension, "state", range="starts_at")
