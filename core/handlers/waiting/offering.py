"""Handlers of offers to those who wait, and of seats kept without a client."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.system import EndHold, LapseOffer
from core.commands.waiting import (
    AcceptOffer,
    DeclineOffer,
    HoldSeats,
    OfferSeat,
    ReleaseSeats,
    WithdrawOffer,
)
from core.domain.bookings import ACTIVE as KEPT
from core.domain.bookings import (
    DECLINED,
    ENDED,
    LAPSED,
    OFFERED,
    WAITING,
    SeatHold,
)
from core.domain.ids import SeatHoldId, derive
from core.domain.refusals import Refusal
from core.domain.settings import HOLDS_END_MIN
from core.domain.zones import MINUTE_MS
from core.handlers.booking.seating import mark_fill
from core.handlers.registry import handles
from core.handlers.scene import client_facts, scene_of, told
from core.handlers.waiting.promoting import ask_of, hindrance, offer, take_seat
from core.handlers.waiting.waiting import entry_of, in_line
from core.ports import Tx
from core.rules.booking.booking_window import open_for_staff
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_supplied, seats_taken
from core.rules.waiting.waitlist import giving, offered_until


@handles(OfferSeat)
def offer_seat(tx: Tx, act: Act, command: OfferSeat) -> Outcome | Refusal:
    """Refuses `not_waiting`, `class_full`, and what a booking refuses (WL-4)."""
    found = in_line(tx, command.occurrence_id, command.client_id, "offer")
    if isinstance(found, Refusal):
        return found
    scene, entry = found
    used = seats_taken(tx, scene.occurrence.id)
    refusal = (
        open_for_staff(scene.occurrence, act.occurred_at)
        or seats_fit(scene.occurrence, used, entry.seats)
        or hindrance(tx, act, scene, entry)
    )
    if refusal:
        return told(refusal, client_facts(tx, scene, command.client_id))
    if act.occurred_at >= scene.occurrence.starts_at:
        return Refusal("class_started", scene.facts())
    until = offered_until(giving(scene.terms), act.occurred_at, scene.occurrence.starts_at)
    event = offer(tx, act, scene, entry, until)
    facts = {**client_facts(tx, scene, command.client_id), "until": until, **event.facts}
    return Outcome("offered", facts, (event,))


@handles(AcceptOffer)
def accept_offer(tx: Tx, act: Act, command: AcceptOffer) -> Outcome | Refusal:
    """Refuses `not_waiting`, `not_offered`, `offer_over`, and what a booking refuses.

    Of a seat announced to all the first to accept has it (WL-5). Where something must be paid
    first, accepting keeps the seat until the offer would have ended (WL-9).
    """
    found = in_line(tx, command.occurrence_id, command.client_id, "accept")
    if isinstance(found, Refusal):
        return found
    scene, entry = found
    known = client_facts(tx, scene, command.client_id)
    if entry.state == WAITING and not entry.told_at:
        return Refusal("not_offered", known)
    if entry.state == OFFERED and act.occurred_at > entry.offered_until:
        return Refusal("offer_over", {**known, "until": entry.offered_until})
    until = entry.offered_until if entry.state == OFFERED else 0
    return take_seat(tx, act, scene, ask_of(entry), until)


@handles(DeclineOffer)
def decline_offer(tx: Tx, act: Act, command: DeclineOffer) -> Outcome | Refusal:
    """Refuses `not_offered`. The seat goes to the next."""
    return _end_offer(tx, act, command.occurrence_id, command.client_id, "decline", DECLINED)


@handles(WithdrawOffer)
def withdraw_offer(tx: Tx, act: Act, command: WithdrawOffer) -> Outcome | Refusal:
    """Refuses `not_offered`. The client waits on at the same place."""
    return _end_offer(tx, act, command.occurrence_id, command.client_id, "withdraw", WAITING)


@handles(LapseOffer)
def lapse_offer(tx: Tx, act: Act, command: LapseOffer) -> Outcome | Refusal:
    """Refuses `not_offered` when somebody answered meanwhile, `offer_open` before its time."""
    entry = entry_of(tx, command.occurrence_id, command.client_id)
    if entry is not None and entry.state == OFFERED and act.occurred_at < entry.offered_until:
        return Refusal("offer_open", {"until": entry.offered_until})
    return _end_offer(tx, act, command.occurrence_id, command.client_id, "lapse", LAPSED)


def _end_offer(
    tx: Tx, act: Act, occurrence_id: str, client_id: str, move: str, state: str
) -> Outcome | Refusal:
    found = in_line(tx, occurrence_id, client_id, move)
    if isinstance(found, Refusal):
        return found
    scene, entry = found
    tx.put(replace(entry, state=state, offered_until=0, told_at=0, changed_by=act.command_id))
    mark_fill(tx, occurrence_id, seats_taken(tx, occurrence_id))
    facts = client_facts(tx, scene, client_id)
    code = {DECLINED: "offer_declined", LAPSED: "offer_lapsed"}.get(state, "offer_withdrawn")
    if state == WAITING:
        return Outcome(code, facts, (Event(code, facts),))
    return Outcome(code, facts, (Event(code, facts), Event("seat_freed", facts)))


@handles(HoldSeats)
def hold_seats(tx: Tx, act: Act, command: HoldSeats) -> Outcome | Refusal:
    """Refuses `class_full`, `resource_short`, `hold_too_late`, `class_over` and kin (BK-10)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    last = scene.occurrence.starts_at - scene.terms.of(HOLDS_END_MIN) * MINUTE_MS
    ends_at = min(command.until, last)
    used = seats_taken(tx, scene.occurrence.id)
    refusal = (
        open_for_staff(scene.occurrence, act.occurred_at)
        or seats_fit(scene.occurrence, used, command.seats)
        or seats_supplied(tx, scene.occurrence, used, command.seats)
    )
    if refusal:
        return told(refusal, scene.facts())
    if ends_at <= act.occurred_at:
        return Refusal("hold_too_late", {**scene.facts(), "until": last})
    hold = SeatHold(
        SeatHoldId(derive(act.command_id, "hold")),
        scene.occurrence.id,
        command.seats,
        ends_at,
        command.note.strip(),
        act.actor_id,
        changed_by=act.command_id,
    )
    tx.put(hold)
    facts = {**scene.facts(), "hold_id": hold.id, "seats": hold.seats, "until": ends_at}
    return Outcome("seats_held", facts, (Event("seats_held", facts),))


