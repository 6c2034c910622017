"""What a promise about seats becomes when a desk showed it as done and the true state refuses it.

Returning the refusal means that the promise is refused; its facts then name the SET rule.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.attendance import Waive
from core.commands.seats import Book, CancelBooking, ChangeCover, Reschedule
from core.commands.waiting import JoinWaitlist, LeaveWaitlist, PromoteByHand
from core.domain.bookings import (
    BY_MONEY,
    CANCELLED,
    CANCELLED_STATES,
    CHECKED_IN,
    LATE_CANCELLED,
    LEFT,
    SEATED,
    WAITING,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import waitlist_entry_id
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.handlers.attendance.arrivals import in_facts
from core.handlers.booking.restoring import waive
from core.handlers.booking.seating import mark_fill
from core.handlers.booking.seats import book, book_as_promised
from core.handlers.passes.ledger import capture, hold_more, paying
from core.handlers.registry import falls_back
from core.handlers.scene import Scene, booking_of, client_facts, scene_of
from core.handlers.waiting.promoting import ask_of, take_seat
from core.handlers.waiting.waiting import join_waitlist
from core.ports import Tx
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_supplied, seats_taken
from core.rules.booking.leases import usable
from core.rules.passes.credits import COVER_REFUSALS, price_due

SEAT_GONE = frozenset({"class_full", "resource_short", "overbook_not_allowed"})

FREE_HERE = "cancelled free of charge at another desk"

PASS_GONE = frozenset({"pass_frozen", "pass_void", "pass_past_due"})

ENDS_A_PROMISE = frozenset({"class_cancelled", "client_unknown", "client_archived"})
"""Only a class that is not held ends what a desk has guaranteed; an archived client comes back."""

REFUSED_AS: Mapping[str, str] = {
    **dict.fromkeys(SEAT_GONE, "SET-2"),
    **dict.fromkeys(COVER_REFUSALS, "SET-3"),
    **dict.fromkeys(PASS_GONE, "SET-23"),
    "class_cancelled": "SET-6",
    "overlapping_booking": "SET-21",
    "client_suspended": "SET-15",
}


def refused(refusal: Refusal) -> Refusal:
    """The refusal with the SET rule that it falls under, if one names it."""
    settlement = REFUSED_AS.get(refusal.code)
    if settlement is None:
        return refusal
    return Refusal(refusal.code, {**refusal.facts, "settlement": settlement})


def settled(outcome: Outcome, settlement: str) -> Outcome:
    """The outcome with the SET rule that made it."""
    return Outcome(outcome.code, {**outcome.facts, "settlement": settlement}, outcome.events)


@falls_back(Book)
def settle_book(tx: Tx, act: Act, command: Book, refusal: Refusal) -> Outcome | Refusal:
    """SET-1, 2, 3, 11, 20: wait, another pass, once; else refused. M-02: what a desk promised
    inside a lease is kept, whatever it lacks."""
    if refusal.code in ("already_booked", "already_in"):
        return _once(tx, act, command)
    if refusal.code not in ENDS_A_PROMISE and _inside_lease(tx, act, command):
        kept = book_as_promised(tx, act, command)
        return kept if isinstance(kept, Refusal) else settled(kept, "M-02")
    if refusal.code == "client_archived":
        _bring_back(tx, act, command.client_id)
        again = book(tx, act, command)
        return refused(again) if isinstance(again, Refusal) else settled(again, "SET-11")
    if refusal.code in SEAT_GONE:
        return _wait_instead(tx, act, command, refusal)
    if refusal.code in COVER_REFUSALS and command.pass_id:
        case = "SET-23" if refusal.code in PASS_GONE else "SET-3"
        again = book(tx, act, replace(command, pass_id=""))
        return refused(again) if isinstance(again, Refusal) else settled(again, case)
    return refused(refusal)


@falls_back(JoinWaitlist)
def settle_join(_tx: Tx, _: Act, command: JoinWaitlist, refusal: Refusal) -> Outcome | Refusal:
    """Who waits or has a seat already is there once (SET-12)."""
    if refusal.code in ("already_waiting", "already_booked", "already_in"):
        facts = {**refusal.facts, "client_id": command.client_id, "settlement": "SET-12"}
        return Outcome("waitlisted", facts)
    return refused(refusal)


@falls_back(LeaveWaitlist)
def settle_leave(tx: Tx, _: Act, command: LeaveWaitlist, refusal: Refusal) -> Outcome | Refusal:
    """Who waits no longer has left (SET-12); who was promoted has a seat: a person asks."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal) or refusal.code != "not_waiting":
        return refusal
    facts = client_facts(tx, scene, command.client_id)
    booking = booking_of(tx, scene, command.client_id)
    if booking is not None and booking.state in SEATED:
        return Refusal("already_booked", {**facts, "settlement": "SET-1"})
    return Outcome("left_waitlist", {**facts, "settlement": "SET-12"})


