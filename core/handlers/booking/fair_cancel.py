"""A late cancel costs nothing once its seat is filled again (BK-6, BK-21)."""

from collections.abc import Iterable

from msgspec.structs import replace

from core.changes import Act
from core.domain.bookings import CANCELLED, LATE_CANCELLED, Booking
from core.domain.settings import FAIR_CANCEL
from core.handlers.money.fees import withdraw_fee
from core.handlers.passes.ledger import give_back
from core.handlers.scene import Scene
from core.ports import Tx
from core.rules.booking.cancelling import refilled


def pardon_refilled(
    tx: Tx, act: Act, scene: Scene, bookings: Iterable[Booking], used: int
) -> list[Booking]:
    """Take the penalty from late cancels that `used` seats have filled again; gives those.

    `bookings` are the occurrence's. It does not come back when the new booking is cancelled.
    """
    late = [one for one in bookings if one.state == LATE_CANCELLED and one.seats_before]
    if not late or act.occurred_at >= scene.occurrence.starts_at:
        return []
    if not scene.terms.of(FAIR_CANCEL):
        return []
    pardoned, others = refilled(late, used)
    for booking in others:
        tx.put(booking)
    for booking in pardoned:
        withdraw_fee(tx, act, booking)
        ended = give_back(tx, act, booking, "seat filled again")
        tx.put(replace(ended, state=CANCELLED, seats_before=0, changed_by=act.command_id))
    return pardoned
