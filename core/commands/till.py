"""Commands of the till: what stands on one receipt, stock, discount codes (PAY-6, PAY-15)."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import (
    Few,
    Id,
    Key,
    Line,
    Many,
    Money,
    Name,
    OptionalDate,
    OptionalId,
    Reason,
    Receipt,
    SaleOverride,
    TakenMethod,
    TaxRate,
)
from core.commands.registry import Command, Kind, declare

Pieces = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
Count = Annotated[int, msgspec.Meta(ge=-100_000, le=100_000)]
Uses = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Code = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9-]+\Z")]


class Discount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is taken off, with the reason (PAY-15): minor units, hundredths of a percent, or a
    code, whose own terms then say how much."""

    kind: Literal["amount", "percent", "code"]
    value: Money = 0
    code: Receipt = ""
    reason: Reason = ""


class TillLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line: a pass product or retail item that is sold, or something due that is paid.

    `subject_id` is the product's or item's id; for `booking` the occurrence's, for `due_pass` the
    pass's, for `item` the open item's. `price` is for one, as it was said. `client_id` is whose it
    is where the buyer pays for their household, "" for the buyer's own. `valid_from` is the first
    day of a pass, "" for the usual one (PASS-16).
    """

    kind: Literal["pass", "retail", "booking", "due_pass", "item"]
    subject_id: Id
    price: Money
    quantity: Pieces = 1
    discount: Discount | None = None
    client_id: OptionalId = ""
    valid_from: OptionalDate = ""


class TillPayment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of what was paid (PAY-13). A gift pays from `gift_id`."""

    method: TakenMethod
    amount: Money
    gift_id: OptionalId = ""


@declare(
    "sell_at_till",
    kind=Kind.FACT,
    permission="sell_pass",
    label="Sold at the till, receipt {receipt}",
    undo="void_receipt",
)
class SellAtTill(Command, frozen=True):
    """Sell passes and retail and take what is due, on one receipt, in one or several payments.

    `client_id` "" sells retail to nobody in particular. `discount` is spread over what is sold.
    """

    location_id: Id
    receipt: Receipt
    lines: Annotated[tuple[TillLine, ...], msgspec.Meta(min_length=1, max_length=100)]
    payments: Annotated[tuple[TillPayment, ...], msgspec.Meta(max_length=10)] = ()
    client_id: OptionalId = ""
    discount: Discount | None = None
    override: Few[SaleOverride] = ()
    reason: Reason = ""


@declare(
    "void_receipt",
    kind=Kind.PROMISE,
    permission="sell_pass",
    label="Voided receipt {number}",
)
class VoidReceipt(Command, frozen=True):
    """Take a sale of today back, before the drawer is closed: money, credits, stock (PAY-14)."""

    number: Key
    receipt: Receipt
    reason: Reason = ""


@declare(
    "create_retail_item",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Added {name} to the till",
)
class CreateRetailItem(Command, frozen=True):
    """A thing that is sold at the till (PAY-6)."""

    name: Name
    price: Money
    tax_rate: TaxRate = 0
    barcode: Line = ""


@declare(
    "move_stock",
    kind=Kind.FACT,
    permission="move_stock",
    label="Changed the stock of {item} by {amount}",
)
class MoveStock(Command, frozen=True):
    """Some of an item came, came back, or were counted otherwise (PAY-6)."""

    item_id: Id
    location_id: Id
    amount: Count
    kind: Literal["delivered", "returned", "counted"] = "delivered"
    reason: Reason = ""


@declare(
    "create_discount_code",
    kind=Kind.PROMISE,
    permission="manage_codes",
    label="Made the discount code {code}",
)
class CreateDiscountCode(Command, frozen=True):
    """A code with its limits (PAY-15); one that has ended can be made anew."""

    code: Code
    kind: Literal["amount", "percent"]
    value: Money
    valid_from: OptionalDate = ""
    valid_until: OptionalDate = ""
    max_uses: Uses = 0
    per_client: Uses = 0
    product_ids: Many[Id] = ()


@declare(
    "end_discount_code",
    kind=Kind.PROMISE,
    permission="manage_codes",
    label="Ended the discount code {code}",
)
class EndDiscountCode(Command, frozen=True):
    """The code takes nothing off any more."""

    code: Code
