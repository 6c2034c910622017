"""The drawer of a desk: cash put in and taken out, and its closings (PAY-5, PAY-11)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import CashMoveId, ClosingId, CommandId, DeskId, LocationId, StaffId
from core.domain.rows import Row, row

OPENING = "opening"
PAY_IN = "pay_in"
PAY_OUT = "pay_out"
CASH = "cash"


@row
class CashMove(Row, frozen=True, array_like=True):
    """Cash that came into a drawer or left it without a sale, signed, in minor units."""

    table: ClassVar[str] = "cash_move"
    append_only: ClassVar[bool] = True

    id: CashMoveId
    desk_id: DeskId
    kind: str
    amount: int
    at: int
    reason: str = ""
    staff_id: StaffId = StaffId("")
    command_id: CommandId = CommandId("")


@row
class Closing(Row, frozen=True, array_like=True):
    """One closing of a drawer, in minor units: cash expected and counted, and what stays in it.

    `sums` (JSON) maps each method to its sum, `payments` and `moves` (JSON lists of ids) are what
    it counted: what arrives later is in none of them and goes to the next closing.
    """

    table: ClassVar[str] = "closing"
    append_only: ClassVar[bool] = True

    id: ClosingId
    desk_id: DeskId
    location_id: LocationId
    at: int
    expected: int
    counted: int
    left: int
    sums: str
    payments: str
    moves: str
    note: str = ""
    staff_id: StaffId = StaffId("")
    command_id: CommandId = CommandId("")

    @property
    def difference(self) -> int:
        """What was counted beyond what was expected; negative where cash is missing."""
        return self.counted - self.expected


CASH_OF_DESK = finder("cash_of_desk", CashMove, "desk_id", range="at")
CLOSINGS_OF_DESK = finder("closings_of_desk", Closing, "desk_id", range="at")
CLOSINGS_AT_LOCATION = finder("closings_at_location", Closing, "location_id", range="at")
