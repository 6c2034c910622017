"""Handlers of credits corrected and money taken."""

from core.changes import Act, Event, Outcome
from core.commands.sales import AdjustCredits, TakePayment
from core.domain.bookings import Booking
from core.domain.credits import (
    ADJUST,
    GIFT_METHOD,
    LEDGER_OF_PASS,
    LIVE,
    PAYMENTS_OF_SUBJECT,
    PENDING,
    Pass,
)
from core.domain.ids import booking_id
from core.domain.open_items import OpenItem
from core.domain.people import Client
from core.domain.receipts import ReceiptPayment
from core.domain.refusals import Refusal
from core.domain.settings import ADJUST_LIMIT
from core.handlers.money.crediting import gift_refusal, paid_for, spend_gift
from core.handlers.money.payments import Taken, named_subject, pay
from core.handlers.money.receipts import Slip, issue, line
from core.handlers.passes.entries import entry
from core.handlers.registry import handles
from core.handlers.scene import client_of
from core.ports import Reader, Tx
from core.rules.passes.credits import balance
from core.rules.permissions import permits
from core.rules.terms import Terms

PAYABLE = (*LIVE, PENDING)


@handles(AdjustCredits)
def adjust_credits(tx: Tx, act: Act, command: AdjustCredits) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `reason_missing`, `below_zero`, `adjust_limit` and kin (PASS-2)."""
    held = tx.get(Pass, command.pass_id)
    if held is None or held.state not in LIVE:
        return Refusal("pass_unknown", {"pass_id": command.pass_id})
    if not command.reason.strip() or not command.amount:
        return Refusal("reason_missing")
    if held.uncounted:
        return Refusal("pass_is_unlimited", {"pass_name": held.name})
    left = balance(tx.find(LEDGER_OF_PASS, held.id)) + command.amount
    if left < 0:
        return Refusal("below_zero", {"pass_name": held.name, "left": left - command.amount})
    limit = Terms(tx).of(ADJUST_LIMIT)
    if abs(command.amount) > limit and not permits(tx, act, "adjust_many_credits"):
        return Refusal("adjust_limit", {"limit": limit})
    tx.put(entry(act, held, ADJUST, command.amount, reason=command.reason))
    facts = {
        "pass_id": held.id,
        "pass_name": held.name,
        "client_id": held.client_id,
        "amount": command.amount,
        "credits_left": left,
    }
    return Outcome("credits_adjusted", facts, (Event("credits_adjusted", facts),))


@handles(TakePayment)
def take_payment(tx: Tx, act: Act, command: TakePayment) -> Outcome | Refusal:
    """Refuses `client_unknown`, `payment_for_what`, `nothing_due`, `more_than_due`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if sum(map(bool, (command.occurrence_id, command.pass_id, command.item_id))) != 1:
        return Refusal("payment_for_what")
    due = due_for(tx, command)
    if not due:
        return Refusal("nothing_due", {"client_name": client.name})
    if command.amount > due:
        return Refusal("more_than_due", {"due": due, "amount": command.amount})
    if command.method == GIFT_METHOD and (
        refusal := gift_refusal(tx, act, command.gift_id, command.amount)
    ):
        return refusal
    return book_payment(tx, act, command, client, due)


def due_for(tx: Reader, command: TakePayment) -> int:
    """What is owed for the booking or pass that a payment names, in minor units."""
    if command.occurrence_id:
        booking = tx.get(Booking, booking_id(command.occurrence_id, command.client_id))
        return booking.due if booking else 0
    if command.item_id:
        item = tx.get(OpenItem, command.item_id)
        return item.due if item and item.client_id == command.client_id else 0
    held = tx.get(Pass, command.pass_id)
    if held is None or held.client_id != command.client_id or held.state not in PAYABLE:
        return 0
    return held.price - sum(row.amount for row in tx.find(PAYMENTS_OF_SUBJECT, held.id))


def book_payment(tx: Tx, act: Act, command: TakePayment, client: Client, due: int) -> Outcome:
    """Write the money down; what is beyond what was due stays visible as paid too much."""
    named = command.pass_id or command.item_id
    subject = named or booking_id(command.occurrence_id, client.id)
    gift = command.gift_id if command.method == GIFT_METHOD else ""
    pay(
        tx,
        act,
        client.id,
        subject,
        Taken(command.method, command.amount, command.receipt, "", gift),
    )
    paid_for(tx, act, subject, command.amount)
    if command.method == GIFT_METHOD:
        spend_gift(tx, act, gift, command.amount, subject)
    kind, name, rate = named_subject(tx, subject)
    printed = line(kind, subject, name, command.amount, rate)
    part = ReceiptPayment(command.method, command.amount)
    issue(tx, act, Slip(command.receipt, client.id), [printed], [part])
    facts = {
        "client_id": client.id,
        "client_name": client.name,
        "item_id": command.item_id,
        "occurrence_id": command.occurrence_id,
        "pass_id": command.pass_id,
        "amount": command.amount,
        "method": command.method,
        "receipt": command.receipt,
        "price_due": max(0, due - command.amount),
    }
    return Outcome("paid", facts, (Event("payment_taken", facts),))
