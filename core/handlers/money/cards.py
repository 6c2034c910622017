"""Handlers of card payments: asked, and what the provider tells of them (PAY-3, PAY-8, BK-31)."""

from typing import Any

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.cards import RecordPayment, StartCard
from core.commands.sales import TakePayment
from core.domain.bookings import BOOKED, CANCELLED_STATES, Booking
from core.domain.credits import (
    DISPUTE_WON,
    DISPUTED,
    FAILED,
    PAYMENTS_OF_PROVIDER,
    PENDING,
    PENDING_CARD,
    REFUNDED,
    TAKEN,
    VOID,
    Pass,
    Payment,
)
from core.domain.ids import CommandId, PaymentId, booking_id, derive
from core.domain.open_items import OpenItem
from core.domain.refusals import Refusal
from core.handlers.money.crediting import make_sure
from core.handlers.money.open_items import pay_item
from core.handlers.money.payments import ask_card, paid_booking
from core.handlers.money.prepaying import is_lapsed, revived
from core.handlers.money.refunds import lower
from core.handlers.passes.sales import due_for
from core.handlers.registry import handles
from core.handlers.scene import client_facts, client_of, scene_of
from core.ports import Tx
from core.rules.money.prepaying import confirmed

_KINDS = {
    "paid": TAKEN,
    "failed": FAILED,
    "expired": FAILED,
    "refunded": REFUNDED,
    "disputed": DISPUTED,
    "dispute_won": DISPUTE_WON,
    "dispute_lost": REFUNDED,
}
_SIGN = {TAKEN: 1, REFUNDED: -1}


@handles(StartCard)
def start_card(tx: Tx, act: Act, command: StartCard) -> Outcome | Refusal:
    """Refuses `client_unknown`, `payment_for_what`, `nothing_due`, `more_than_due`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    named = (command.occurrence_id, command.pass_id, command.item_id)
    if sum(map(bool, named)) != 1:
        return Refusal("payment_for_what")
    due = due_for(tx, TakePayment(client.id, command.amount, "other", "", *named))
    if not due:
        return Refusal("nothing_due", {"client_name": client.name})
    if command.amount > due:
        return Refusal("more_than_due", {"due": due, "amount": command.amount})
    subject = command.pass_id or command.item_id or booking_id(command.occurrence_id, client.id)
    reference = ask_card(tx, act, client.id, subject, command.amount)
    facts = {
        "client_id": client.id,
        "client_name": client.name,
        "occurrence_id": command.occurrence_id,
        "amount": command.amount,
        "reference": reference,
    }
    return Outcome("card_asked", facts, (Event("card_asked", facts),))


@handles(RecordPayment)
def record_payment(tx: Tx, act: Act, command: RecordPayment) -> Outcome | Refusal:
    """Refuses `payment_unknown` for a reference that was never asked."""
    rows = tx.find(PAYMENTS_OF_PROVIDER, command.reference)
    asked = next((row for row in rows if row.kind == PENDING_CARD), None)
    if asked is None:
        return Refusal("payment_unknown", {"payment_id": command.reference})
    facts = {
        "client_id": asked.client_id,
        "amount": command.amount,
        "reference": command.reference,
    }
    key = told_id(command.reference, command.event, command.event_id)
    ours = command.event_id and tx.get(Payment, command.event_id)
    if tx.get(Payment, key) is not None or ours:
        return Outcome("payment_known", facts)
    kind = _KINDS[command.event]
    tx.put(_row(act, asked, command, PaymentId(key), kind))
    if kind == TAKEN:
        return _paid(tx, act, asked, command, facts)
    if kind == REFUNDED:
        lower(tx, act, asked.subject_id, command.amount)
    if command.event == "expired":
        _void_unpaid(tx, act, asked.subject_id)
    return Outcome("payment_told", facts, (Event(f"payment_{command.event}", facts),))


def told_id(reference: str, event: str, event_id: str = "") -> str:
    """The id of the row of one thing that a provider told."""
    return derive("provider", reference, event, event_id if event == "refunded" else "")


def _row(act: Act, asked: Payment, command: RecordPayment, key: PaymentId, kind: str) -> Payment:
    refunds = kind == REFUNDED
    return replace(
        asked,
        id=key,
        kind=kind,
        amount=_SIGN.get(kind, 0) * command.amount,
        asked=command.amount,
        at=act.occurred_at,
        command_id=CommandId(act.command_id),
        refund_of=PaymentId(told_id(command.reference, "paid") if refunds else ""),
        provider_id="" if command.event == "refunded" else command.reference,
    )


def _paid(
    tx: Tx, act: Act, asked: Payment, command: RecordPayment, facts: dict[str, Any]
) -> Outcome:
    """The money came: the seat is sure, the pass holds, the item is paid; or it comes too late."""
    taken = Event("payment_taken", facts)
    if item := tx.get(OpenItem, asked.subject_id):
        pay_item(tx, act, item, command.amount)
    held = tx.get(Pass, asked.subject_id)
    if held is not None and held.state in (PENDING, VOID):
        make_sure(tx, act, held)
    booking = paid_booking(tx, asked.subject_id)
    if booking is None:
        return Outcome("payment_told", facts, (taken,))
    live = revived(tx, act, booking) if is_lapsed(booking) else booking
    if live is None or live.state in CANCELLED_STATES:
        return _too_late(tx, act, asked, booking, command)
    sure = confirmed(replace(live, paid=live.paid + command.amount))
    tx.put(replace(sure, changed_by=act.command_id))
    facts |= _class(tx, sure)
    made_sure = sure.state == BOOKED and booking.state != BOOKED
    told = (taken, Event("booked", facts)) if made_sure else (taken,)
    return Outcome("payment_told", facts, told)


def _too_late(
    tx: Tx, act: Act, asked: Payment, booking: Booking, command: RecordPayment
) -> Outcome:
    """The seat is gone: the money goes back at once, and the client is told (PAY-8)."""
    key = PaymentId(derive("provider", command.reference, "too late"))
    back = _row(act, asked, command, key, REFUNDED)
    tx.put(replace(back, provider_id="", reason="seat gone"))
    facts = {
        **_class(tx, booking),
        "amount": command.amount,
        "reference": command.reference,
        "refund_id": key,
    }
    events = (Event("card_refund_asked", facts), Event("payment_too_late", facts))
    return Outcome("payment_too_late", facts, events)


def _class(tx: Tx, booking: Booking) -> dict[str, Any]:
    scene = scene_of(tx, booking.occurrence_id)
    return {} if isinstance(scene, Refusal) else client_facts(tx, scene, booking.client_id)


def _void_unpaid(tx: Tx, act: Act, subject_id: str) -> None:
    held = tx.get(Pass, subject_id)
    if held is not None and held.state == PENDING:
        tx.put(replace(held, state=VOID, changed_by=act.command_id))
