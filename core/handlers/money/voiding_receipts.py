"""Takes a whole receipt of today back: money, credits, stock (PAY-14)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.till import VoidReceipt
from core.domain.credits import (
    GIFT_METHOD,
    GRANT,
    LEDGER_OF_PASS,
    PAYMENTS_OF_DESK,
    REFUND,
    REVOKE,
    TAKEN,
    VOID,
    Pass,
    Payment,
)
from core.domain.drawer import CLOSINGS_OF_DESK
from core.domain.organisation import Location
from core.domain.receipts import (
    OF_HELD,
    OF_RETAIL,
    RECEIPTS_BY_NUMBER,
    RECEIPTS_TAKING_BACK,
    SALE,
    Receipt,
    ReceiptLine,
    ReceiptPayment,
    lines_of,
    payments_of,
)
from core.domain.receipts import VOID as VOID_RECEIPT
from core.domain.refusals import Refusal
from core.domain.till import DISCOUNTS_OF_CLIENT, RETURNED
from core.domain.zones import local_date
from core.handlers.money.crediting import paid_for
from core.handlers.money.payments import pay_back
from core.handlers.money.receipts import Slip, issue
from core.handlers.money.stock import Step, move
from core.handlers.money.till_discounts import free_code
from core.handlers.money.voiding import dates_of, used_by
from core.handlers.passes.entries import entry
from core.handlers.registry import handles
from core.ports import Reader, Tx
from core.rules.money.drawer import is_closed
from core.rules.passes.credits import balance
from core.rules.permissions import permits


@handles(VoidReceipt)
def void_receipt(tx: Tx, act: Act, command: VoidReceipt) -> Outcome | Refusal:
    """Refuses `receipt_unknown`, `receipt_missing`, `already_voided`, `voided_too_late`,
    `drawer_closed`, `void_others`, and `pass_used` with the dates."""
    receipt = _sale(tx, command.number)
    if receipt is None:
        return Refusal("receipt_unknown", {"receipt": command.number})
    if not command.receipt:
        return Refusal("receipt_missing")
    if refusal := _may_void(tx, act, receipt):
        return refusal
    sold = _passes(tx, receipt)
    for held in sold:
        if used := used_by(tx, tx.find(LEDGER_OF_PASS, held.id)):
            facts = {"pass_name": held.name, "dates": dates_of(tx, used)}
            return Refusal("pass_used", facts)
    _take_back(tx, act, receipt, sold)
    _print(tx, act, receipt, command)
    facts = _facts(receipt)
    return Outcome("receipt_voided", facts, (Event("sale_undone", facts),))


def _sale(tx: Reader, number: str) -> Receipt | None:
    found = [row for row in tx.find(RECEIPTS_BY_NUMBER, number) if row.kind == SALE]
    return max(found, key=lambda row: (row.at, row.id), default=None)


def _may_void(tx: Reader, act: Act, receipt: Receipt) -> Refusal | None:
    facts = {"receipt": receipt.number}
    if tx.find(RECEIPTS_TAKING_BACK, receipt.number):
        return Refusal("already_voided", facts)
    location = tx.get(Location, receipt.location_id)
    zone = location.zone if location else "UTC"
    if local_date(act.occurred_at, zone) != local_date(receipt.at, zone):
        return Refusal("voided_too_late", facts)
    known = tx.find(CLOSINGS_OF_DESK, receipt.desk_id, since=receipt.at)
    if is_closed(known, (row.id for row in _payments(tx, receipt))):
        return Refusal("drawer_closed", facts)
    if receipt.staff_id != act.actor_id and not permits(tx, act, "void_others_sale"):
        return Refusal("void_others", facts)
    return None


def _passes(tx: Reader, receipt: Receipt) -> list[Pass]:
    """The passes that this receipt sold, not those that it only paid."""
    found = []
    for line in lines_of(receipt):
        held = tx.get(Pass, line.subject_id) if line.kind == OF_HELD else None
        if held is not None and any(
            row.kind == GRANT and row.command_id == receipt.command_id
            for row in tx.find(LEDGER_OF_PASS, held.id)
        ):
            found.append(held)
    return found


def _take_back(tx: Tx, act: Act, receipt: Receipt, sold: list[Pass]) -> None:
    for held in sold:
        left = balance(tx.find(LEDGER_OF_PASS, held.id))
        tx.put(entry(act, held, REVOKE, -left, reason="receipt voided"))
        tx.put(replace(held, state=VOID, expires_on="", changed_by=act.command_id))
    for payment in _payments(tx, receipt):
        pay_back(tx, act, payment, receipt.number)
        paid_for(tx, act, payment.subject_id, -payment.amount)
        gift = tx.get(Pass, payment.provider_id) if payment.method == GIFT_METHOD else None
        if gift is not None:
            tx.put(entry(act, gift, REFUND, payment.amount, payment.id, "receipt voided"))
    for use in tx.find(DISCOUNTS_OF_CLIENT, receipt.client_id, since=receipt.at):
        if use.command_id == receipt.command_id:
            free_code(tx, act, use)
    for number, line in enumerate(lines_of(receipt)):
        if line.kind == OF_RETAIL:
            step = Step(RETURNED, line.quantity, "receipt voided", f"{number}")
            move(tx, act, line.subject_id, receipt.location_id, step)


def _payments(tx: Reader, receipt: Receipt) -> list[Payment]:
    """The rows of money of this receipt; a blank follows every number that begins like it."""
    rows = tx.find(
        PAYMENTS_OF_DESK, receipt.desk_id, since=receipt.number, until=f"{receipt.number} "
    )
    return [row for row in rows if row.kind == TAKEN and row.command_id == receipt.command_id]


def _print(tx: Tx, act: Act, receipt: Receipt, command: VoidReceipt) -> None:
    slip = Slip(
        command.receipt,
        receipt.client_id,
        receipt.location_id,
        VOID_RECEIPT,
        receipt.number,
        command.reason,
    )
    back = [ReceiptPayment(one.method, -one.amount) for one in payments_of(receipt)]
    issue(tx, act, slip, [_negative(line) for line in lines_of(receipt)], back)


def _negative(line: ReceiptLine) -> ReceiptLine:
    return replace(line, gross=-line.gross, tax=-line.tax, discount=-line.discount)


def _facts(receipt: Receipt) -> dict[str, Any]:
    return {
        "receipt": receipt.number,
        "client_id": receipt.client_id,
        "location_id": receipt.location_id,
        "returned": receipt.total,
    }
