"""Accepting a booking request: the session and its booking, with all the checks of both (AVL-4)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.requesting import AcceptRequest
from core.domain.ids import OccurrenceId, derive
from core.domain.refusals import Refusal
from core.domain.requests import ACCEPTED, BookingRequest
from core.handlers.booking.seating import Ask, admit, seat, seat_facts
from core.handlers.instructors.request_attention import nobody_waits
from core.handlers.instructors.requesting import facts_of, may_answer, open_request
from core.handlers.instructors.sessions import NewSession, made_session, session_offer
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts, Scene, told
from core.ports import Reader, Tx
from core.rules.instructors.requests import times_of

BY_REQUEST = "request"


@handles(AcceptRequest)
def accept_request(tx: Tx, act: Act, command: AcceptRequest) -> Outcome | Refusal:
    """Refuses `request_unknown`, `request_closed`, `not_yours_to_answer`, `request_unpaid`,
    `time_not_proposed`, `instructor_missing`, and what a session and a booking refuse.

    The request stays pending then, and can be accepted for another time.
    """
    row = open_request(tx, command.request_id, "accept")
    if isinstance(row, Refusal):
        return row
    facts = facts_of(tx, row)
    if refusal := may_answer(tx, act, row) or _other_than_asked(act, row, command):
        return told(refusal, facts)
    new = _session(tx, row, command)
    if isinstance(new, Refusal):
        return told(new, facts)
    scene = made_session(tx, act, new)
    if isinstance(scene, Refusal):
        return told(scene, facts)
    given = _booked(tx, act, scene, row, command, new.seat_override())
    if isinstance(given, Refusal):
        return told(given, facts)
    tx.put(
        replace(
            row,
            state=ACCEPTED,
            occurrence_id=OccurrenceId(scene.occurrence.id),
            answered_at=act.occurred_at,
            answered_by=act.actor_id,
            changed_by=act.command_id,
        )
    )
    nobody_waits(tx, act, row)
    lead = facts_of(tx, replace(row, instructor_id=scene.occurrence.lead_id))
    facts = {**lead, **given}
    return Outcome("request_accepted", facts, (Event("request_accepted", facts),))


@falls_back(AcceptRequest)
def settle_accept(tx: Tx, _act: Act, command: AcceptRequest, refusal: Refusal) -> Outcome | Refusal:
    """Accepted at two desks is accepted once (SET-12). What cannot be kept stays pending, and a
    person is told why."""
    row = tx.get(BookingRequest, command.request_id)
    if row is None or row.state != ACCEPTED or refusal.code != "request_closed":
        return refusal
    facts = {**facts_of(tx, row), "occurrence_id": row.occurrence_id, "settlement": "SET-12"}
    return Outcome("request_accepted", facts)


def session_id(row: BookingRequest) -> str:
    """The session of a request, whichever desk accepted it."""
    return derive("occurrence", row.id)


def _other_than_asked(act: Act, row: BookingRequest, command: AcceptRequest) -> Refusal | None:
    """An introduction is as staff have agreed with the client; all else was proposed."""
    if row.intro:
        return None if command.instructor_id else Refusal("instructor_missing")
    if (command.local_date, command.local_start) not in times_of(row):
        return Refusal("time_not_proposed")
    if command.location_id not in ("", row.location_id):
        return Refusal("time_not_proposed")
    own = act.actor_id == row.instructor_id
    if own and command.instructor_id not in ("", row.instructor_id):
        return Refusal("not_yours_to_answer", {"until": row.escalates_at})
    return None


def _session(tx: Reader, row: BookingRequest, command: AcceptRequest) -> NewSession | Refusal:
    offer = session_offer(tx, row.service_id, command.location_id or row.location_id)
    if isinstance(offer, Refusal):
        return offer
    service, location = offer
    return NewSession(
        session_id(row),
        service,
        location,
        command.instructor_id or row.instructor_id,
        command.local_date,
        command.local_start,
        command.override,
        command.reason,
    )


def _booked(
    tx: Tx,
    act: Act,
    scene: Scene,
    row: BookingRequest,
    command: AcceptRequest,
    override: tuple[str, ...],
) -> Facts | Refusal:
    """The booking; what was paid for an introduction counts."""
    ask = Ask(
        row.client_id,
        row.seats,
        command.pass_id,
        command.pay_at_desk or bool(row.price),
        override,
        command.reason,
        origin=BY_REQUEST,
        note=row.note,
    )
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    booking = seat(tx, act, scene, ask, admission)
    if row.paid and row.price and booking.price:
        booking = replace(booking, paid=booking.paid + row.price)
        tx.put(booking)
    return seat_facts(scene, admission, booking)
