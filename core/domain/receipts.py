"""Receipts as they were printed: numbered per desk without gaps, with lines and taxes (PAY-4)."""

from typing import ClassVar

import msgspec

from core.domain.finder import finder
from core.domain.ids import ClientId, CommandId, DeskId, LocationId, ReceiptId, StaffId
from core.domain.rows import Row, row

SALE = "sale"
REFUND = "refund"
VOID = "void"

OF_HELD = "pass"
OF_BOOKING = "booking"
OF_ITEM = "item"
OF_RETAIL = "retail"
"""What a line is for; `subject_id` then names it."""


class ReceiptLine(msgspec.Struct, frozen=True):
    """One line: gross and the tax in it in minor units, the rate in hundredths of a percent.

    `discount` was taken off before; `reason` says why.
    """

    kind: str
    subject_id: str
    name: str
    gross: int
    tax_rate: int = 0
    tax: int = 0
    quantity: int = 1
    discount: int = 0
    reason: str = ""


class ReceiptPayment(msgspec.Struct, frozen=True):
    """How one part of it was paid, in minor units; negative where money went back."""

    method: str
    amount: int


@row
class Receipt(Row, frozen=True, array_like=True):
    """One receipt. `number` is what was printed, such as LON-B-000123.

    `lines` is a JSON list of ReceiptLine, `payments` of ReceiptPayment; `total` is their sum.
    `of_number` is the receipt that a refund or void takes back.
    """

    table: ClassVar[str] = "receipt"
    append_only: ClassVar[bool] = True

    id: ReceiptId
    number: str
    kind: str
    at: int
    total: int
    lines: str
    payments: str
    client_id: ClientId = ClientId("")
    location_id: LocationId = LocationId("")
    desk_id: DeskId = DeskId("")
    staff_id: StaffId = StaffId("")
    of_number: str = ""
    reason: str = ""
    command_id: CommandId = CommandId("")


RECEIPTS_OF_DESK = finder("receipts_of_desk", Receipt, "desk_id", range="number")
RECEIPTS_BY_NUMBER = finder("receipts_by_number", Receipt, "number")
RECEIPTS_TAKING_BACK = finder("receipts_taking_back", Receipt, "of_number")
RECEIPTS_OF_CLIENT = finder("receipts_of_client", Receipt, "client_id", range="at")

_lines = msgspec.json.Decoder(tuple[ReceiptLine, ...]).decode
_payments = msgspec.json.Decoder(tuple[ReceiptPayment, ...]).decode


def lines_of(receipt: Receipt) -> tuple[ReceiptLine, ...]:
    """The lines of a receipt."""
    return _lines(receipt.lines)


def payments_of(receipt: Receipt) -> tuple[ReceiptPayment, ...]:
    """How a receipt was paid."""
    return _payments(receipt.payments)
