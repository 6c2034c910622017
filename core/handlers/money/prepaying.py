"""Seats that wait for their payment: kept, lapsed, sure, or paid too late (PAY-3, PAY-8)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.cards import LapsePayment
from core.domain.bookings import (
    BOOKED,
    CANCELLED,
    PENDING_PAYMENT,
    SEATED,
    Booking,
)
from core.domain.courses import Registration
from core.domain.ids import booking_id
from core.domain.refusals import Refusal
from core.domain.schedule import OCCURRENCES_OF_RUN
from core.domain.settings import PAYMENT_HOLD_MIN
from core.domain.zones import MINUTE_MS
from core.handlers.booking.seating import Admission, Ask, mark_fill, seat, seat_facts
from core.handlers.passes.ledger import give_back, hold, paying
from core.handlers.registry import handles
from core.handlers.scene import Scene, booking_of, client_facts, scene_of
from core.ports import Tx
from core.rules.booking.booking_window import takes_place
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_supplied, seats_taken
from core.rules.money.prepaying import confirmed, deposit_of, pay_first, still_to_pay_first

LAPSED = -1
"""In place of the time by which it had to be paid: nobody cancelled it, it was not paid."""


def first_sum(scene: Scene, admission: Admission) -> int:
    """What must be paid before this booking is sure, in minor units; 0: nothing."""
    later = bool(admission.client.pay_later)
    return pay_first(scene.service, admission.price, pay_later=later)


def seat_or_keep(
    tx: Tx, act: Act, scene: Scene, ask: Ask, admission: Admission, until: int = 0
) -> Booking:
    """Give a seat that is sure at once, or keep it until what must come first is paid.

    `until` is the end of the offer that was accepted (WL-9), 0: the setting says how long.
    """
    first = 0 if ask.forced else first_sum(scene, admission)
    taken = seat(tx, act, scene, ask, admission, PENDING_PAYMENT if first else BOOKED)
    return kept_for_payment(tx, act, scene, taken, until) if first else taken


def seated(scene: Scene, admission: Admission, booking: Booking, code: str) -> Outcome:
    """What is said of a seat: `code` where it is sure, else what must be paid and until when."""
    facts = seat_facts(scene, admission, booking)
    if booking.state != PENDING_PAYMENT:
        return Outcome(code, facts, (Event(code, facts),))
    facts |= {"pay_now": still_to_pay_first(booking), "pay_until": booking.pay_until}
    return Outcome("payment_pending", facts, (Event("payment_pending", facts),))


def kept_for_payment(tx: Tx, act: Act, scene: Scene, booking: Booking, until: int = 0) -> Booking:
    """The booking with the time by which it must be paid, or sure if it is paid already."""
    deposit = deposit_of(scene.service, booking.price) if scene.service.takes_deposit else 0
    until = until or act.occurred_at + scene.terms.of(PAYMENT_HOLD_MIN) * MINUTE_MS
    kept = confirmed(replace(booking, deposit=deposit, pay_until=until))
    tx.put(kept)
    return kept


@handles(LapsePayment)
def lapse_payment(tx: Tx, act: Act, command: LapsePayment) -> Outcome | Refusal:
    """Free a seat that was not paid in time. Refuses `occurrence_unknown`; twice is once."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    waits = booking is not None and booking.state == PENDING_PAYMENT
    if booking is None or not waits or booking.pay_until > act.occurred_at:
        return Outcome("nothing_lapsed", facts)
    ended = give_back(tx, act, booking, "not paid")
    tx.put(
        replace(
            ended,
            state=CANCELLED,
            cancelled_at=act.occurred_at,
            flag="",
            pay_until=LAPSED,
            changed_by=act.command_id,
        )
    )
    mark_fill(tx, scene.occurrence.id, seats_taken(tx, scene.occurrence.id))
    _leave_course(tx, act, booking)
    facts["to_refund"] = booking.paid
    return Outcome(
        "payment_lapsed", facts, (Event("payment_lapsed", facts), Event("seat_freed", facts))
    )


def _leave_course(tx: Tx, act: Act, lapsed: Booking) -> None:
    """A registration of which no seat is left is over, so that the client can register again."""
    registration = tx.get(Registration, lapsed.registration_id)
    if registration is None:
        return
    steps = tx.find(OCCURRENCES_OF_RUN, registration.run_id)
    seats = (tx.get(Booking, booking_id(one.id, lapsed.client_id)) for one in steps)
    if not any(one is not None and one.state in SEATED for one in seats):
        tx.put(replace(registration, state=CANCELLED, changed_by=act.command_id))


def is_lapsed(booking: Booking) -> bool:
    """Whether a seat was let go for want of its payment."""
    return booking.state == CANCELLED and booking.pay_until == LAPSED


def revived(tx: Tx, act: Act, booking: Booking) -> Booking | None:
    """A lapsed seat taken again since the money came, or None where it is gone (PAY-8)."""
    scene = scene_of(tx, booking.occurrence_id)
    if isinstance(scene, Refusal) or act.occurred_at >= booking.starts_at:
        return None
    used = seats_taken(tx, booking.occurrence_id)
    gone = (
        takes_place(scene.occurrence)
        or seats_fit(scene.occurrence, used, booking.seats)
        or seats_supplied(tx, scene.occurrence, used, booking.seats)
    )
    if gone:
        return None
    live = replace(booking, state=BOOKED, cancelled_at=None, pay_until=0, changed_by=act.command_id)
    if booking.pass_id:
        purse = paying(tx, booking.client_id, scene.want(booking.seats), booking.pass_id)
        if isinstance(purse, Refusal):
            return None
        live = hold(tx, act, purse, live)
    tx.put(live)
    mark_fill(tx, booking.occurrence_id, used + booking.seats)
    return live
