"""Handlers of retail items, their stock, and discount codes (PAY-6, PAY-15)."""

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.till import (
    CreateDiscountCode,
    CreateRetailItem,
    EndDiscountCode,
    MoveStock,
)
from core.domain.catalogue import PassProduct
from core.domain.ids import (
    CommandId,
    LocationId,
    RetailItemId,
    StockMoveId,
    derive,
    discount_code_id,
)
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.till import (
    ACTIVE,
    ENDED,
    STOCK_OF_ITEM,
    DiscountCode,
    RetailItem,
    StockMove,
)
from core.domain.zones import is_date
from core.handlers.registry import handles
from core.ports import Reader, Tx


class Step(msgspec.Struct, frozen=True):
    """One change of a stock, signed; `name` tells two of one kind in a command apart."""

    kind: str
    amount: int
    reason: str = ""
    name: str = ""


@handles(CreateRetailItem)
def create_retail_item(tx: Tx, act: Act, command: CreateRetailItem) -> Outcome | Refusal:
    """Add a thing to the till."""
    key = RetailItemId(derive(act.command_id, "retail_item"))
    tx.put(RetailItem(key, command.name, command.price, command.tax_rate, command.barcode))
    facts = {"item_id": key, "name": command.name}
    return Outcome("created", facts, (Event("retail_item_created", facts),))


@handles(MoveStock)
def move_stock(tx: Tx, act: Act, command: MoveStock) -> Outcome | Refusal:
    """Refuses `retail_unknown`, `location_unknown`, `reason_missing` where fewer were counted."""
    item = tx.get(RetailItem, command.item_id)
    if item is None:
        return Refusal("retail_unknown", {"item_id": command.item_id})
    if tx.get(Location, command.location_id) is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    if command.amount < 0 and not command.reason.strip():
        return Refusal("reason_missing")
    left = move(
        tx, act, item.id, command.location_id, Step(command.kind, command.amount, command.reason)
    )
    facts = {"item_id": item.id, "item_name": item.name, "left": left}
    return Outcome("stock_moved", facts, (Event("stock_moved", facts),))


def stock_left(tx: Reader, item_id: str, location_id: str) -> int:
    """How many of an item are at a location: the sum of its moves."""
    return sum(one.amount for one in tx.find(STOCK_OF_ITEM, item_id, location_id))


@handles(CreateDiscountCode)
def create_discount_code(tx: Tx, _act: Act, command: CreateDiscountCode) -> Outcome | Refusal:
    """Refuses `code_exists`, `invalid_date`, `share_too_large`, `product_unknown`."""
    key = discount_code_id(command.code)
    present = tx.get(DiscountCode, key)
    if present is not None and present.state == ACTIVE:
        return Refusal("code_exists", {"code": present.code})
    for day in (command.valid_from, command.valid_until):
        if day and not is_date(day):
            return Refusal("invalid_date", {"date": day})
    if command.kind == "percent" and command.value > 10_000:
        return Refusal("share_too_large", {"value": command.value})
    for one in command.product_ids:
        if tx.get(PassProduct, one) is None and tx.get(RetailItem, one) is None:
            return Refusal("product_unknown", {"product_id": one})
    tx.put(
        DiscountCode(
            key,
            command.code,
            command.kind,
            command.value,
            command.valid_from,
            command.valid_until,
            command.max_uses,
            command.per_client,
            dump(command.product_ids),
        )
    )
    facts = {"code_id": key, "name": command.code}
    return Outcome("created", facts, (Event("discount_code_created", facts),))


@handles(EndDiscountCode)
def end_discount_code(tx: Tx, _act: Act, command: EndDiscountCode) -> Outcome | Refusal:
    """Refuses `code_unknown`."""
    code = tx.get(DiscountCode, discount_code_id(command.code))
    if code is None or code.state != ACTIVE:
        return Refusal("code_unknown", {"code": command.code})
    tx.put(replace(code, state=ENDED))
    return Outcome("code_ended", {"code": code.code}, (Event("code_ended", {"code": code.code}),))


def move(tx: Tx, act: Act, item_id: str, location_id: str, step: Step) -> int:
    """Write one move, and give how many are left then."""
    key = derive(act.command_id, "stock", item_id, step.kind, step.name)
    tx.put(
        StockMove(
            StockMoveId(key),
            RetailItemId(item_id),
            LocationId(location_id),
            step.kind,
            step.amount,
            act.occurred_at,
            step.reason,
            CommandId(act.command_id),
        )
    )
    return stock_left(tx, item_id, location_id)
