"""Handlers that change the things that are sold at the till once they are there (PAY-6)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.offer import ArchiveRetailItem, EditRetailItem, UnarchiveRetailItem
from core.domain.refusals import Refusal
from core.domain.till import ACTIVE, RetailItem
from core.handlers.registry import handles
from core.ports import Reader, Tx

_FIELDS = ("name", "price", "tax_rate", "barcode")


@handles(EditRetailItem)
def edit_retail_item(tx: Tx, _act: Act, command: EditRetailItem) -> Outcome | Refusal:
    """Refuses `retail_unknown`."""
    item = _item(tx, command.item_id)
    if isinstance(item, Refusal):
        return item
    given = {n: value for n in _FIELDS if (value := getattr(command, n)) is not None}
    return _put(tx, item, replace(item, **given))


@handles(ArchiveRetailItem)
def archive_retail_item(tx: Tx, _act: Act, command: ArchiveRetailItem) -> Outcome | Refusal:
    """Refuses `retail_unknown`. Twice is once."""
    item = _item(tx, command.item_id)
    return item if isinstance(item, Refusal) else _put(tx, item, replace(item, state="archived"))


@handles(UnarchiveRetailItem)
def unarchive_retail_item(tx: Tx, _act: Act, command: UnarchiveRetailItem) -> Outcome | Refusal:
    """Refuses `retail_unknown`. Twice is once."""
    item = _item(tx, command.item_id)
    return item if isinstance(item, Refusal) else _put(tx, item, replace(item, state=ACTIVE))


def _item(tx: Reader, item_id: str) -> RetailItem | Refusal:
    return tx.get(RetailItem, item_id) or Refusal("retail_unknown", {"item_id": item_id})


def _put(tx: Tx, before: RetailItem, after: RetailItem) -> Outcome:
    tx.put(after)
    fields = [n for n in after.__struct_fields__ if getattr(before, n) != getattr(after, n)]
    facts = {
        "item_id": after.id,
        "name": after.name,
        "before": {name: getattr(before, name) for name in fields},
    }
    return Outcome("retail_changed", facts, (Event("retail_changed", facts),))
