"""Handlers that move a booking to another occurrence, or change what pays for it."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.seats import ChangeCover, Reschedule, UndoReschedule
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    BY_MONEY,
    CANCELLED,
    CHECKED_IN,
    FREE,
    LATE_CANCELLED,
    NO_SHOW,
    PENDING_PAYMENT,
    Booking,
)
from core.domain.ids import PassId, booking_id
from core.domain.refusals import Refusal
from core.domain.settings import LATE_CANCEL
from core.handlers.booking.seating import Ask, admit, mark_fill, seat, seat_facts
from core.handlers.booking.seats import cancel_result, end_booking, restore
from core.handlers.money.prepaying import first_sum, kept_for_payment
from core.handlers.passes.ledger import capture, give_back, hold, paying
from core.handlers.registry import handles
from core.handlers.scene import Scene, booking_of, scene_of, told
from core.ports import Reader, Tx
from core.rules.booking.booking_states import ABSENT, may_move
from core.rules.booking.cancelling import still_undoable
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_taken
from core.rules.booking.self_booking import pays_at_desk
from core.rules.money.prepaying import confirmed, money_back
from core.rules.passes.credits import Purse, price_due

COVERED = (PENDING_PAYMENT, BOOKED, CHECKED_IN, ATTENDED, NO_SHOW)
"""What can be paid otherwise: also what is past, such as visits put on a new pass (PASS-16)."""


@handles(Reschedule)
def reschedule(tx: Tx, act: Act, command: Reschedule) -> Outcome | Refusal:
    """One step: if the new seat is refused the old one stays, for a refusal writes nothing (BK-7).

    The old place is ignored in overlap and credits; after the cut-off it counts as a late cancel
    and a new booking, which clients cannot do (BK-23).
    Refuses as Book and CancelBooking do, and `same_class`, `reschedule_too_late`.
    """
    if command.from_occurrence_id == command.to_occurrence_id:
        return Refusal("same_class")
    scenes = _scenes(tx, command.from_occurrence_id, command.to_occurrence_id)
    if isinstance(scenes, Refusal):
        return scenes
    old, new = scenes
    booking = booking_of(tx, old, command.client_id)
    refusal = may_move("reschedule", booking.state if booking else ABSENT)
    if booking is None or refusal:
        return told(refusal or Refusal("not_booked"), old.facts())
    result = cancel_result(tx, act, old, booking)
    if isinstance(result, Refusal):
        return told(result, old.facts())
    if act.client_id and result.late:
        late_facts = {**old.facts(), "free_until": result.free_until}
        return Refusal("reschedule_too_late", late_facts)
    ended = end_booking(tx, act, booking, result, "moved")
    return _seat_anew(tx, act, command, old, new, ended)


def _scenes(tx: Reader, old_id: str, new_id: str) -> tuple[Scene, Scene] | Refusal:
    old, new = scene_of(tx, old_id), scene_of(tx, new_id)
    if isinstance(old, Refusal):
        return old
    return new if isinstance(new, Refusal) else (old, new)


@handles(UndoReschedule)
def undo_reschedule(tx: Tx, act: Act, command: UndoReschedule) -> Outcome | Refusal:
    """Refuses `changed_since`, `class_full` when the old seat was given away, COVER_REFUSALS."""
    scenes = _scenes(tx, command.from_occurrence_id, command.to_occurrence_id)
    if isinstance(scenes, Refusal):
        return scenes
    old, new = scenes
    left = booking_of(tx, old, command.client_id)
    taken = booking_of(tx, new, command.client_id)
    if left is None or taken is None or {left.changed_by, taken.changed_by} != {command.of}:
        return Refusal("changed_since", new.facts())
    if late := still_undoable(taken, act.occurred_at):
        return told(late, new.facts())
    used = seats_taken(tx, old.occurrence.id)
    if refusal := seats_fit(old.occurrence, used, left.seats):
        return told(refusal, old.facts())
    given = give_back(tx, act, taken, "undo")
    tx.put(
        replace(
            given,
            state=CANCELLED,
            cancelled_at=act.occurred_at,
            paid=0,
            flag="",
            changed_by=act.command_id,
        )
    )
    restored = restore(tx, act, old, replace(left, paid=left.paid + taken.paid))
    if isinstance(restored, Refusal):
        return told(restored, old.facts())
    _refill(tx, new)
    return Outcome("undone", old.facts(), (Event("seat_freed", new.facts()),))


@handles(ChangeCover)
def change_cover(tx: Tx, act: Act, command: ChangeCover) -> Outcome | Refusal:
    """Swap what pays, before or after the check-in (PASS-15). Refuses `not_booked`, COVER_REFUSALS.

    Both ledgers say so: the one pass gets its credit back, the other gives one.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    booking = booking_of(tx, scene, command.client_id)
    if booking is None or booking.state not in COVERED:
        return Refusal("not_booked", scene.facts())
    bare = replace(
        give_back(tx, act, booking, "another cover"),
        pass_id=PassId(""),
        changed_by=act.command_id,
    )
    purse: Purse | None = None
    if command.pass_id:
        found = paying(tx, booking.client_id, scene.want(booking.seats), command.pass_id)
        if isinstance(found, Refusal):
            return told(found, scene.facts())
        purse = found
    price = price_due(scene.price, booking.seats, purse)
    changed = replace(bare, price=price, cover=BY_MONEY if price else FREE)
    if purse is not None:
        changed = hold(tx, act, purse, changed)
        if booking.state not in (PENDING_PAYMENT, BOOKED):
            changed = capture(tx, act, changed)
    changed = confirmed(changed)
    tx.put(changed)
    facts = {
        **scene.facts(),
        "client_id": booking.client_id,
        "pass_id": changed.pass_id,
        "pass_name": purse.pass_.name if purse else "",
        "credits_left": purse.left_after(booking.seats) if purse else None,
        "price_due": changed.due,
        "to_refund": max(0, changed.paid - changed.price),
    }
    return Outcome("cover_changed", facts, (Event("cover_changed", facts),))


