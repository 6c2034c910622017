"""Writes open items: made, paid, withdrawn; a paid period lets its membership go on."""

from msgspec.structs import replace

from core.changes import Act
from core.domain.credits import ACTIVE, PAST_DUE, Pass
from core.domain.open_items import OPEN, PAID, PERIOD, WITHDRAWN, OpenItem
from core.ports import Tx
from core.rules.money.item_states import ABSENT, may_move


def make_item(tx: Tx, act: Act, item: OpenItem) -> OpenItem:
    """Write an item that is due; one that was withdrawn is due again, any other stays."""
    before = tx.get(OpenItem, item.id)
    if before is not None and may_move("make", before.state):
        return before
    made = replace(item, paid=before.paid if before else 0, changed_by=act.command_id)
    tx.put(made)
    return made


def pay_item(tx: Tx, act: Act, item: OpenItem, amount: int) -> OpenItem:
    """Add what was paid, a negative amount where money goes back."""
    paid = item.paid + amount
    runs = item.state in (OPEN, PAID)
    state = (PAID if paid >= item.amount else OPEN) if runs else item.state
    settled = replace(item, paid=paid, state=state, next_try_at=0, changed_by=act.command_id)
    tx.put(settled)
    held = tx.get(Pass, item.subject_id) if item.kind == PERIOD else None
    if held is not None and held.state == PAST_DUE and state == PAID:
        tx.put(replace(held, state=ACTIVE, changed_by=act.command_id))
    return settled


def withdraw_item(tx: Tx, act: Act, item_id: str) -> OpenItem | None:
    """End an item whose cause was taken back; the one that was open, or None."""
    item = tx.get(OpenItem, item_id)
    if may_move("withdraw", item.state if item else ABSENT) or item is None:
        return None
    tx.put(replace(item, state=WITHDRAWN, next_try_at=0, changed_by=act.command_id))
    return item
