"""Fees for late cancels and no-shows follow what became of the booking (PAY-9)."""

from core.changes import Act, Event, Outcome
from core.commands.system import ReviewFee
from core.domain.bookings import Booking
from core.domain.ids import booking_id, fee_id
from core.domain.open_items import FEE, OpenItem
from core.domain.refusals import Refusal
from core.handlers.money.open_items import make_item, withdraw_item
from core.handlers.registry import handles
from core.handlers.scene import Scene, client_facts, scene_of
from core.ports import Tx
from core.rules.money.fees import LATE_FEE, MISSED_FEE, fee_for


@handles(ReviewFee)
def review_fee(tx: Tx, act: Act, command: ReviewFee) -> Outcome | Refusal:
    """Make the fee that a booking costs, withdraw the one it costs no more.

    Refuses `occurrence_unknown`. Run again it changes nothing.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = tx.get(Booking, booking_id(command.occurrence_id, command.client_id))
    why, amount = fee_for(booking, scene.terms) if booking else ("", 0)
    events = [
        Event("fee_withdrawn", {**facts, "amount": item.amount})
        for other in (LATE_FEE, MISSED_FEE)
        if booking and other != why and (item := withdraw_fee(tx, act, booking, other))
    ]
    if booking is not None and amount:
        made = make_item(tx, act, _fee(act, scene, booking, why, amount))
        if made.changed_by == act.command_id:
            events.append(Event("fee_made", {**facts, "amount": amount, "why": why}))
    return Outcome("fee_reviewed", {**facts, "amount": amount}, tuple(events))


def withdraw_fee(tx: Tx, act: Act, booking: Booking, why: str = "") -> OpenItem | None:
    """Withdraw the open fee of a booking, of one kind or of any."""
    found = None
    for one in (why,) if why else (LATE_FEE, MISSED_FEE):
        found = withdraw_item(tx, act, fee_id(booking.id, one)) or found
    return found


def _fee(act: Act, scene: Scene, booking: Booking, why: str, amount: int) -> OpenItem:
    return OpenItem(
        fee_id(booking.id, why),
        booking.client_id,
        FEE,
        f"{scene.service.name}: {why}",
        amount,
        act.occurred_at,
        booking.id,
        booking.location_id,
    )
