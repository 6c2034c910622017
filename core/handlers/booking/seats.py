"""Handlers of booking and cancelling. What settlement makes of them stands in settling.py."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.seats import Book, CancelBooking, UndoBook, UndoCancelBooking
from core.domain.bookings import (
    BOOKED,
    BY_CREDIT,
    CANCELLED,
    LEFT,
    PENDING_PAYMENT,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.credits import Pass
from core.domain.ids import waitlist_entry_id
from core.domain.json_text import dump
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.settings import LATE_CANCEL
from core.handlers.booking.seating import (
    Ask,
    admit,
    end_waiting,
    mark_fill,
    no_overlap,
)
from core.handlers.instructors.sessions import session_back
from core.handlers.money.fees import withdraw_fee
from core.handlers.money.prepaying import kept_for_payment, seat_or_keep, seated
from core.handlers.passes.ledger import capture, credits_left, give_back, hold, paying, uncapture
from core.handlers.registry import handles
from core.handlers.scene import (
    Facts,
    Scene,
    booking_of,
    client_facts,
    movable_booking,
    scene_of,
    told,
    untouched_booking,
)
from core.ports import Reader, Tx
from core.rules.booking.cancelling import CancelResult, cancel_terms, cancelling, still_undoable
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_given, seats_taken
from core.rules.booking.questions import answers_refusal
from core.rules.booking.self_booking import origin_of, pays_at_desk
from core.rules.money.prepaying import money_back, pay_first
from core.rules.permissions import permits

OPEN = (BOOKED, PENDING_PAYMENT)


@handles(Book)
def book(tx: Tx, act: Act, command: Book) -> Outcome | Refusal:
    """Refuses what `seating.admit` and `answers_refusal` do, `occurrence_unknown`,
    `too_many_guests` (more names than guests)."""
    return _book(tx, act, command)


def book_as_promised(tx: Tx, act: Act, command: Book) -> Outcome | Refusal:
    """Book whatever stands against it: what it lacks is flagged or due (M-02)."""
    return _book(tx, act, command, forced=True)


def _book(tx: Tx, act: Act, command: Book, *, forced: bool = False) -> Outcome | Refusal:
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if len(command.guests) > command.seats - 1:
        return Refusal("too_many_guests", {**scene.facts(), "seats": command.seats})
    unanswered = answers_refusal(scene.service, command.answers, by_client=bool(act.client_id))
    if unanswered:
        return told(unanswered, scene.facts())
    desk = permits(tx, act, "act_as_desk", scene.place)
    needed = scene.service.credit_needed == 1
    ask = Ask(
        command.client_id,
        command.seats,
        command.pass_id,
        pays_at_desk(act, command.pay_at_desk, credit_needed=needed),
        command.override,
        command.reason,
        origin=origin_of(act, desk=desk),
        note=command.note,
        guests=command.guests,
        answers=dump(command.answers),
        forced=forced,
    )
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    return seated(scene, admission, seat_or_keep(tx, act, scene, ask, admission), "booked")


@handles(UndoBook)
def undo_book(tx: Tx, act: Act, command: UndoBook) -> Outcome | Refusal:
    """Refuses `changed_since`, `undo_too_late`. A booking that had to wait waits no more."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    booking = booking_of(tx, scene, command.client_id)
    if booking is not None and booking.changed_by == command.of and booking.state in OPEN:
        late = still_undoable(booking, act.occurred_at)
        return told(late, scene.facts()) if late else _take_back(tx, act, scene, booking)
    entry = tx.get(WaitlistEntry, waitlist_entry_id(command.occurrence_id, command.client_id))
    if entry is not None and entry.changed_by == command.of and entry.state == WAITING:
        tx.put(replace(entry, state=LEFT, changed_by=act.command_id))
        return Outcome("undone", scene.facts())
    return Refusal("changed_since", scene.facts())


@handles(CancelBooking)
def cancel_booking(tx: Tx, act: Act, command: CancelBooking) -> Outcome | Refusal:
    """Refuses `not_booked` and kin, `class_started`, `waive_not_allowed`, `reason_missing`.

    What a desk said is free stays free, though the class was moved or its policy changed meanwhile:
    terms are quoted.
    """
    found = movable_booking(tx, command.occurrence_id, command.client_id, "cancel")
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    if command.waive and (refusal := _may_waive(tx, act, scene, command.reason)):
        return told(refusal, scene.facts())
    free = command.waive or act.shown == CANCELLED
    result = cancel_result(tx, act, scene, booking, waived=free)
    if isinstance(result, Refusal):
        return told(result, scene.facts())
    return _cancelled(tx, act, scene, booking, result, command.reason)


def cancel_result(
    tx: Reader, act: Act, scene: Scene, booking: Booking, *, waived: bool = False
) -> CancelResult | Refusal:
    """What cancelling this booking now does (BK-6)."""
    held = tx.get(Pass, booking.pass_id) if booking.pass_id else None
    terms = cancel_terms(scene.terms, scene.service.kind, scene.occurrence.zone)
    unlimited = held is not None and held.unlimited
    return cancelling(booking, act.occurred_at, terms, unlimited=unlimited, waived=waived)


