"""Handlers of passes sold, credits corrected and money taken."""

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.sales import AdjustCredits, Sale, SellPass, TakePayment, UndoSellPass
from core.domain.bookings import Booking
from core.domain.catalogue import PassProduct
from core.domain.credits import (
    ACTIVE,
    ADJUST,
    GRANT,
    HOLD,
    LEDGER_OF_PASS,
    PAYMENTS_OF_SUBJECT,
    REFUND,
    RELEASE,
    REVOKE,
    UNLIMITED,
    VOID,
    LedgerEntry,
    Pass,
    Payment,
)
from core.domain.ids import ClientId, CommandId, PassId, PaymentId, booking_id, derive
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.settings import ADJUST_LIMIT
from core.domain.zones import DAY_MS, add_days, is_date, local_date
from core.handlers.ledger import entry
from core.handlers.registry import handles
from core.handlers.scene import Facts, client_of
from core.ports import Reader, Tx
from core.rules.credits import balance, valid_until
from core.rules.permissions import permits
from core.rules.terms import Terms

BACKDATE_DAYS = 30


@handles(SellPass)
def sell_pass(tx: Tx, act: Act, command: SellPass) -> Outcome | Refusal:
    """Refuses `client_unknown`, `location_unknown`, and what `sell` refuses."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    location = tx.get(Location, command.location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    sale = Sale(command.product_id, command.price, command.method, command.receipt)
    sold = sell(tx, act, client, sale, location.zone, command.valid_from)
    if isinstance(sold, Refusal):
        return sold
    facts = sale_facts(client, sold, sale)
    return Outcome("sold", facts, (Event("pass_sold", facts),))


def sell(
    tx: Tx, act: Act, client: Client, sale: Sale, zone: str, valid_from: str = ""
) -> Pass | Refusal:
    """Write the pass, its grant and the payment; the pass's id comes from the command.

    Refuses `product_unknown`, `receipt_missing`, `invalid_date`, `start_too_early`.
    """
    product = tx.get(PassProduct, sale.product_id)
    if product is None:
        return Refusal("product_unknown", {"product_id": sale.product_id})
    if sale.method != "later" and sale.price and not sale.receipt:
        return Refusal("receipt_missing")
    today = local_date(act.occurred_at, zone)
    if refusal := _start(tx, act, valid_from, today):
        return refusal
    start = valid_from or today
    sold = Pass(
        PassId(derive(act.command_id, "pass")),
        client.id,
        product.id,
        product.name,
        product.kind,
        product.credits,
        sale.price,
        act.occurred_at,
        start,
        valid_until(start, product.validity_days),
        product.services,
        product.locations,
        product.max_advance,
        product.charge_at_booking,
        changed_by=act.command_id,
    )
    tx.put(sold)
    tx.put(entry(act, sold, GRANT, sold.credits, reason="sold"))
    if sale.method != "later" and sale.price:
        pay(tx, act, client.id, sold.id, Taken(sale.method, sale.price, sale.receipt))
    return sold


def sale_facts(client: Client, sold: Pass, sale: Sale) -> Facts:
    """What a screen says of a sale."""
    return {
        "client_id": client.id,
        "client_name": client.name,
        "pass_id": sold.id,
        "pass_name": sold.name,
        "credits_left": None if sold.kind == UNLIMITED else sold.credits,
        "valid_until": sold.valid_until,
        "price": sold.price,
        "method": sale.method,
        "receipt": sale.receipt,
        "price_due": sold.price if sale.method == "later" else 0,
    }


@handles(UndoSellPass)
def undo_sell_pass(tx: Tx, act: Act, command: UndoSellPass) -> Outcome | Refusal:
    """Refuses `changed_since`, `pass_used`, `sold_too_long_ago`, `void_not_allowed` (PAY-14)."""
    held = tx.get(Pass, command.pass_id)
    if held is None or held.state != ACTIVE or held.changed_by != command.of:
        return Refusal("changed_since", {"pass_id": command.pass_id})
    ledger = tx.find(LEDGER_OF_PASS, held.id)
    payments = tx.find(PAYMENTS_OF_SUBJECT, held.id)
    if refusal := _may_void(tx, act, held, ledger, payments):
        return refusal
    tx.put(replace(held, state=VOID, changed_by=act.command_id))
    tx.put(entry(act, held, REVOKE, -balance(ledger), reason="sale taken back"))
    for payment in payments:
        _pay_back(tx, act, payment, command.receipt)
    facts = {
        "pass_id": held.id,
        "pass_name": held.name,
        "client_id": held.client_id,
        "returned": sum(payment.amount for payment in payments),
    }
    return Outcome("undone", facts, (Event("sale_undone", facts),))


@handles(AdjustCredits)
def adjust_credits(tx: Tx, act: Act, command: AdjustCredits) -> Outcome | Refusal:
    """Refuses `pass_unknown`, `reason_missing`, `below_zero`, `adjust_limit` and kin (PASS-2)."""
    held = tx.get(Pass, command.pass_id)
    if held is None or held.state != ACTIVE:
        return Refusal("pass_unknown", {"pass_id": command.pass_id})
    if not command.reason.strip() or not command.amount:
        return Refusal("reason_missing")
    if held.kind == UNLIMITED:
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
    if bool(command.occurrence_id) == bool(command.pass_id):
        return Refusal("payment_for_what")
    due = due_for(tx, command)
    if not due:
        return Refusal("nothing_due", {"client_name": client.name})
    if command.amount > due:
        return Refusal("more_than_due", {"due": due, "amount": command.amount})
    return book_payment(tx, act, command, client, due)


def due_for(tx: Reader, command: TakePayment) -> int:
    """What is owed for the booking or pass that a payment names, in minor units."""
    if command.occurrence_id:
        booking = tx.get(Booking, booking_id(command.occurrence_id, command.client_id))
        return booking.due if booking else 0
    held = tx.get(Pass, command.pass_id)
    if held is None or held.client_id != command.client_id or held.state != ACTIVE:
        return 0
    return held.price - sum(row.amount for row in tx.find(PAYMENTS_OF_SUBJECT, held.id))


def book_payment(tx: Tx, act: Act, command: TakePayment, client: Client, due: int) -> Outcome:
    """Write the money down; what is beyond what was due stays visible as paid too much."""
    subject = command.pass_id or booking_id(command.occurrence_id, client.id)
    taken = Taken(command.method, command.amount, command.receipt)
    pay(tx, act, client.id, subject, taken)
    booking = tx.get(Booking, subject) if command.occurrence_id else None
    if booking is not None:
        tx.put(replace(booking, paid=booking.paid + command.amount, changed_by=act.command_id))
    facts = {
        "client_id": client.id,
        "client_name": client.name,
        "occurrence_id": command.occurrence_id,
        "pass_id": command.pass_id,
        "amount": command.amount,
        "method": command.method,
        "receipt": command.receipt,
        "price_due": max(0, due - command.amount),
    }
    return Outcome("paid", facts, (Event("payment_taken", facts),))


class Taken(msgspec.Struct, frozen=True):
    """Money as it was taken: how, how much in minor units, the receipt that was printed."""

    method: str
    amount: int
    receipt: str


def pay(tx: Tx, act: Act, client_id: str, subject_id: str, taken: Taken) -> None:
    """Write one payment row for a pass or a booking."""
    key = derive(act.command_id, "payment", subject_id)
    tx.put(
        Payment(
            PaymentId(key),
            ClientId(client_id),
            subject_id,
            taken.method,
            taken.amount,
            taken.receipt,
            act.occurred_at,
            act.desk_id,
            act.actor_id,
            CommandId(act.command_id),
        )
    )


def _pay_back(tx: Tx, act: Act, payment: Payment, receipt: str) -> None:
    key = derive(act.command_id, "payment", payment.id)
    tx.put(
        replace(
            payment,
            id=PaymentId(key),
            amount=-payment.amount,
            receipt=receipt,
            at=act.occurred_at,
            desk_id=act.desk_id,
            staff_id=act.actor_id,
            command_id=CommandId(act.command_id),
        )
    )


def _start(tx: Reader, act: Act, valid_from: str, today: str) -> Refusal | None:
    if not valid_from:
        return None
    if not is_date(valid_from):
        return Refusal("invalid_date", {"date": valid_from})
    earliest = add_days(today, -BACKDATE_DAYS)
    allowed = valid_from >= today or permits(tx, act, "backdate_pass")
    if valid_from < earliest or not allowed:
        return Refusal("start_too_early", {"valid_from": valid_from, "earliest": earliest})
    return None


def _may_void(
    tx: Reader, act: Act, held: Pass, ledger: list[LedgerEntry], payments: list[Payment]
) -> Refusal | None:
    kinds = [row.kind for row in ledger]
    if kinds.count(HOLD) > kinds.count(RELEASE) + kinds.count(REFUND):
        return Refusal("pass_used", {"pass_name": held.name})
    if act.occurred_at - held.sold_at > DAY_MS:
        return Refusal("sold_too_long_ago", {"pass_name": held.name})
    own = all(payment.staff_id == act.actor_id for payment in payments)
    if not own and not permits(tx, act, "void_others_sale"):
        return Refusal("void_not_allowed", {"pass_name": held.name})
    return None
