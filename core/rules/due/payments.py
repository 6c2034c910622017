"""What falls due about payments: seats that were not paid in time."""

from collections.abc import Iterator

from core.commands.cards import LapsePayment
from core.domain.bookings import PENDING_BY_END, PENDING_PAYMENT
from core.ports import Reader
from core.rules.due.registry import Due, Moment, falls_due


@falls_due
def payments_to_lapse(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Seats kept for a payment that did not come (PAY-3)."""
    for one in tx.find(PENDING_BY_END, PENDING_PAYMENT, since=1, until=moment.now + 1):
        yield Due(LapsePayment(one.client_id, one.occurrence_id), f"{one.id} {one.pay_until}")
