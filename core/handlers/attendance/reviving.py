"""Keeps a check-in that happened, whatever has become of the booking (SET-4, SET-12, SET-19)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CANCELLED_STATES,
    CHECKED_IN,
    FREE,
    NO_SHOW,
    PENDING_PAYMENT,
    Booking,
    WaitlistEntry,
)
from core.domain.ids import PassId, waitlist_entry_id
from core.domain.refusals import Refusal
from core.domain.schedule import CANCELLED
from core.handlers.attendance.arrivals import fill_again, in_facts, mark_in
from core.handlers.booking.seating import Ask, admit, end_waiting, seat
from core.handlers.passes.ledger import give_back
from core.handlers.scene import Scene, booking_of
from core.ports import Reader, Tx

CLASS_CANCELLED = "class_cancelled"


def keep_check_in(tx: Tx, act: Act, scene: Scene, client_id: str, way: str) -> Outcome | Refusal:
    """The client was here, so the booking is in. Refuses only `client_unknown`.

    Without a free credit the price is due; a seat beyond the capacity is flagged; on a cancelled
    occurrence no credit is taken.
    """
    booking = booking_of(tx, scene, client_id)
    if booking is not None and booking.state in (CHECKED_IN, ATTENDED):
        return Outcome("checked_in", {**in_facts(tx, scene, booking), "settlement": "SET-12"})
    if scene.occurrence.state == CANCELLED:
        return _on_cancelled_class(tx, act, scene, client_id, way)
    if booking is not None and booking.state in (BOOKED, PENDING_PAYMENT):
        return _settled(mark_in(tx, act, scene, booking, way), "SET-5")
    if booking is not None and booking.credit:
        revived = _seated_over(tx, scene, booking)
        key = waitlist_entry_id(scene.occurrence.id, client_id)
        end_waiting(tx, act, tx.get(WaitlistEntry, key))
        return _settled(mark_in(tx, act, scene, revived, way), _case(booking))
    seated = _seat_again(tx, act, scene, client_id, booking)
    if isinstance(seated, Refusal):
        return seated
    return _settled(mark_in(tx, act, scene, seated, way), _case(booking))


def _case(booking: Booking | None) -> str:
    """A cancelled booking is SET-4, a no-show SET-17; what was refused or never made is SET-19."""
    if booking is not None and booking.state == NO_SHOW:
        return "SET-17"
    return "SET-4" if booking is not None and booking.state in CANCELLED_STATES else "SET-19"


def _settled(outcome: Outcome, settlement: str) -> Outcome:
    facts = {**outcome.facts, "settlement": settlement}
    return Outcome(outcome.code, facts, outcome.events)


def _seated_over(tx: Tx, scene: Scene, ended: Booking) -> Booking:
    """An ended booking that is live again, flagged where its seat was given away meanwhile."""
    return replace(fill_again(tx, scene, ended), state=BOOKED, cancelled_at=None)


def _seat_again(
    tx: Tx, act: Act, scene: Scene, client_id: str, before: Booking | None
) -> Booking | Refusal:
    ask = Ask(
        client_id,
        before.seats if before else _seats_waited_for(tx, scene, client_id),
        pass_id=before.pass_id if before else "",
        origin=before.origin if before else "staff",
        note=before.note if before else "",
        by="revive",
        forced=True,
    )
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    given = seat(tx, act, scene, ask, admission)
    if before is None:
        return given
    kept = replace(
        given,
        lineage=before.lineage,
        booked_at=before.booked_at,
        no_show_at=before.no_show_at,
    )
    tx.put(kept)
    return kept


def _seats_waited_for(tx: Reader, scene: Scene, client_id: str) -> int:
    entry = tx.get(WaitlistEntry, waitlist_entry_id(scene.occurrence.id, client_id))
    return entry.seats if entry is not None else 1


def _on_cancelled_class(
    tx: Tx, act: Act, scene: Scene, client_id: str, way: str
) -> Outcome | Refusal:
    """Who stood there was there; nothing is owed for a class that did not take place."""
    seated = booking_of(tx, scene, client_id)
    if seated is None:
        made = _seat_again(tx, act, scene, client_id, None)
        if isinstance(made, Refusal):
            return made
        seated = made
    free = replace(
        give_back(tx, act, seated, "class cancelled", by_studio=True),
        state=CHECKED_IN,
        cover=FREE,
        pass_id=PassId(""),
        price=0,
        cancelled_at=None,
        checked_in_at=act.occurred_at,
        check_in_way=way,
        flag=CLASS_CANCELLED,
        changed_by=act.command_id,
    )
    tx.put(free)
    facts = {**in_facts(tx, scene, free), "settlement": "SET-19"}
    return Outcome("checked_in", facts, (Event("checked_in", facts),))