def end_booking(
    tx: Tx, act: Act, booking: Booking, result: CancelResult, reason: str = ""
) -> Booking:
    """Move the credit as the result says and put the booking in its last state.

    A late one remembers how many seats were used, so that its penalty can fall away (BK-21).
    """
    before = seats_given(tx, booking.occurrence_id) if result.late else 0
    if result.credit == "capture":
        booking = capture(tx, act, booking, reason)
    elif result.credit:
        booking = give_back(tx, act, booking, reason)
    booking = replace(
        booking,
        state=result.state,
        cancelled_at=act.occurred_at,
        flag="",
        changed_by=act.command_id,
        seats_before=before,
    )
    tx.put(booking)
    return booking


@handles(UndoCancelBooking)
def undo_cancel_booking(tx: Tx, act: Act, command: UndoCancelBooking) -> Outcome | Refusal:
    """Refuses `changed_since`, `class_full` when the seat was given away, COVER_REFUSALS."""
    found = untouched_booking(
        tx, command.occurrence_id, command.client_id, "undo_cancel", command.of
    )
    if isinstance(found, Refusal):
        return found
    scene, booking = found
    used = seats_taken(tx, scene.occurrence.id)
    if refusal := seats_fit(scene.occurrence, used, booking.seats):
        return told(refusal, scene.facts())
    restored = restore(tx, act, scene, booking)
    if isinstance(restored, Refusal):
        return told(restored, scene.facts())
    return Outcome("undone", {**scene.facts(), "client_id": booking.client_id})


def restore(tx: Tx, act: Act, scene: Scene, booking: Booking) -> Booking | Refusal:
    """Make a cancelled booking live again, with its hold; who has a seat waits no longer.

    A session that went with it comes back. Refuses `overlapping_booking`, what takes a session's
    time meanwhile (`instructor_busy`, `resource_short`), and COVER_REFUSALS.
    """
    if refusal := no_overlap(tx, scene, Ask(booking.client_id)):
        return refusal
    if refusal := session_back(tx, act, scene.occurrence, booking.seats):
        return refusal
    withdraw_fee(tx, act, booking)
    live = replace(booking, state=BOOKED, cancelled_at=None, moved_to="", changed_by=act.command_id)
    if booking.cover == BY_CREDIT and not booking.credit:
        purse = paying(tx, booking.client_id, scene.want(booking.seats), booking.pass_id)
        if isinstance(purse, Refusal):
            return purse
        live = hold(tx, act, purse, live)
    elif booking.credit:
        live = uncapture(tx, act, live)
    tx.put(live)
    client = tx.get(Client, booking.client_id)
    later = client is not None and client.pay_later == 1
    if pay_first(scene.service, live.price, pay_later=later):
        live = kept_for_payment(tx, act, scene, replace(live, state=PENDING_PAYMENT))
    entry = tx.get(WaitlistEntry, waitlist_entry_id(scene.occurrence.id, booking.client_id))
    end_waiting(tx, act, entry)
    return live


def _take_back(tx: Tx, act: Act, scene: Scene, booking: Booking) -> Outcome:
    booking = give_back(tx, act, booking, "undo")
    tx.put(
        replace(
            booking,
            state=CANCELLED,
            cancelled_at=act.occurred_at,
            flag="",
            changed_by=act.command_id,
        )
    )
    used = seats_taken(tx, scene.occurrence.id)
    mark_fill(tx, scene.occurrence.id, used)
    facts: Facts = {
        **scene.facts(),
        "client_id": booking.client_id,
        "credits_left": credits_left(tx, booking.pass_id),
    }
    return Outcome("undone", facts, (Event("seat_freed", scene.facts()),))


def _may_waive(tx: Reader, act: Act, scene: Scene, reason: str) -> Refusal | None:
    if not permits(tx, act, "waive_penalty", scene.place):
        return Refusal("waive_not_allowed")
    return None if reason.strip() else Refusal("reason_missing")


def _cancelled(
    tx: Tx, act: Act, scene: Scene, booking: Booking, result: CancelResult, reason: str
) -> Outcome:
    ended = end_booking(tx, act, booking, result, reason)
    used = seats_taken(tx, scene.occurrence.id)
    mark_fill(tx, scene.occurrence.id, used)
    facts = client_facts(tx, scene, booking.client_id)
    facts |= {
        "credit": result.credit,
        "seats": booking.seats,
        "free_until": result.free_until,
        "used": used,
        "capacity": scene.occurrence.capacity,
        "pass_id": ended.pass_id,
        "pass_name": _pass_name(tx, ended.pass_id),
        "credits_left": credits_left(tx, ended.pass_id),
        "to_refund": money_back(ended, scene.terms.of(LATE_CANCEL)),
    }
    code = "late_cancelled" if result.late else "cancelled"
    told_late = (Event("late_cancelled", facts),) if result.late else ()
    events = (Event("booking_cancelled", facts), Event("seat_freed", facts), *told_late)
    return Outcome(code, facts, events)


def _pass_name(tx: Reader, pass_id: str) -> str:
    held = tx.get(Pass, pass_id) if pass_id else None
    return held.name if held else ""
