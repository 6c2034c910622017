"""Handlers that give money back, or let a sum go (PAY-4, PERM-6, SET-26)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.refunds import Refund, WaiveDue
from core.domain.bookings import OWING, Booking
from core.domain.credits import (
    CARD,
    GIFT_METHOD,
    LIVE,
    PAYMENTS_OF_SUBJECT,
    REFUND,
    REFUNDED,
    TAKEN,
    WAIVED,
    Pass,
    Payment,
)
from core.domain.ids import CommandId, PaymentId, booking_id, derive
from core.domain.open_items import WAIVED as ITEM_WAIVED
from core.domain.open_items import OpenItem
from core.domain.people import Client
from core.domain.receipts import REFUND as REFUND_RECEIPT
from core.domain.receipts import ReceiptLine, ReceiptPayment
from core.domain.refusals import Refusal
from core.domain.settings import REFUND_LIMIT
from core.handlers.money.open_items import pay_item
from core.handlers.money.payments import given_back, named_line, paid_booking, paid_with
from core.handlers.money.receipts import Slip, issue
from core.handlers.passes.entries import entry
from core.handlers.registry import falls_back, handles
from core.handlers.scene import client_of
from core.ports import Reader, Tx
from core.rules.money.item_states import may_move
from core.rules.money.payment_states import refundable
from core.rules.money.prepaying import confirmed
from core.rules.money.tax import tax_back
from core.rules.permissions import permits
from core.rules.terms import Terms


@handles(Refund)
def refund(tx: Tx, act: Act, command: Refund) -> Outcome | Refusal:
    """Refuses `payment_unknown`, `reason_missing`, `receipt_missing`, `more_than_paid`,
    `refund_limit`."""
    payment = tx.get(Payment, command.payment_id)
    if payment is None or payment.kind != TAKEN:
        return Refusal("payment_unknown", {"payment_id": command.payment_id})
    if not command.reason.strip():
        return Refusal("reason_missing")
    if not command.receipt:
        return Refusal("receipt_missing")
    left = refundable(payment, tx.find(PAYMENTS_OF_SUBJECT, payment.subject_id))
    if command.amount > left:
        return Refusal("more_than_paid", {"left": left, "amount": command.amount})
    if refusal := _over_limit(tx, act, given_back(tx, paid_with(tx, payment)) + command.amount):
        return refusal
    facts = give_back_money(tx, act, payment, command)
    return Outcome("refunded", facts, _told(facts))


@falls_back(Refund)
def settle_refund(tx: Tx, act: Act, command: Refund, refusal: Refusal) -> Outcome | Refusal:
    """SET-26: a card is refunded once; cash that was handed out stands, flagged with the sum.

    The number that was printed for a card stays in its series, on a receipt of nothing (PAY-4).
    """
    payment = tx.get(Payment, command.payment_id)
    if payment is None or refusal.code not in ("more_than_paid", "refund_limit"):
        return refusal
    rows = tx.find(PAYMENTS_OF_SUBJECT, payment.subject_id)
    too_much = max(0, command.amount - refundable(payment, rows))
    if _method(payment, command) == CARD and too_much:
        _print(tx, act, payment, command)
        facts = {**_about(tx, payment, command), "settlement": "SET-26 refused"}
        return Outcome("refund_dropped", facts)
    facts = give_back_money(tx, act, payment, command)
    facts |= {"too_much": too_much, "settlement": "SET-26 refund"}
    return Outcome("refunded", facts, _told(facts))


def give_back_money(tx: Tx, act: Act, payment: Payment, command: Refund) -> dict[str, Any]:
    """Write the refund, its receipt, and what it means for what had been paid."""
    method = _method(payment, command)
    before = given_back(tx, [payment])
    printed = _line_back(tx, payment, command.amount)
    tx.put(
        replace(
            payment,
            id=PaymentId(derive(act.command_id, "refund", payment.id)),
            kind=REFUNDED,
            method=method,
            amount=-command.amount,
            receipt=command.receipt,
            at=act.occurred_at,
            desk_id=act.desk_id,
            staff_id=act.actor_id,
            command_id=CommandId(act.command_id),
            refund_of=payment.id,
            reason=command.reason,
            provider_id="",
        )
    )
    if method == GIFT_METHOD and (gift := tx.get(Pass, payment.provider_id)):
        tx.put(entry(act, gift, REFUND, command.amount, payment.id, command.reason))
    lower(tx, act, payment.subject_id, command.amount)
    _print(tx, act, payment, command, printed)
    left = payment.amount - before - command.amount
    return {**_about(tx, payment, command), "left": left, "provider_id": payment.provider_id}


def _about(tx: Reader, payment: Payment, command: Refund) -> dict[str, Any]:
    client = tx.get(Client, payment.client_id)
    return {
        "payment_id": payment.id,
        "client_id": payment.client_id,
        "client_name": client.name if client else "",
        "amount": command.amount,
        "method": _method(payment, command),
        "receipt": command.receipt,
    }


def lower(tx: Tx, act: Act, subject_id: str, amount: int) -> None:
    """Less was paid, and where it still counts as much less is owed."""
    if booking := paid_booking(tx, subject_id):
        price = max(0, booking.price - amount) if booking.state in OWING else booking.price
        paid = booking.paid - amount
        tx.put(replace(booking, paid=paid, price=price, changed_by=act.command_id))
    if item := tx.get(OpenItem, subject_id):
        pay_item(tx, act, replace(item, amount=max(0, item.amount - amount)), -amount)
    held = tx.get(Pass, subject_id)
    if held is not None and held.state in LIVE:
        tx.put(replace(held, price=max(0, held.price - amount), changed_by=act.command_id))


@handles(WaiveDue)
def waive_due(tx: Tx, act: Act, command: WaiveDue) -> Outcome | Refusal:
    """Refuses `client_unknown`, `reason_missing`, `payment_for_what`, `nothing_due`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if not command.reason.strip():
        return Refusal("reason_missing")
    if bool(command.occurrence_id) == bool(command.item_id):
        return Refusal("payment_for_what")
    subject = command.item_id or booking_id(command.occurrence_id, client.id)
    waived = _let_go(tx, act, subject, client.id)
    if not waived:
        return Refusal("nothing_due", {"client_name": client.name})
    facts = {
        "client_id": client.id,
        "client_name": client.name,
        "occurrence_id": command.occurrence_id,
        "item_id": command.item_id,
        "amount": waived,
    }
    return Outcome("due_waived", facts, (Event("due_waived", facts),))