@handles(ReleaseSeats)
def release_seats(tx: Tx, act: Act, command: ReleaseSeats) -> Outcome | Refusal:
    """Refuses `hold_unknown`, `hold_ended`."""
    return _end_hold(tx, act, command.occurrence_id, command.hold_id)


@handles(EndHold)
def end_hold(tx: Tx, act: Act, command: EndHold) -> Outcome | Refusal:
    """Refuses `hold_unknown`, `hold_ended`."""
    return _end_hold(tx, act, command.occurrence_id, command.hold_id)


def _end_hold(tx: Tx, act: Act, occurrence_id: str, hold_id: str) -> Outcome | Refusal:
    hold = tx.get(SeatHold, hold_id)
    if hold is None or hold.occurrence_id != occurrence_id:
        return Refusal("hold_unknown", {"hold_id": hold_id})
    scene = scene_of(tx, hold.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if hold.state != KEPT:
        return Refusal("hold_ended", scene.facts())
    tx.put(replace(hold, state=ENDED, changed_by=act.command_id))
    mark_fill(tx, hold.occurrence_id, seats_taken(tx, hold.occurrence_id))
    facts = {**scene.facts(), "hold_id": hold.id, "seats": hold.seats}
    return Outcome("hold_ended", facts, (Event("seat_freed", facts),))
