"""Seats that the server lends to a desk, so that it can promise them while it is offline (M-02)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import CommandId, DeskId, LeaseId, LocationId, OccurrenceId
from core.domain.json_text import mapping
from core.domain.rows import Row, row

ACTIVE = "active"
RETURNED = "returned"
RELEASED = "released"
ENDED = "ended"


@row
class Lease(Row, frozen=True, array_like=True):
    """`seats` of an occurrence that one desk may promise until its start, in UTC milliseconds.

    `spent` is JSON: id of a booking that it made -> its seats. `wanted` 1 asks the desk to give
    back what it has not spent. State: active, returned (by the desk), released (by a manager,
    though the desk was silent: what it promised is still honoured), ended (the class has begun).
    """

    table: ClassVar[str] = "lease"

    id: LeaseId
    occurrence_id: OccurrenceId
    location_id: LocationId
    desk_id: DeskId
    seats: int
    until: int
    granted_at: int
    spent: str = "{}"
    wanted: int = 0
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")

    @property
    def unspent(self) -> int:
        """Seats that it still promises to nobody."""
        spent: dict[str, int] = mapping(self.spent)
        return max(0, self.seats - sum(spent.values()))


LEASES_OF_OCCURRENCE = finder("leases_of_occurrence", Lease, "occurrence_id", states=(ACTIVE,))
LEASES_OF_DESK = finder("leases_of_desk", Lease, "desk_id", range="until", states=(ACTIVE,))
LEASES_AT_LOCATION = finder("leases_at_location", Lease, "location_id", "state", range="until")
LEASES_BY_END = finder("leases_by_end", Lease, "state", range="until")