def _seat_anew(
    tx: Tx, act: Act, command: Reschedule, old: Scene, new: Scene, ended: Booking
) -> Outcome | Refusal:
    needed = new.service.credit_needed == 1
    asked = pays_at_desk(act, command.pay_at_desk, credit_needed=needed)
    ask = Ask(
        command.client_id,
        ended.seats,
        pay_at_desk=asked or not ended.pass_id,
        override=command.override,
        reason=command.reason,
        origin=ended.origin,
        note=ended.note,
        besides=(ended.id,),
    )
    admission = admit(tx, act, new, ask)
    if isinstance(admission, Refusal):
        return admission
    made = seat(tx, act, new, ask, admission)
    along = _goes_along(old, ended)
    made = replace(made, lineage=ended.lineage, paid=made.paid + along)
    made = _paid_first(tx, act, new, made, first_sum(new, admission))
    moved_to = booking_id(new.occurrence.id, command.client_id)
    tx.put(replace(ended, moved_to=moved_to, paid=ended.paid - along))
    _refill(tx, old)
    facts = {
        **seat_facts(new, admission, made),
        "from_occurrence_id": old.occurrence.id,
        "from_class_name": old.service.name,
        "from_starts_at": old.occurrence.starts_at,
        "late": ended.state != CANCELLED,
    }
    return Outcome(
        "rescheduled",
        facts,
        (Event("booking_rescheduled", facts), Event("seat_freed", old.facts())),
    )


def _goes_along(old: Scene, ended: Booking) -> int:
    """What of the money follows the booking: of a late cancel only what would go back (BK-23)."""
    late = ended.state == LATE_CANCELLED
    return money_back(ended, old.terms.of(LATE_CANCEL)) if late else ended.paid


def _paid_first(tx: Tx, act: Act, new: Scene, made: Booking, first: int) -> Booking:
    """Clients keep the new seat once what must come first is paid; staff have moved them."""
    if not first:
        tx.put(made)
        return made
    waits = replace(made, state=PENDING_PAYMENT) if act.client_id else made
    return kept_for_payment(tx, act, new, waits)


def _refill(tx: Tx, scene: Scene) -> None:
    used = seats_taken(tx, scene.occurrence.id)
    mark_fill(tx, scene.occurrence.id, used)