@falls_back(PromoteByHand)
def settle_promotion(
    tx: Tx, act: Act, command: PromoteByHand, refusal: Refusal
) -> Outcome | Refusal:
    """Promoted by the server meanwhile: once (SET-12). Who stood at the desk has the seat, though
    somebody accepted it online: both stand, flagged (SET-25). Else the client goes on waiting
    (SET-2)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return refused(refusal)
    booking = booking_of(tx, scene, command.client_id)
    if booking is not None and booking.state in SEATED:
        return Outcome("promoted", {**in_facts(tx, scene, booking), "settlement": "SET-12"})
    entry = tx.get(WaitlistEntry, waitlist_entry_id(command.occurrence_id, command.client_id))
    if refusal.code not in SEAT_GONE or entry is None or not entry.present_at:
        return refused(refusal)
    both = take_seat(tx, act, scene, replace(ask_of(entry), forced=True))
    if isinstance(both, Refusal):
        return refused(both)
    return settled(both, "SET-25")


@falls_back(CancelBooking)
def settle_cancel(tx: Tx, act: Act, command: CancelBooking, refusal: Refusal) -> Outcome | Refusal:
    """Cancelled already, or made to wait meanwhile: the client has no seat (SET-12).

    What this desk said is free stays free, if another cancelled it late first. A check-in
    elsewhere is a fact and stands: the cancelling is refused (SET-4).
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return refusal
    if refusal.code == "already_in":
        return Refusal(refusal.code, {**refusal.facts, "settlement": "SET-4"})
    if refusal.code != "not_booked":
        return refused(refusal)
    entry = tx.get(WaitlistEntry, waitlist_entry_id(command.occurrence_id, command.client_id))
    if entry is not None and entry.state == WAITING:
        tx.put(replace(entry, state=LEFT, changed_by=act.command_id))
    booking = booking_of(tx, scene, command.client_id)
    state = booking.state if booking and booking.state in CANCELLED_STATES else CANCELLED
    facts = {**scene.facts(), "client_id": command.client_id, "settlement": "SET-12"}
    if state == LATE_CANCELLED and act.shown == CANCELLED:
        reason = command.reason.strip() or FREE_HERE
        free = waive(tx, act, Waive(command.client_id, command.occurrence_id, reason))
        if isinstance(free, Outcome):
            return Outcome(CANCELLED, facts, free.events)
    return Outcome(state, facts)


@falls_back(Reschedule)
def settle_reschedule(
    _tx: Tx, _act: Act, _command: Reschedule, refusal: Refusal
) -> Outcome | Refusal:
    """The old seat stays (BK-7)."""
    return refused(refusal)


@falls_back(ChangeCover)
def settle_cover(_tx: Tx, _act: Act, _command: ChangeCover, refusal: Refusal) -> Outcome | Refusal:
    """What paid before goes on paying (SET-3)."""
    return refused(refusal)


def _inside_lease(tx: Tx, act: Act, command: Book) -> bool:
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return False
    return usable(tx, act, scene.occurrence, command.seats, full=True) is not None


def _wait_instead(tx: Tx, act: Act, command: Book, refusal: Refusal) -> Outcome | Refusal:
    """SET-1: wait, at the place that the time of booking gives; SET-2 where there is no list."""
    wait = JoinWaitlist(
        command.client_id, command.occurrence_id, command.seats, command.pay_at_desk
    )
    result = join_waitlist(tx, act, wait)
    if isinstance(result, Outcome):
        return settled(result, "SET-1")
    if result.code == "already_waiting":
        return Outcome("waitlisted", {**result.facts, "settlement": "SET-1"})
    return refused(refusal)


def _once(tx: Tx, act: Act, command: Book) -> Outcome | Refusal:
    """SET-20: booked at two desks is booked once; the larger party holds if it fits."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    booking = booking_of(tx, scene, command.client_id)
    if booking is None:
        return Refusal("not_booked", scene.facts())
    extra = command.seats - booking.seats
    if extra > 0:
        booking = _grown(tx, act, scene, booking, extra)
    facts = {**in_facts(tx, scene, booking), "settlement": "SET-20"}
    if booking.seats < command.seats:
        facts["seats_wanted"] = command.seats
    return Outcome("booked", facts, (Event("booked_once", facts),))


def _grown(tx: Tx, act: Act, scene: Scene, booking: Booking, extra: int) -> Booking:
    """The booking with more seats, or as it was where seats, resources or credits are short."""
    used = seats_taken(tx, scene.occurrence.id)
    if seats_fit(scene.occurrence, used, extra) or seats_supplied(
        tx, scene.occurrence, used, extra
    ):
        return booking
    seats = booking.seats + extra
    grown = booking
    price = scene.price * seats
    if booking.pass_id:
        purse = paying(tx, booking.client_id, scene.want(extra, booking.seats), booking.pass_id)
        if isinstance(purse, Refusal):
            return booking
        grown = hold_more(tx, act, purse, booking, extra)
        price = booking.price + price_due(scene.price, extra, purse, booking.seats)
        if booking.state == CHECKED_IN:
            grown = capture(tx, act, grown)
    elif booking.cover != BY_MONEY:
        price = 0
    grown = replace(grown, seats=seats, price=price, changed_by=act.command_id)
    tx.put(grown)
    mark_fill(tx, scene.occurrence.id, used + extra)
    return grown


def _bring_back(tx: Tx, act: Act, client_id: str) -> None:
    client = tx.get(Client, client_id)
    if client is not None:
        tx.put(replace(client, state=ACTIVE, changed_by=act.command_id))
