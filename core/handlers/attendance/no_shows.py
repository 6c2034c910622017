"""Handlers of no-shows: marked, taken back, forgiven, put right."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.arrivals import MarkNoShow, UndoNoShow
from core.commands.attendance import CorrectAttendance, Forgive, MarkAttendance
from core.domain.bookings import ATTENDED, NO_SHOW, Booking
from core.domain.refusals import Refusal
from core.domain.settings import CORRECT_DAYS
from core.domain.settings import NO_SHOW as NO_SHOW_POLICY
from core.domain.zones import DAY_MS
from core.handlers.attendance.arrivals import fill_again, seats_besides
from core.handlers.booking.seating import mark_fill
from core.handlers.booking.seats import restore
from core.handlers.passes.ledger import capture, credits_left, give_back
from core.handlers.registry import handles
from core.handlers.scene import (
    Scene,
    client_facts,
    movable_booking,
    told,
    untouched_booking,
)
from core.ports import Reader, Tx
from core.rules.attendance.check_in import confirmed, outside_class_day
from core.rules.permissions import permits


@handles(MarkNoShow)
def mark_no_show(tx: Tx, act: Act, command: MarkNoShow) -> Outcome | Refusal:
    """From the start on (BK-30). Refuses `not_booked` and kin, `not_started`.

    The credit goes as the policy says (NS-2); no seat is freed for promotion.
    """
    found = movable_booking(tx, command.occurrence_id, command.client_id, "no_show")
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    if act.occurred_at < scene.occurrence.starts_at:
        return Refusal("not_started", facts)
    to_no_show(tx, act, scene, booking)
    mark_fill(tx, scene.occurrence.id, seats_besides(tx, scene, booking))
    facts["credits_left"] = credits_left(tx, booking.pass_id)
    return Outcome("no_show", facts, (Event("no_show", facts),))


def to_no_show(tx: Tx, act: Act, scene: Scene, booking: Booking) -> None:
    """The booking as a no-show, its credit as the policy says."""
    keeps = scene.terms.of(NO_SHOW_POLICY) == "capture"
    booking = capture(tx, act, booking) if keeps else give_back(tx, act, booking)
    tx.put(
        replace(
            booking,
            state=NO_SHOW,
            flag="",
            no_show_at=act.occurred_at,
            changed_by=act.command_id,
        )
    )


@handles(UndoNoShow)
def undo_no_show(tx: Tx, act: Act, command: UndoNoShow) -> Outcome | Refusal:
    """Back to booked, with the hold. Refuses `changed_since`, COVER_REFUSALS."""
    found = untouched_booking(
        tx, command.occurrence_id, command.client_id, "undo_no_show", command.of
    )
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    restored = restore(tx, act, scene, replace(booking, no_show_at=0))
    if isinstance(restored, Refusal):
        return told(restored, facts)
    tx.put(fill_again(tx, scene, restored))
    return Outcome("undone", facts, (Event("no_show_undone", facts),))


@handles(MarkAttendance)
def mark_attendance(tx: Tx, act: Act, command: MarkAttendance) -> Outcome | Refusal:
    """Booked to attended, with the credit spent. Refuses `not_booked` and kin, `not_started`."""
    found = movable_booking(tx, command.occurrence_id, command.client_id, "attend")
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    if act.occurred_at < scene.occurrence.starts_at:
        return Refusal("not_started", facts)
    if refusal := _in_time(tx, act, scene, ""):
        return told(refusal, facts)
    to_attended(tx, act, booking)
    facts["credits_left"] = credits_left(tx, booking.pass_id)
    return Outcome("attended", facts, (Event("attended", facts),))


def to_attended(tx: Tx, act: Act, booking: Booking) -> None:
    """The booking as attended, its hold spent."""
    spent = confirmed(capture(tx, act, booking))
    tx.put(replace(spent, state=ATTENDED, no_show_at=0, forgiven=0, changed_by=act.command_id))


@handles(CorrectAttendance)
def correct_attendance(tx: Tx, act: Act, command: CorrectAttendance) -> Outcome | Refusal:
    """No-show to attended, or back (BK-30); credit and strike follow.

    Refuses `not_booked` and kin, `other_day`, `reason_missing`, `too_late_to_correct`, and
    `not_started` where the class was moved to another day meanwhile.
    """
    move = "correct_to_attended" if command.attended else "correct_to_no_show"
    found = movable_booking(tx, command.occurrence_id, command.client_id, move)
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    if act.occurred_at < scene.occurrence.starts_at:
        return Refusal("not_started", facts)
    if refusal := _in_time(tx, act, scene, command.reason):
        return told(refusal, facts)
    if command.attended:
        if not booking.credit and booking.pass_id:
            held = restore(tx, act, scene, booking)
            if isinstance(held, Refusal):
                return told(held, facts)
            booking = held
        to_attended(tx, act, booking)
        event = Event("no_show_undone", facts)
    else:
        to_no_show(tx, act, scene, booking)
        event = Event("no_show", facts)
    mark_fill(tx, scene.occurrence.id, seats_besides(tx, scene, booking) + _holds(command, booking))
    facts["attended"] = command.attended
    facts["credits_left"] = credits_left(tx, booking.pass_id)
    return Outcome("attendance_corrected", facts, (event,))


def _holds(command: CorrectAttendance, booking: Booking) -> int:
    return booking.seats if command.attended else 0


@handles(Forgive)
def forgive(tx: Tx, act: Act, command: Forgive) -> Outcome | Refusal:
    """The credit back, no strike (NS-3). Refuses `not_no_show`, `already_forgiven`."""
    found = movable_booking(tx, command.occurrence_id, command.client_id, "forgive")
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    facts = client_facts(tx, scene, command.client_id)
    if not command.reason.strip():
        return Refusal("reason_missing", facts)
    if booking.forgiven:
        return Refusal("already_forgiven", facts)
    back = give_back(tx, act, booking, command.reason)
    tx.put(replace(back, forgiven=1, changed_by=act.command_id))
    facts["credits_left"] = credits_left(tx, booking.pass_id)
    return Outcome("forgiven", facts, (Event("forgiven", facts),))


def _in_time(tx: Reader, act: Act, scene: Scene, reason: str) -> Refusal | None:
    """Staff on the class day; a manager with a reason for some weeks more."""
    any_day = permits(tx, act, "check_in_any_day", scene.place)
    if refusal := outside_class_day(
        scene.occurrence, act.occurred_at, any_day=any_day, reason=reason
    ):
        return refusal
    days = scene.terms.of(CORRECT_DAYS)
    if act.occurred_at > scene.occurrence.ends_at + days * DAY_MS:
        return Refusal("too_late_to_correct", {"days": days})
    return None