def _let_go(tx: Tx, act: Act, subject: str, client_id: str) -> int:
    """End what is open, and give how much that was; the row says that it is no money."""
    booking, item = tx.get(Booking, subject), tx.get(OpenItem, subject)
    waived = 0
    if booking is not None and booking.due:
        waived = booking.due
        paid = replace(booking, price=booking.price - waived, changed_by=act.command_id)
        tx.put(confirmed(paid))
    if item is not None and item.client_id == client_id and not may_move("waive", item.state):
        waived = item.due
        tx.put(
            replace(
                item,
                state=ITEM_WAIVED,
                next_try_at=0,
                ended_by=act.actor_id,
                changed_by=act.command_id,
            )
        )
    owner = booking.client_id if booking else item.client_id if item else None
    if waived and owner is not None:
        tx.put(
            Payment(
                PaymentId(derive(act.command_id, "waive", subject)),
                owner,
                subject,
                "",
                0,
                "",
                act.occurred_at,
                act.desk_id,
                act.actor_id,
                CommandId(act.command_id),
                WAIVED,
                waived,
            )
        )
    return waived


def _over_limit(tx: Reader, act: Act, total: int) -> Refusal | None:
    limit = Terms(tx, act.location_id).of(REFUND_LIMIT)
    if total <= limit or permits(tx, act, "refund_beyond_limit"):
        return None
    return Refusal("refund_limit", {"limit": limit, "amount": total})


def _method(payment: Payment, command: Refund) -> str:
    return "cash" if command.to == "cash" else payment.method


def _told(facts: dict[str, Any]) -> tuple[Event, ...]:
    asked = (Event("card_refund_asked", facts),) if facts["method"] == CARD else ()
    return (Event("payment_refunded", facts), *asked)


def _line_back(tx: Reader, payment: Payment, amount: int) -> ReceiptLine:
    """The line of a refund. Its tax is a part of the tax that the whole line had, which several
    payments may have paid: all parts together give back just that (PAY-16)."""
    kind, subject, name, rate = named_line(tx, payment)
    same = [one for one in paid_with(tx, payment, by_any=True) if _same_line(one, payment)]
    gross = sum(one.amount for one in same)
    tax = tax_back(gross, rate, given_back(tx, same), amount)
    return ReceiptLine(kind, subject, name, -amount, rate, -tax)


def _same_line(one: Payment, payment: Payment) -> bool:
    return one.subject_id == payment.subject_id


def _print(tx: Tx, act: Act, payment: Payment, command: Refund, *lines: ReceiptLine) -> None:
    slip = Slip(
        command.receipt,
        payment.client_id,
        kind=REFUND_RECEIPT,
        of_number=payment.receipt,
        reason=command.reason,
    )
    method = _method(payment, command)
    issue(tx, act, slip, lines, [ReceiptPayment(method, one.gross) for one in lines])
