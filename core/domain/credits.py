"""What a client owns: passes, their append-only ledger, payments."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    BookingId,
    ClientId,
    CommandId,
    DeskId,
    FreezeId,
    LedgerEntryId,
    LocationId,
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

PENDING = "pending"
PAST_DUE = "past_due"
ENDING = "ending"
ENDED = "ended"
CANCELLED = "cancelled"
PASS_STATES = (ACTIVE, PENDING, PAST_DUE, ENDING, ENDED, CANCELLED, VOID, ARCHIVED, REMOVED)
"""What is stored of a pass; the rest is computed from dates and ledger (PASS-13)."""
LIVE = (ACTIVE, ENDING, PAST_DUE)

PUNCH = "punch"
PACKAGE = "package"
UNLIMITED = "unlimited"
COURSE = "course"
MEMBERSHIP = "membership"
GIFT = "gift"
PASS_KINDS = (PUNCH, PACKAGE, UNLIMITED, COURSE, MEMBERSHIP, GIFT)

TAKEN = "taken"
REFUNDED = "refund"
VOIDED = "void"
PENDING_CARD = "pending"
FAILED = "failed"
DISPUTED = "disputed"
DISPUTE_WON = "dispute_won"
WAIVED = "waived"
PAYMENT_KINDS = (
    TAKEN,
    REFUNDED,
    VOIDED,
    PENDING_CARD,
    FAILED,
    DISPUTED,
    DISPUTE_WON,
    WAIVED,
)
CARD = "card"
GIFT_METHOD = "gift"

AT_SALE = "sale"
AT_FIRST_USE = "first_use"

OWN_CREDITS = "own_credits"
GUEST_PASSES = "guest_passes"
DROP_IN_PRICE = "drop_in_price"


@row
class Pass(Row, frozen=True, array_like=True):
    """A pass that a client owns: its terms as they were when it was sold.

    `valid_from` and `valid_until` are local dates, both included; "" means open. The balance is
    the sum of the ledger and stands nowhere (PASS-2). `batch` names the import that made it,
    `location_id` is where it was sold. One that starts at first use has no `valid_from` until
    then. `frozen_from` to `frozen_until` (both included) is the last freeze, `frozen_days` the sum
    of all, `extended_days` what staff added. `expires_on` is the date after which the server ends
    its credits, "" once it has. A membership is in its `periods`th period; `auto_charge` 1 asks
    the client's saved card.
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
    location_id: LocationId = LocationId("")
    validity_days: int = 0
    validity_months: int = 0
    starts: str = AT_SALE
    guests: str = ""
    guest_passes: int = 0
    shared: int = 0
    freezes: int = 2
    freeze_days: int = 60
    extend_days: int = 0
    standby_only: int = 0
    frozen_from: str = ""
    frozen_until: str = ""
    frozen_days: int = 0
    extended_days: int = 0
    tax_rate: int = 0
    expires_on: str = ""
    periods: int = 1
    auto_charge: int = 0

    @property
    def unlimited(self) -> bool:
        """Any number of visits: an unlimited pass, or such a membership."""
        return self.kind == UNLIMITED or (self.kind == MEMBERSHIP and not self.credits)

    @property
    def uncounted(self) -> bool:
        """Whether its ledger moves nothing (PASS-9): unlimited, or a course by its steps."""
        return self.unlimited or (self.kind == COURSE and not self.credits)


@row
class Freeze(Row, frozen=True, array_like=True):
    """A pause of a pass, by local dates, both included (PASS-12).

    One that is ended early keeps the days that it lasted; state: active, or void if none did.
    """

    table: ClassVar[str] = "pass_freeze"

    id: FreezeId
    pass_id: PassId
    client_id: ClientId
    starts_on: str
    ends_on: str
    days: int
    reason: str = ""
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class LedgerEntry(Row, frozen=True, array_like=True):
    """One signed change of a pass's credits (PASS-9). Never changed once written.

    `guests` is the signed change of its guest passes (PASS-8).
    """

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
    guests: int = 0


@row
class Payment(Row, frozen=True, array_like=True):
    """One thing that happened with money (PAY-1), in minor units of the organisation's currency.

    `kind` says what: only `taken`, `refund` and `void` move money, so that the sum of `amount` is
    always what was kept; a card that is `pending`, `failed` or `disputed` says so with `asked` and
    an amount of 0. `receipt` is the number that was printed, given by the desk without gaps
    (PAY-4). `subject_id` is the pass, booking or open item it pays, `refund_of` the payment that
    it gives back, `provider_id` the provider's name of it.
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
    kind: str = TAKEN
    asked: int = 0
    refund_of: PaymentId = PaymentId("")
    provider_id: str = ""
    reason: str = ""


PASSES_OF_CLIENT = finder("passes_of_client", Pass, "client_id", range="sold_at")
PASSES_OF_BATCH = finder("passes_of_batch", Pass, "batch")
PASSES_TO_EXPIRE = finder(
    "passes_to_expire",
    Pass,
    "state",
    range="expires_on",
    covers=("product_id", "location_id", "valid_until", "kind", "credits", "price"),
)
FREEZES_OF_PASS = finder("freezes_of_pass", Freeze, "pass_id", range="starts_on")
LEDGER_OF_PASS = finder("ledger_of_pass", LedgerEntry, "pass_id", range="at")
PAYMENTS_OF_CLIENT = finder("payments_of_client", Payment, "client_id", range="at")
PAYMENTS_OF_DESK = finder("payments_of_desk", Payment, "desk_id", range="receipt")
PAYMENTS_OF_DESK_BY_TIME = finder(
    "payments_of_desk_by_time",
    Payment,
    "desk_id",
    range="at",
    covers=("amount", "method", "subject_id", "client_id", "receipt"),
)
PAYMENTS_OF_PROVIDER = finder("payments_of_provider", Payment, "provider_id")
PAYMENTS_OF_SUBJECT = finder("payments_of_subject", Payment, "subject_id")
