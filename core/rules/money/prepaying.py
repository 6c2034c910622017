"""What must be paid before a seat is sure, and what of it goes back (PAY-1, PAY-3, PAY-10)."""

from msgspec.structs import replace

from core.domain.bookings import BOOKED, LATE_CANCELLED, PENDING_PAYMENT, Booking
from core.domain.catalogue import DEPOSIT, Service
from core.domain.money import percent


def pay_first(service: Service, price: int, *, pay_later: bool) -> int:
    """What a booking that costs `price` must pay at once, in minor units; 0: nothing."""
    if pay_later or not service.pays_first:
        return 0
    return deposit_of(service, price) if service.pay_mode == DEPOSIT else price


def deposit_of(service: Service, price: int) -> int:
    """The deposit of a price: fixed, or a share rounded half-up; never more than the price."""
    share = percent(price, service.deposit_percent)
    return min(price, service.deposit or share)


def confirmed(booking: Booking) -> Booking:
    """The booking, sure of its seat once what must be paid first is paid (BK-30)."""
    if booking.state != PENDING_PAYMENT or booking.paid < min(_first(booking), booking.price):
        return booking
    return replace(booking, state=BOOKED, pay_until=0)


def still_to_pay_first(booking: Booking) -> int:
    """What is missing until the seat is sure, in minor units."""
    return max(0, min(_first(booking), booking.price) - booking.paid)


def money_back(ended: Booking, late_policy: str) -> int:
    """What of the money paid goes back when a booking was cancelled, in minor units.

    All before the cut-off; after it a deposit is kept, else as the policy says of a credit.
    """
    if ended.state != LATE_CANCELLED or late_policy == "release":
        return max(0, ended.paid)
    return max(0, ended.paid - ended.deposit) if ended.deposit else 0


def _first(booking: Booking) -> int:
    return booking.deposit or booking.price
