"""What a client owns: passes, their append-only ledger, payments."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    BookingId,
    ClientId,
    CommandId,
    DeskId,
    LedgerEntryId,
    PassId,
    PassProductId,
    PaymentId,
    StaffId,
)
from core.domain.rows import Row, row

GRANT = "grant"
HOLD = "hold"
RELEASE = "release"
CAPTURE = "capture"
UNCAPTURE = "uncapture"
REFUND = "refund"
ADJUST = "adjust"
EXPIRE = "expire"
REVOKE = "revoke"

ACTIVE = "active"
VOID = "void"
ARCHIVED = "archived"
REMOVED = "removed"

PUNCH = "punch"
UNLIMITED = "unlimited"


@row
class Pass(Row, frozen=True, array_like=True):
    """A pass that a client owns: its terms as they were when it was sold.

    `valid_from` and `valid_until` are local dates, both included; "" means open. The balance is
    the sum of the ledger and stands nowhere (PASS-2). `batch` names the import that made it.
    State: active, void (the sale was taken back), archived, removed.
    """

    table: ClassVar[str] = "pass"

    id: PassId
    client_id: ClientId
    product_id: PassProductId
    name: str
    kind: str
    credits: int
    price: int
    sold_at: int
    valid_from: str = ""
    valid_until: str = ""
    services: str = "[]"
    locations: str = "[]"
    max_advance: int = 3
    charge_at_booking: int = 0
    batch: str = ""
    state: str = "active"
    changed_by: CommandId = CommandId("")


@row
class LedgerEntry(Row, frozen=True, array_like=True):
    """One signed change of a pass's credits (PASS-9). Never changed once written."""

    table: ClassVar[str] = "ledger_entry"
    append_only: ClassVar[bool] = True

    id: LedgerEntryId
    pass_id: PassId
    client_id: ClientId
    kind: str
    amount: int
    at: int
    booking_id: BookingId = BookingId("")
    reason: str = ""
    command_id: CommandId = CommandId("")


@row
class Payment(Row, frozen=True, array_like=True):
    """Money taken (PAY-1), in minor units of the organisation's currency.

    `receipt` is the number that was printed, given by the desk without gaps (PAY-4).
    `subject_id` is the pass or booking it pays.
    """

    table: ClassVar[str] = "payment"
    append_only: ClassVar[bool] = True

    id: PaymentId
    client_id: ClientId
    subject_id: str
    method: str
    amount: int
    receipt: str
    at: int
    desk_id: DeskId = DeskId("")
    staff_id: StaffId = StaffId("")
    command_id: CommandId = CommandId("")


PASSES_OF_CLIENT = finder("passes_of_client", Pass, "client_id", range="sold_at")
PASSES_OF_BATCH = finder("passes_of_batch", Pass, "batch")
LEDGER_OF_PASS = finder("ledger_of_pass", LedgerEntry, "pass_id", range="at")
PAYMENTS_OF_CLIENT = finder("payments_of_client", Payment, "client_id", range="at")
PAYMENTS_OF_DESK = finder("payments_of_desk", Payment, "desk_id", range="receipt")
PAYMENTS_OF_SUBJECT = finder("payments_of_subject", Payment, "subject_id")
