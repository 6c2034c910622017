"""Handlers of the till: one receipt over passes, retail and what is due (PAY-6, PAY-13, PAY-15)."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.sales import Sale
from core.commands.till import SellAtTill, TillLine, TillPayment
from core.domain.credits import GIFT_METHOD
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.receipts import OF_RETAIL, ReceiptLine, ReceiptPayment
from core.domain.refusals import Refusal
from core.domain.till import SOLD
from core.handlers.money.crediting import GIFT_REFUSALS, gift_refusal, paid_for, spend_gift
from core.handlers.money.payments import Taken, pay, retail_subject
from core.handlers.money.receipts import Slip, issue
from core.handlers.money.stock import Step, move
from core.handlers.money.till_discounts import (
    DISCOUNT_REFUSALS,
    FOR_SALE,
    discounted,
    reason_of,
    use_codes,
)
from core.handlers.money.till_lines import Wanted, wanted
from core.handlers.passes.selling import Counter, sell
from core.handlers.registry import falls_back, handles
from core.handlers.scene import archived, client_of
from core.ports import Reader, Tx
from core.rules.money.discounts import Cut
from core.rules.money.paying_parts import parts
from core.rules.money.tax import tax_in
from core.rules.passes.sale_limits import SALE_LIMITS


class Basket(msgspec.Struct, frozen=True):
    """What is on the receipt: each line with what it is of and what it costs."""

    location: Location
    client: Client | None
    wanted: tuple[Wanted, ...]
    cuts: tuple[Cut, ...]

    @property
    def total(self) -> int:
        return sum(one.net for one in self.cuts)


@handles(SellAtTill)
def sell_at_till(tx: Tx, act: Act, command: SellAtTill) -> Outcome | Refusal:
    """Refuses `location_unknown`, `client_unknown`, `client_archived`, `receipt_missing`, what
    `wanted`, `discounted` and a pass sale refuse, `payments_differ`, what `gift_refusal` does."""
    return _sold(tx, act, command, forced=False)


@falls_back(SellAtTill)
def settle_till(tx: Tx, act: Act, command: SellAtTill, refusal: Refusal) -> Outcome | Refusal:
    """What was sold was sold: a code or limit that was used up elsewhere is flagged (PAY-15),
    money taken at two desks for one thing (SET-26), a gift spent at two (SET-3): the rest is due.
    """
    paid_twice = refusal.code in ("nothing_due", "more_than_due")
    agreed = (*DISCOUNT_REFUSALS, *SALE_LIMITS, *GIFT_REFUSALS, "not_in_household")
    if not paid_twice and refusal.code not in agreed:
        return refusal
    result = _sold(tx, act, command, forced=True)
    if isinstance(result, Refusal):
        return result
    facts = {**result.facts, "settlement": "PAY-15"}
    if paid_twice:
        amount = sum(one.price for one in command.lines if one.kind not in FOR_SALE)
        too_much = refusal.facts.get("amount", amount) - refusal.facts.get("due", 0)
        facts |= {"settlement": "SET-26", "amount": amount, "too_much": too_much}
    if refusal.code in GIFT_REFUSALS:
        facts |= {"settlement": "SET-3 gift", "amount": result.facts["unpaid"]}
    return Outcome("till_sold", facts, result.events)


def _sold(tx: Tx, act: Act, command: SellAtTill, *, forced: bool) -> Outcome | Refusal:
    basket = _basket(tx, act, command, forced=forced)
    if isinstance(basket, Refusal):
        return basket
    if not forced and (refusal := _payable(tx, act, command, basket)):
        return refusal
    subjects = _lines(tx, act, command, basket, forced=forced)
    if isinstance(subjects, Refusal):
        return subjects
    sums = [_covered(tx, act, one) for one in command.payments]
    _take(tx, act, command, basket, subjects, sums)
    _print(tx, act, command, basket, subjects)
    use_codes(tx, act, command, basket.cuts)
    short = _stock(tx, act, command, basket)
    facts = _facts(command, basket, subjects, short) | {"unpaid": basket.total - sum(sums)}
    if short and act.shown:
        facts["settlement"] = "SET-27"
    return Outcome("till_sold", facts, (Event("till_sold", facts),))


def _without_receipt(command: SellAtTill) -> Refusal | None:
    return None if command.receipt else Refusal("receipt_missing")


def _basket(tx: Reader, act: Act, command: SellAtTill, *, forced: bool) -> Basket | Refusal:
    location = tx.get(Location, command.location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    client = client_of(tx, command.client_id) if command.client_id else None
    if isinstance(client, Refusal):
        return client
    if refusal := archived(act, client) or _without_receipt(command):
        return refusal
    found: list[Wanted] = []
    for one in command.lines:
        what = wanted(tx, act, one, client, forced=forced)
        if isinstance(what, Refusal):
            return what
        found.append(what)
    cuts = discounted(tx, act, command, location.zone, forced=forced)
    if isinstance(cuts, Refusal):
        return cuts
    return Basket(location, client, tuple(found), tuple(cuts))


def _payable(tx: Reader, act: Act, command: SellAtTill, basket: Basket) -> Refusal | None:
    paid = sum(one.amount for one in command.payments)
    if paid != basket.total:
        return Refusal("payments_differ", {"total": basket.total, "paid": paid})
    for one in command.payments:
        if one.method == GIFT_METHOD:
            together = sum(p.amount for p in command.payments if p.gift_id == one.gift_id)
            if refusal := gift_refusal(tx, act, one.gift_id, together):
                return refusal
    return None


def _lines(
    tx: Tx, act: Act, command: SellAtTill, basket: Basket, *, forced: bool
) -> list[str] | Refusal:
    """Write what is sold, and give what each line's money is for."""
    subjects: list[str] = []
    for number, (one, what, cut) in enumerate(
        zip(command.lines, basket.wanted, basket.cuts, strict=True)
    ):
        if one.kind != "pass" or what.owner is None:
            subjects.append(what.subject_id or retail_subject(act.command_id, number))
            continue
        override = SALE_LIMITS if forced else command.override
        reason = "it happened" if forced else command.reason
        sale = Sale(one.subject_id, cut.net, "later", "", override, reason)
        counter = Counter(basket.location.id, basket.location.zone, f"{number}", agreed=True)
        made = sell(tx, act, what.owner, sale, counter, one.valid_from)
        if isinstance(made, Refusal):
            return made
        subjects.append(made.id)
    return subjects


