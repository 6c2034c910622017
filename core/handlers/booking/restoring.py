"""Handlers that bring ended bookings back: penalties waived, bookings restored, kept, cancelled."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.attendance import (
    AutoCancel,
    KeepBooking,
    RestoreBooking,
    TakeBackAutoCancel,
    Waive,
)
from core.domain.bookings import (
    AUTO_CANCELLED,
    BOOKINGS_OF_CLIENT,
    CANCELLED,
    NO_SHOW,
    Booking,
)
from core.domain.credits import Pass
from core.domain.refusals import Refusal
from core.domain.settings import AUTO_CANCEL
from core.handlers.booking.seating import mark_fill
from core.handlers.booking.seats import restore
from core.handlers.passes.ledger import credits_left, give_back
from core.handlers.registry import handles
from core.handlers.scene import Scene, booking_of, client_facts, movable_booking, scene_of, told
from core.ports import Reader, Tx
from core.rules.booking.booking_states import may_move
from core.rules.booking.booking_window import takes_place
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_supplied, seats_taken


@handles(Waive)
def waive(tx: Tx, act: Act, command: Waive) -> Outcome | Refusal:
    """A late cancel as if in time (BK-30). Refuses `not_late_cancelled`, `reason_missing`."""
    found = movable_booking(tx, command.occurrence_id, command.client_id, "waive")
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    if not command.reason.strip():
        return Refusal("reason_missing", facts)
    back = give_back(tx, act, booking, command.reason)
    tx.put(replace(back, state=CANCELLED, seats_before=0, changed_by=act.command_id))
    facts["credits_left"] = credits_left(tx, booking.pass_id)
    return Outcome("waived", facts, (Event("penalty_waived", facts),))


@handles(RestoreBooking)
def restore_booking(tx: Tx, act: Act, command: RestoreBooking) -> Outcome | Refusal:
    """Refuses `not_cancelled`, `class_full`, `class_started`, COVER_REFUSALS (BK-30)."""
    return _live_again(tx, act, command.occurrence_id, command.client_id, "restore")


@handles(KeepBooking)
def keep_booking(tx: Tx, act: Act, command: KeepBooking) -> Outcome | Refusal:
    """Refuses `not_auto_cancelled`, `class_full`, `class_started`, COVER_REFUSALS (NS-2)."""
    return _live_again(tx, act, command.occurrence_id, command.client_id, "keep")


def _live_again(
    tx: Tx, act: Act, occurrence_id: str, client_id: str, move: str
) -> Outcome | Refusal:
    found = movable_booking(tx, occurrence_id, client_id, move)
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, client_id)
    used = seats_taken(tx, occurrence_id)
    refusal = (
        takes_place(scene.occurrence)
        or _before_start(act, scene)
        or seats_fit(scene.occurrence, used, booking.seats)
        or seats_supplied(tx, scene.occurrence, used, booking.seats)
    )
    if refusal:
        return told(refusal, facts)
    restored = restore(tx, act, scene, booking)
    if isinstance(restored, Refusal):
        return told(restored, facts)
    mark_fill(tx, occurrence_id, used + booking.seats)
    facts["credits_left"] = credits_left(tx, restored.pass_id)
    return Outcome("restored", facts, (Event("booking_restored", facts),))


def _before_start(act: Act, scene: Scene) -> Refusal | None:
    if act.occurred_at < scene.occurrence.starts_at:
        return None
    return Refusal("class_started", {"starts_at": scene.occurrence.starts_at})


@handles(AutoCancel)
def auto_cancel(tx: Tx, act: Act, command: AutoCancel) -> Outcome | Refusal:
    """Cancel what else is booked on the unlimited pass of a no-show (NS-2).

    Nothing happens where it was forgiven or put right meanwhile, or the policy is off.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    cause = booking_of(tx, scene, command.client_id)
    if cause is None or not punishes(tx, scene, cause):
        return Outcome("nothing_cancelled", facts)
    events: list[Event] = []
    for booking in tx.find(BOOKINGS_OF_CLIENT, command.client_id, since=act.occurred_at):
        if booking.pass_id == cause.pass_id and not may_move("auto_cancel", booking.state):
            events += _cancelled(tx, act, booking, cause)
    if not events:
        return Outcome("nothing_cancelled", facts)
    facts["count"] = sum(event.name == "auto_cancelled" for event in events)
    told = Event("bookings_auto_cancelled", facts)
    return Outcome("auto_cancelled", facts, (told, *events))


def punishes(tx: Reader, scene: Scene, booking: Booking) -> bool:
    """Whether a no-show cancels the other bookings of its pass: unlimited ones only (NS-5)."""
    if booking.state != NO_SHOW or booking.forgiven or not booking.pass_id:
        return False
    held = tx.get(Pass, booking.pass_id)
    return held is not None and held.unlimited and scene.terms.of(AUTO_CANCEL)


def _cancelled(tx: Tx, act: Act, booking: Booking, cause: Booking) -> list[Event]:
    scene = scene_of(tx, booking.occurrence_id)
    if isinstance(scene, Refusal):
        return []
    back = give_back(tx, act, booking, "did not come")
    tx.put(
        replace(
            back,
            state=AUTO_CANCELLED,
            auto_cancelled_by=cause.occurrence_id,
            cancelled_at=act.occurred_at,
            flag="",
            changed_by=act.command_id,
        )
    )
    mark_fill(tx, booking.occurrence_id, seats_taken(tx, booking.occurrence_id))
    facts = client_facts(tx, scene, booking.client_id)
    return [Event("auto_cancelled", facts), Event("seat_freed", facts)]


@handles(TakeBackAutoCancel)
def take_back_auto_cancel(tx: Tx, act: Act, command: TakeBackAutoCancel) -> Outcome | Refusal:
    """What a no-show cancelled lives again where its seat is still free (SET-17)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    events: list[Event] = []
    for booking in tx.find(BOOKINGS_OF_CLIENT, command.client_id, since=act.occurred_at):
        if booking.state == AUTO_CANCELLED and booking.auto_cancelled_by == scene.occurrence.id:
            again = _live_again(tx, act, booking.occurrence_id, command.client_id, "keep")
            if isinstance(again, Outcome):
                events += again.events
    return Outcome("restored" if events else "nothing_cancelled", facts, tuple(events))
