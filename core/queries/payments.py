"""What was paid and given back: of a booking, of a day, of a client (BK-11, PAY-4)."""

import msgspec

from core.domain.bookings import Booking
from core.domain.credits import PAYMENTS_OF_SUBJECT, Payment
from core.domain.drawer import CLOSINGS_OF_DESK
from core.domain.receipts import RECEIPTS_TAKING_BACK
from core.ports import Reader
from core.queries.source import Source
from core.rules.money.drawer import is_closed
from core.rules.money.payment_states import payment_state, refundable

TABLES = (Booking, Payment)


class DeskName(msgspec.Struct, frozen=True):
    """A desk by name."""

    id: str
    name: str


class PaymentLine(msgspec.Struct, frozen=True):
    """Money that came or went: minor units, negative where it was given back."""

    id: str
    at: int
    receipt: str
    client_id: str
    client_name: str
    subject_id: str
    what: str
    method: str
    amount: int
    kind: str
    reason: str
    desk_id: str
    staff_name: str


def desks_at(source: Source, location_id: str) -> list[DeskName]:
    """The desks of a location, by name."""
    return source.all(DeskName, "payments.desks_at", location=location_id)


def of_place(source: Source, location_id: str, since: int, until: int) -> list[PaymentLine]:
    """What was taken and given back at a location's desks in [since, until), the newest first."""
    found = [
        line
        for desk in desks_at(source, location_id)
        for line in source.all(PaymentLine, "payments.of_desk", desk=desk.id, low=since, high=until)
    ]
    return sorted(found, key=lambda line: (-line.at, line.id))


def of_client(source: Source, client_id: str) -> list[PaymentLine]:
    """All that a client paid and got back, the newest first."""
    return source.all(PaymentLine, "payments.of_client", client=client_id)


def left_of(rows: Reader, payment_id: str) -> int:
    """What can still be given back of a payment, in minor units; 0 for one that is not there."""
    payment = rows.get(Payment, payment_id)
    if payment is None:
        return 0
    return refundable(payment, rows.find(PAYMENTS_OF_SUBJECT, payment.subject_id))


def counted(rows: Reader, payment_id: str) -> bool:
    """Whether a payment stands in a closing, or its receipt was taken back: it stays as it is."""
    payment = rows.get(Payment, payment_id)
    if payment is None or (payment.receipt and rows.find(RECEIPTS_TAKING_BACK, payment.receipt)):
        return True
    return is_closed(rows.find(CLOSINGS_OF_DESK, payment.desk_id, since=payment.at), (payment.id,))


def payments_of(rows: Reader, booking: Booking) -> list[Payment]:
    """Every payment row of a booking, also of the bookings that it was moved from (BK-23)."""
    found: list[Payment] = []
    one = rows.get(Booking, booking.lineage) if booking.lineage else booking
    seen: set[str] = set()
    while one is not None and one.id not in seen:
        seen.add(one.id)
        found += rows.find(PAYMENTS_OF_SUBJECT, one.id)
        one = rows.get(Booking, one.moved_to) if one.moved_to and one.id != booking.id else None
    if booking.id not in seen:
        found += rows.find(PAYMENTS_OF_SUBJECT, booking.id)
    return sorted(found, key=lambda row: (row.at, row.id))


def state_of(rows: Reader, booking: Booking) -> str:
    """One of payment_states.PAYMENT_STATES; what a pass covers wholly is none due."""
    return payment_state(booking.price, payments_of(rows, booking))
