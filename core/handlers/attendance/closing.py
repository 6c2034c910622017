"""Closes a class: who is in has attended, who is not did not come; nobody waits any more."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.attendance import CloseOccurrence
from core.domain.bookings import (
    BOOKED,
    BOOKINGS_OF_OCCURRENCE,
    CHECKED_IN,
    CLOSED,
    ENDED,
    HOLDS_OF_OCCURRENCE,
    OFFERS_OF_OCCURRENCE,
    WAITING_FOR_OCCURRENCE,
    Booking,
)
from core.domain.refusals import Refusal
from core.domain.schedule import CLOSED as OCCURRENCE_CLOSED
from core.domain.settings import NO_SHOW as NO_SHOW_POLICY
from core.handlers.attendance.no_shows import to_attended, to_no_show
from core.handlers.booking.seating import mark_fill
from core.handlers.passes.ledger import give_back_seats
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, Scene, client_facts, scene_of, told
from core.ports import Reader, Tx
from core.rules.attendance.check_in import client_window
from core.rules.booking.booking_window import takes_place
from core.rules.booking.holdings import seats_taken


@handles(CloseOccurrence)
def close_occurrence(tx: Tx, act: Act, command: CloseOccurrence) -> Outcome | Refusal:
    """Refuses `class_cancelled`, `class_closed`, `check_in_open` (NS-1, NS-7)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    wide = bool(scene.service.open_studio)
    closes_at = client_window(scene.occurrence, scene.terms, wide=wide).closes_at
    if refusal := takes_place(scene.occurrence):
        return told(refusal, scene.facts())
    if act.occurred_at < closes_at:
        return Refusal("check_in_open", {**scene.facts(), "closes_at": closes_at})
    events = [
        event
        for booking in tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id)
        if (event := _ended(tx, act, scene, booking))
    ]
    empty_the_line(tx, act, scene.occurrence.id)
    tx.put(replace(scene.occurrence, state=OCCURRENCE_CLOSED, changed_by=act.command_id))
    mark_fill(tx, scene.occurrence.id, seats_taken(tx, scene.occurrence.id))
    facts: Facts = {
        **scene.facts(),
        "attended": sum(event.name == "attended" for event in events),
        "no_shows": sum(event.name == "no_show" for event in events),
    }
    return Outcome("class_closed", facts, (Event("class_closed", facts), *events))


@falls_back(CloseOccurrence)
def settle_close(
    _tx: Tx, _act: Act, _command: CloseOccurrence, refusal: Refusal
) -> Outcome | Refusal:
    """Closed at two desks is closed once (SET-12)."""
    if refusal.code != "class_closed":
        return refusal
    return Outcome("class_closed", {**refusal.facts, "settlement": "SET-12"})


def _ended(tx: Tx, act: Act, scene: Scene, booking: Booking) -> Event | None:
    facts = client_facts(tx, scene, booking.client_id)
    there = booking.state == CHECKED_IN or _by_itself(scene, booking)
    if there:
        to_attended(tx, act, booking)
        _rest_of_party(tx, act, scene, booking)
        return Event("attended", facts)
    if booking.state != BOOKED:
        return None
    to_no_show(tx, act, scene, booking)
    return Event("no_show", facts)


def _rest_of_party(tx: Tx, act: Act, scene: Scene, booking: Booking) -> None:
    """Guests who did not come cost what a no-show costs (BK-26, NS-2)."""
    missing = booking.seats - booking.came if booking.came else 0
    if missing and scene.terms.of(NO_SHOW_POLICY) != "capture":
        give_back_seats(tx, act, booking, missing)


def _by_itself(scene: Scene, booking: Booking) -> bool:
    """A service can take all who are booked as attending (CHK-16)."""
    return booking.state == BOOKED and bool(scene.service.attended_by_itself)


def empty_the_line(tx: Tx, act: Act, occurrence_id: str) -> None:
    """Nobody waits any more, no offer is open, no seat is kept (WL-11)."""
    waiting: Reader = tx
    for entry in (
        *waiting.find(WAITING_FOR_OCCURRENCE, occurrence_id),
        *waiting.find(OFFERS_OF_OCCURRENCE, occurrence_id),
    ):
        tx.put(replace(entry, state=CLOSED, offered_until=0, changed_by=act.command_id))
    for hold in tx.find(HOLDS_OF_OCCURRENCE, occurrence_id):
        tx.put(replace(hold, state=ENDED, changed_by=act.command_id))
