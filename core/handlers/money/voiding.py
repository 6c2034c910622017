"""Takes a sale of today back with its money, while nothing has used it (PAY-14)."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.sales import UndoSellPass
from core.domain.bookings import Booking
from core.domain.credits import (
    ACTIVE,
    HOLD,
    LEDGER_OF_PASS,
    PAYMENTS_OF_SUBJECT,
    REFUND,
    RELEASE,
    REVOKE,
    VOID,
    LedgerEntry,
    Pass,
    Payment,
)
from core.domain.drawer import CLOSINGS_OF_DESK
from core.domain.organisation import Location
from core.domain.receipts import VOID as VOID_RECEIPT
from core.domain.receipts import ReceiptPayment
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import local_date
from core.handlers.money.payments import pay_back
from core.handlers.money.receipts import Slip, issue, pass_line
from core.handlers.passes.entries import entry
from core.handlers.registry import handles
from core.ports import Reader, Tx
from core.rules.money.drawer import is_closed
from core.rules.passes.credits import balance
from core.rules.permissions import permits


@handles(UndoSellPass)
def undo_sell_pass(tx: Tx, act: Act, command: UndoSellPass) -> Outcome | Refusal:
    """Refuses `changed_since`, `pass_used` with the dates, `sold_too_long_ago`,
    `drawer_closed`, `void_not_allowed`."""
    held = tx.get(Pass, command.pass_id)
    if held is None or held.state != ACTIVE or held.changed_by != command.of:
        return Refusal("changed_since", {"pass_id": command.pass_id})
    ledger = tx.find(LEDGER_OF_PASS, held.id)
    payments = tx.find(PAYMENTS_OF_SUBJECT, held.id)
    if refusal := _may_void(tx, act, held, ledger, payments):
        return refusal
    tx.put(replace(held, state=VOID, expires_on="", changed_by=act.command_id))
    tx.put(entry(act, held, REVOKE, -balance(ledger), reason="sale taken back"))
    for payment in payments:
        pay_back(tx, act, payment, command.receipt)
        slip = Slip(
            command.receipt,
            payment.client_id,
            held.location_id,
            VOID_RECEIPT,
            payment.receipt,
            "sale taken back",
        )
        part = ReceiptPayment(payment.method, -payment.amount)
        issue(tx, act, slip, [pass_line(held, -payment.amount)], [part])
    facts = {
        "pass_id": held.id,
        "pass_name": held.name,
        "client_id": held.client_id,
        "returned": sum(payment.amount for payment in payments),
    }
    return Outcome("undone", facts, (Event("sale_undone", facts),))


def used_by(tx: Reader, ledger: Sequence[LedgerEntry]) -> list[Booking]:
    """The bookings that a pass pays for now, the next class first."""
    open_: Counter[str] = Counter()
    for row in ledger:
        open_[row.booking_id] += (row.kind == HOLD) - (row.kind in (RELEASE, REFUND))
    found = [tx.get(Booking, key) for key, count in open_.items() if key and count > 0]
    return sorted((one for one in found if one), key=lambda one: (one.starts_at, one.id))


def dates_of(tx: Reader, bookings: Sequence[Booking]) -> list[str]:
    """The local dates of bookings' classes."""
    found = [tx.get(Occurrence, one.occurrence_id) for one in bookings]
    return [one.local_date for one in found if one]


def _may_void(
    tx: Reader, act: Act, held: Pass, ledger: Sequence[LedgerEntry], payments: Sequence[Payment]
) -> Refusal | None:
    facts = {"pass_name": held.name}
    if used := used_by(tx, ledger):
        return Refusal("pass_used", {**facts, "dates": dates_of(tx, used)})
    if not _same_day(tx, act, held):
        return Refusal("sold_too_long_ago", facts)
    for payment in payments:
        if is_closed(tx.find(CLOSINGS_OF_DESK, payment.desk_id, since=payment.at), (payment.id,)):
            return Refusal("drawer_closed", {**facts, "receipt": payment.receipt})
    own = all(payment.staff_id == act.actor_id for payment in payments)
    if not own and not permits(tx, act, "void_others_sale"):
        return Refusal("void_not_allowed", facts)
    return None


def _same_day(tx: Reader, act: Act, held: Pass) -> bool:
    """Whether it is still the day of the sale where it was sold."""
    location = tx.get(Location, held.location_id)
    zone = location.zone if location else "UTC"
    return local_date(act.occurred_at, zone) == local_date(held.sold_at, zone)
