"""The bookings that a pass pays for: cancelled free with it, and living again with it."""

from collections.abc import Iterable

from core.changes import Act, Event
from core.domain.bookings import BOOKINGS_OF_PASS, CANCELLED, Booking
from core.domain.credits import LEDGER_OF_PASS, Pass
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.handlers.booking.seating import mark_fill
from core.handlers.booking.seats import end_booking, restore
from core.handlers.passes.ledger import credits_left
from core.handlers.scene import client_facts, scene_of
from core.ports import Reader, Tx
from core.rules.booking.booking_states import may_move
from core.rules.booking.cancelling import CancelResult, given_back
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_taken


def living_on(tx: Reader, held: Pass, now: int) -> list[Booking]:
    """Bookings that the pass pays for and that have not started, the next first."""
    return tx.find(BOOKINGS_OF_PASS, held.id, since=now + 1)


def date_of(tx: Reader, booking: Booking) -> str:
    """The local date of a booking's class."""
    occurrence = tx.get(Occurrence, booking.occurrence_id)
    return occurrence.local_date if occurrence else ""


def ended_free(tx: Tx, act: Act, bookings: Iterable[Booking], reason: str) -> list[Event]:
    """Cancel bookings without penalty; each is told and frees its seats."""
    events: list[Event] = []
    for booking in bookings:
        scene = scene_of(tx, booking.occurrence_id)
        if isinstance(scene, Refusal) or may_move("cancel", booking.state):
            continue
        credit = given_back(booking)
        ended = end_booking(tx, act, booking, CancelResult(CANCELLED, credit, 0), reason)
        used = seats_taken(tx, booking.occurrence_id)
        mark_fill(tx, booking.occurrence_id, used)
        facts = {
            **client_facts(tx, scene, booking.client_id),
            "credit": credit,
            "seats": booking.seats,
            "pass_id": booking.pass_id,
            "credits_left": credits_left(tx, booking.pass_id),
            "to_refund": ended.paid,
            "why": reason,
        }
        events += [Event("booking_cancelled", facts), Event("seat_freed", facts)]
    return events


def lives_again(tx: Tx, act: Act, held: Pass, of: str) -> list[Event]:
    """What command `of` cancelled of this pass is booked again, where its seats are still free."""
    keys = [row.booking_id for row in tx.find(LEDGER_OF_PASS, held.id) if row.command_id == of]
    events: list[Event] = []
    for key in keys:
        booking = tx.get(Booking, key) if key else None
        scene = scene_of(tx, booking.occurrence_id) if booking else None
        if booking is None or scene is None or isinstance(scene, Refusal):
            continue
        used = seats_taken(tx, booking.occurrence_id)
        touched = booking.changed_by != of or may_move("undo_cancel", booking.state)
        if touched or seats_fit(scene.occurrence, used, booking.seats):
            continue
        if isinstance(restore(tx, act, scene, booking), Refusal):
            continue
        mark_fill(tx, booking.occurrence_id, used + booking.seats)
        facts = client_facts(tx, scene, booking.client_id)
        events.append(Event("booking_restored", facts))
    return events
