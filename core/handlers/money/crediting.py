"""What money does to what it is for: a booking, a pass, an open item; gifts that pay."""

from msgspec.structs import replace

from core.changes import Act
from core.domain.credits import (
    ACTIVE,
    CAPTURE,
    GIFT,
    HOLD,
    LEDGER_OF_PASS,
    LIVE,
    PAYMENTS_OF_SUBJECT,
    PENDING,
    Pass,
)
from core.domain.open_items import OpenItem
from core.domain.refusals import Refusal
from core.handlers.money.open_items import pay_item
from core.handlers.money.payments import paid_booking
from core.handlers.passes.entries import entry
from core.ports import Reader, Tx
from core.rules.due.passes import today_everywhere
from core.rules.money.prepaying import confirmed
from core.rules.passes.credits import balance

GIFT_REFUSALS = frozenset({"gift_unknown", "gift_over", "gift_short"})


def paid_for(tx: Tx, act: Act, subject_id: str, amount: int) -> None:
    """Count money to what it is for, once its row is written: a seat or pass may become sure."""
    if booking := paid_booking(tx, subject_id):
        paid = replace(booking, paid=booking.paid + amount, changed_by=act.command_id)
        tx.put(confirmed(paid))
    if item := tx.get(OpenItem, subject_id):
        pay_item(tx, act, item, amount)
    held = tx.get(Pass, subject_id)
    if held is not None and held.state == PENDING:
        make_sure(tx, act, held)


def make_sure(tx: Tx, act: Act, held: Pass) -> None:
    """A pass that waited for its payment holds once all of its price has come (PASS-13)."""
    came = sum(row.amount for row in tx.find(PAYMENTS_OF_SUBJECT, held.id))
    if came >= held.price:
        tx.put(replace(held, state=ACTIVE, changed_by=act.command_id))


def gift_refusal(tx: Reader, act: Act, gift_id: str, amount: int) -> Refusal | None:
    """Refuses `gift_unknown`, `gift_over`, `gift_short` with what is left (PAY-1)."""
    gift = tx.get(Pass, gift_id)
    if gift is None or gift.kind != GIFT or gift.state not in LIVE:
        return Refusal("gift_unknown", {"pass_id": gift_id})
    if gift.valid_until and today_everywhere(tx, act.occurred_at) > gift.valid_until:
        return Refusal("gift_over", {"pass_name": gift.name, "valid_until": gift.valid_until})
    left = balance(tx.find(LEDGER_OF_PASS, gift.id))
    if amount <= left:
        return None
    return Refusal("gift_short", {"pass_name": gift.name, "left": left, "amount": amount})


def spend_gift(tx: Tx, act: Act, gift_id: str, amount: int, name: str) -> None:
    """Take money off a gift; its credits are minor units."""
    gift = tx.get(Pass, gift_id)
    if gift is not None:
        tx.put(entry(act, gift, HOLD, -amount, name, "paid with"))
        tx.put(entry(act, gift, CAPTURE, 0, name, "paid with"))
