"""Makes a party larger or smaller (BK-26)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.registering import ChangeParty
from core.domain.bookings import BOOKED, BY_MONEY, Booking
from core.domain.json_text import dump
from core.domain.refusals import Refusal
from core.handlers.booking.seating import mark_fill
from core.handlers.booking.seats import cancel_result
from core.handlers.booking.spots import leave_surplus
from core.handlers.passes.ledger import credits_left, give_back_seats, hold_more, paying
from core.handlers.registry import handles
from core.handlers.scene import Scene, booking_of, client_facts, scene_of, told
from core.ports import Tx
from core.rules.booking.booking_window import open_for_staff
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_supplied, seats_taken
from core.rules.passes.credits import price_due


@handles(ChangeParty)
def change_party(tx: Tx, act: Act, command: ChangeParty) -> Outcome | Refusal:
    """Refuses `not_booked`, `class_started`, `too_many_guests` (more names than guests), and for
    more seats `class_full`, `resource_short`, COVER_REFUSALS."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    if booking is None or booking.state != BOOKED:
        return Refusal("not_booked", facts)
    if len(command.guests) > command.seats - 1:
        return Refusal("too_many_guests", {**facts, "seats": command.seats})
    if refusal := open_for_staff(scene.occurrence, act.occurred_at):
        return told(refusal, facts)
    more = command.seats - booking.seats
    changed: Booking | Refusal = booking
    if more > 0:
        changed = _grown(tx, act, scene, booking, more)
    elif more < 0:
        changed = _shrunk(tx, act, scene, booking, -more)
    if isinstance(changed, Refusal):
        return told(changed, facts)
    changed = replace(changed, guests=dump(command.guests), changed_by=act.command_id)
    tx.put(changed)
    leave_surplus(tx, act, changed)
    used = seats_taken(tx, scene.occurrence.id)
    mark_fill(tx, scene.occurrence.id, used)
    facts |= {
        "seats": command.seats,
        "before": booking.seats,
        "used": used,
        "price_due": changed.due,
        "credits_left": credits_left(tx, changed.pass_id),
    }
    events = [Event("party_changed", facts)]
    if more < 0:
        events.append(Event("seat_freed", facts))
    return Outcome("party_changed", facts, tuple(events))


def _grown(tx: Tx, act: Act, scene: Scene, booking: Booking, more: int) -> Booking | Refusal:
    used = seats_taken(tx, scene.occurrence.id)
    refusal = seats_fit(scene.occurrence, used, more) or seats_supplied(
        tx, scene.occurrence, used, more
    )
    if refusal:
        return refusal
    seats = booking.seats + more
    if not booking.pass_id:
        each = booking.price // booking.seats
        return replace(booking, seats=seats, price=each * seats)
    purse = paying(tx, booking.client_id, scene.want(more, booking.seats), booking.pass_id)
    if isinstance(purse, Refusal):
        return purse
    grown = hold_more(tx, act, purse, booking, more)
    extra = price_due(scene.price, more, purse, booking.seats)
    return replace(grown, price=booking.price + extra)


def _shrunk(tx: Tx, act: Act, scene: Scene, booking: Booking, fewer: int) -> Booking | Refusal:
    """A cancel of those seats: what a late one costs they cost (BK-22)."""
    result = cancel_result(tx, act, scene, booking)
    if isinstance(result, Refusal):
        return result
    seats = booking.seats - fewer
    each = booking.price // booking.seats if booking.cover == BY_MONEY else 0
    if not booking.pass_id:
        return replace(booking, seats=seats, price=each * seats)
    back = result.credit != "capture"
    smaller = give_back_seats(tx, act, booking, fewer) if back else booking
    return replace(smaller, seats=seats, price=min(booking.price, scene.price * (seats - 1)))