def _covered(tx: Reader, act: Act, one: TillPayment) -> int:
    """What a part of the payment brought: all, but of a gift that was spent elsewhere the rest."""
    if one.method != GIFT_METHOD:
        return one.amount
    refusal = gift_refusal(tx, act, one.gift_id, one.amount)
    return one.amount if refusal is None else int(refusal.facts.get("left", 0))


def _take(
    tx: Tx,
    act: Act,
    command: SellAtTill,
    basket: Basket,
    subjects: Sequence[str],
    sums: Sequence[int],
) -> None:
    """Write each part of each payment to the line that it pays."""
    for line, number, amount in parts([one.net for one in basket.cuts], sums):
        payment = command.payments[number]
        name = f"{line} {number}"
        gift = payment.gift_id if payment.method == GIFT_METHOD else ""
        taken = Taken(payment.method, amount, command.receipt, name, gift)
        pay(tx, act, command.client_id, subjects[line], taken)
        paid_for(tx, act, subjects[line], amount)
        if payment.method == GIFT_METHOD:
            spend_gift(tx, act, payment.gift_id, amount, name)


def _print(tx: Tx, act: Act, command: SellAtTill, basket: Basket, subjects: Sequence[str]) -> None:
    slip = Slip(command.receipt, command.client_id, basket.location.id)
    lines = [
        _printed(one, what, cut, subject, reason_of(command, one))
        for one, what, cut, subject in zip(
            command.lines, basket.wanted, basket.cuts, subjects, strict=True
        )
    ]
    payments = [ReceiptPayment(one.method, one.amount) for one in command.payments]
    issue(tx, act, slip, lines, payments)


def _printed(one: TillLine, what: Wanted, cut: Cut, subject: str, why: str) -> ReceiptLine:
    tax = tax_in(cut.net, what.tax_rate)
    subject = one.subject_id if one.kind == "retail" else subject
    made = ReceiptLine(what.kind, subject, what.name, cut.net, what.tax_rate, tax, one.quantity)
    return replace(made, discount=cut.off, reason=why) if cut.off else made


def _stock(tx: Tx, act: Act, command: SellAtTill, basket: Basket) -> list[str]:
    """Take what was sold off the stock; the names of what is then below zero (SET-27)."""
    short = []
    for number, (one, what) in enumerate(zip(command.lines, basket.wanted, strict=True)):
        if what.kind == OF_RETAIL:
            step = Step(SOLD, -one.quantity, name=f"{number}")
            if move(tx, act, one.subject_id, basket.location.id, step) < 0:
                short.append(what.name)
    return short


def _facts(
    command: SellAtTill, basket: Basket, subjects: Sequence[str], short: list[str]
) -> dict[str, Any]:
    sold = [s for one, s in zip(command.lines, subjects, strict=True) if one.kind == "pass"]
    return {
        "client_id": command.client_id,
        "client_name": basket.client.name if basket.client else "",
        "location_id": basket.location.id,
        "receipt": command.receipt,
        "total": basket.total,
        "taken_off": sum(one.off for one in basket.cuts),
        "pass_ids": sold,
        "item_name": ", ".join(short),
    }
