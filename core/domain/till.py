"""What the till knows: retail items with their stock, discount codes with their uses (PAY-6)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    ClientId,
    CommandId,
    DiscountCodeId,
    DiscountUseId,
    LocationId,
    RetailItemId,
    StockMoveId,
)
from core.domain.rows import Row, row

ACTIVE = "active"
ENDED = "ended"

DELIVERED = "delivered"
SOLD = "sold"
RETURNED = "returned"
COUNTED = "counted"


@row
class RetailItem(Row, frozen=True, array_like=True):
    """A thing that is sold at the till (PAY-6), at a price in minor units with its tax.

    How many are left is the sum of its moves and stands nowhere.
    """

    table: ClassVar[str] = "retail_item"

    id: RetailItemId
    name: str
    price: int
    tax_rate: int = 0
    barcode: str = ""
    state: str = ACTIVE


@row
class StockMove(Row, frozen=True, array_like=True):
    """One signed change of how many of an item are at a location. Never changed once written."""

    table: ClassVar[str] = "stock_move"
    append_only: ClassVar[bool] = True

    id: StockMoveId
    item_id: RetailItemId
    location_id: LocationId
    kind: str
    amount: int
    at: int
    reason: str = ""
    command_id: CommandId = CommandId("")


@row
class DiscountCode(Row, frozen=True, array_like=True):
    """A code that takes something off (PAY-15): `kind` amount (minor units) or percent (hundredths
    of a percent). Dates are local, both included, "" is open; 0 uses are without limit;
    `products` is a JSON list of what it holds for, empty for all.
    """

    table: ClassVar[str] = "discount_code"

    id: DiscountCodeId
    code: str
    kind: str
    value: int
    valid_from: str = ""
    valid_until: str = ""
    max_uses: int = 0
    per_client: int = 0
    products: str = "[]"
    state: str = ACTIVE


@row
class DiscountUse(Row, frozen=True, array_like=True):
    """One use of a code, or minus one where its receipt was voided; limits look at the sum."""

    table: ClassVar[str] = "discount_use"
    append_only: ClassVar[bool] = True

    id: DiscountUseId
    code_id: DiscountCodeId
    client_id: ClientId
    amount: int
    at: int
    command_id: CommandId = CommandId("")
    count: int = 1


STOCK_OF_ITEM = finder("stock_of_item", StockMove, "item_id", "location_id", range="at")
USES_OF_CODE = finder("uses_of_code", DiscountUse, "code_id", range="at")
DISCOUNTS_OF_CLIENT = finder("discounts_of_client", DiscountUse, "client_id", range="at")
