"""Where the payment of a booking stands, computed from what was paid and given back (BK-11)."""

from core.domain.bookings import Booking
from core.domain.credits import PAYMENTS_OF_SUBJECT, Payment
from core.ports import Reader
from core.rules.money.payment_states import payment_state

TABLES = (Booking, Payment)


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
