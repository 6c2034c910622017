"""What a client owes beside bookings and passes: fees, the periods of memberships (PAY-9)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import ClientId, CommandId, LocationId, OpenItemId, StaffId
from core.domain.rows import Row, row

FEE = "fee"
PERIOD = "period"

OPEN = "open"
PAID = "paid"
WAIVED = "waived"
WITHDRAWN = "withdrawn"
ITEM_STATES = (OPEN, PAID, WAIVED, WITHDRAWN)


@row
class OpenItem(Row, frozen=True, array_like=True):
    """One sum that is due, in minor units, and what was paid of it.

    `kind` is fee or period, `subject_id` the booking or pass that it is for. A charge of the saved
    card has failed `tries` times and is asked again at `next_try_at` (UTC milliseconds, 0 never).
    State: open, paid, waived by a manager, or withdrawn, since what caused it was taken back.
    """

    table: ClassVar[str] = "open_item"

    id: OpenItemId
    client_id: ClientId
    kind: str
    name: str
    amount: int
    at: int
    subject_id: str = ""
    location_id: LocationId = LocationId("")
    paid: int = 0
    tries: int = 0
    next_try_at: int = 0
    reason: str = ""
    tax_rate: int = 0
    ended_by: StaffId = StaffId("")
    state: str = OPEN
    changed_by: CommandId = CommandId("")

    @property
    def due(self) -> int:
        """What is still owed, in minor units."""
        return max(0, self.amount - self.paid) if self.state == OPEN else 0


ITEMS_OF_CLIENT = finder("items_of_client", OpenItem, "client_id", range="at")
OPEN_ITEMS_OF_CLIENT = finder(
    "open_items_of_client", OpenItem, "client_id", range="at", states=(OPEN,)
)
ITEMS_TO_TRY = finder("items_to_try", OpenItem, "state", range="next_try_at")
