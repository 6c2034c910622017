"""Which fee a late cancel or a no-show costs, and what a client may owe and still book (PAY-9)."""

from collections.abc import Iterable

from core.domain.bookings import LATE_CANCELLED, NO_SHOW, Booking
from core.domain.open_items import OpenItem
from core.domain.refusals import Refusal
from core.domain.settings import DEBT_LIMIT, LATE_CANCEL_FEE, NO_SHOW_FEE
from core.rules.terms import Terms

LATE_FEE = "late cancel"
MISSED_FEE = "no-show"


def fee_for(booking: Booking, terms: Terms) -> tuple[str, int]:
    """Why a booking costs a fee, and how much in minor units; 0 where it costs none."""
    if booking.state == LATE_CANCELLED:
        return LATE_FEE, terms.of(LATE_CANCEL_FEE)
    if booking.state == NO_SHOW and not booking.forgiven:
        return MISSED_FEE, terms.of(NO_SHOW_FEE)
    return "", 0


def owes_too_much(items: Iterable[OpenItem], terms: Terms) -> Refusal | None:
    """Refuses `owes_too_much` where open items are above the set sum; 0 switches it off."""
    owed = sum(item.due for item in items)
    limit = terms.of(DEBT_LIMIT) if owed else 0
    if not limit or owed <= limit:
        return None
    return Refusal("owes_too_much", {"owed": owed, "limit": limit})
