"""Handlers of the waitlist: join, leave, promote."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.system import Promote
from core.commands.waiting import JoinWaitlist, LeaveWaitlist, PinWaitlist, PromoteByHand
from core.domain.bookings import (
    BOOKINGS_OF_OCCURRENCE,
    BOOKINGS_OF_PASS,
    LEFT,
    WAITING,
    WAITING_FOR_OCCURRENCE,
    WaitlistEntry,
)
from core.domain.ids import waitlist_entry_id
from core.domain.refusals import Refusal
from core.domain.schedule import SCHEDULED
from core.handlers.registry import handles
from core.handlers.scene import Facts, Scene, booking_of, client_facts, client_of, scene_of, told
from core.handlers.seating import Admission, Ask, admit, no_overlap, seat, seat_facts
from core.ports import Reader, Tx
from core.rules.booking_states import ABSENT, may_move
from core.rules.booking_window import open_for_staff
from core.rules.capacity import seats_fit, seats_not_for_promotion, seats_used
from core.rules.credits import future_bookings, within_advance
from core.rules.waitlist import place_in_line, round_of_promotion


@handles(JoinWaitlist)
def join_waitlist(tx: Tx, act: Act, command: JoinWaitlist) -> Outcome | Refusal:
    """Refuses `no_waitlist`, `seat_free`, `already_waiting`, `already_booked`, overlap (WL-6).

    A desk that showed the wait is not refused for a seat that is free by now: it is promoted.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    facts = scene.facts(client)
    if refusal := _may_wait(tx, act, scene, command):
        return told(refusal, facts)
    put_in_line(tx, act, scene, command)
    facts |= line_facts(tx, scene, command.client_id)
    facts["seats"] = command.seats
    return Outcome("waitlisted", facts, (Event("waitlist_joined", facts),))


def put_in_line(tx: Tx, act: Act, scene: Scene, command: JoinWaitlist) -> None:
    """Write the entry; the place is given by the time of the act."""
    tx.put(
        WaitlistEntry(
            waitlist_entry_id(scene.occurrence.id, command.client_id),
            scene.occurrence.id,
            command.client_id,  # type: ignore[arg-type]
            command.seats,
            act.occurred_at,
            state=WAITING,
            changed_by=act.command_id,
            pay_at_desk=int(command.pay_at_desk),
        )
    )


def line_facts(tx: Reader, scene: Scene, client_id: str) -> Facts:
    """The client's place and how many wait."""
    waiting = tx.find(WAITING_FOR_OCCURRENCE, scene.occurrence.id)
    key = waitlist_entry_id(scene.occurrence.id, client_id)
    return {"place": place_in_line(waiting, key), "waiting": len(waiting)}


@handles(LeaveWaitlist)
def leave_waitlist(tx: Tx, act: Act, command: LeaveWaitlist) -> Outcome | Refusal:
    """Refuses `not_waiting`."""
    return _change_entry(tx, act, command.occurrence_id, command.client_id, state=LEFT)


@handles(PinWaitlist)
def pin_waitlist(tx: Tx, act: Act, command: PinWaitlist) -> Outcome | Refusal:
    """Refuses `not_waiting`."""
    pin = int(command.pinned)
    return _change_entry(tx, act, command.occurrence_id, command.client_id, priority=pin)


@handles(PromoteByHand)
def promote_by_hand(tx: Tx, act: Act, command: PromoteByHand) -> Outcome | Refusal:
    """Refuses `not_waiting` and what a booking refuses (WL-4)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    entry = _entry(tx, command.occurrence_id, command.client_id)
    if entry is None:
        return Refusal("not_waiting", scene.facts())
    ask = _ask(entry, command.override, command.reason)
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    facts = _promote(tx, act, scene, ask, admission)
    return Outcome("promoted", facts, (Event("promoted", facts),))


@handles(Promote)
def promote(tx: Tx, act: Act, command: Promote) -> Outcome | Refusal:
    """Fill the free seats in line order, until the start (WL-2 auto, WL-4)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    if occurrence.state != SCHEDULED or act.occurred_at >= occurrence.starts_at:
        return Outcome("nobody_promoted", scene.facts())
    used = seats_not_for_promotion(tx.find(BOOKINGS_OF_OCCURRENCE, occurrence.id))
    turn = round_of_promotion(
        tx.find(WAITING_FOR_OCCURRENCE, occurrence.id),
        occurrence.capacity - used,
        lambda entry: _hindrance(tx, act, scene, entry),
    )
    events: list[Event] = []
    for entry, code in turn.skipped:
        if entry.skipped != code:
            tx.put(replace(entry, skipped=code, changed_by=act.command_id))
            facts = {**scene.facts(), "client_id": entry.client_id, "why": code}
            events.append(Event("promotion_skipped", facts))
    for entry in turn.promoted:
        ask = _ask(entry)
        admission = admit(tx, act, scene, ask)
        if not isinstance(admission, Refusal):
            events.append(Event("promoted", _promote(tx, act, scene, ask, admission)))
    count = sum(event.name == "promoted" for event in events)
    code = "promoted" if count else "nobody_promoted"
    return Outcome(code, {**scene.facts(), "count": count}, tuple(events))


def _hindrance(tx: Reader, act: Act, scene: Scene, entry: WaitlistEntry) -> Refusal | None:
    admission = admit(tx, act, scene, _ask(entry))
    if isinstance(admission, Refusal):
        return admission
    if admission.purse is None:
        return None
    held = admission.purse.pass_
    ahead = tx.find(BOOKINGS_OF_PASS, held.id, since=act.occurred_at)
    return within_advance(held, future_bookings(ahead, act.occurred_at))


def _promote(tx: Tx, act: Act, scene: Scene, ask: Ask, admission: Admission) -> Facts:
    return seat_facts(scene, admission, seat(tx, act, scene, ask, admission))


def _ask(entry: WaitlistEntry, override: tuple[str, ...] = (), reason: str = "") -> Ask:
    return Ask(
        entry.client_id,
        entry.seats,
        pay_at_desk=bool(entry.pay_at_desk),
        override=override,
        reason=reason,
        origin="waitlist",
        by="promote",
    )


def _may_wait(tx: Reader, act: Act, scene: Scene, command: JoinWaitlist) -> Refusal | None:
    occurrence = scene.occurrence
    if not scene.service.waitlist:
        return Refusal("no_waitlist")
    if refusal := open_for_staff(occurrence, act.occurred_at):
        return refusal
    if _entry(tx, occurrence.id, command.client_id):
        return Refusal("already_waiting", line_facts(tx, scene, command.client_id))
    booking = booking_of(tx, scene, command.client_id)
    if refusal := may_move("promote", booking.state if booking else ABSENT):
        return refusal
    used = seats_used(tx.find(BOOKINGS_OF_OCCURRENCE, occurrence.id))
    if not act.shown and not seats_fit(occurrence, used, command.seats):
        return Refusal("seat_free", {"free": occurrence.capacity - used})
    return no_overlap(tx, scene, Ask(command.client_id))


def _entry(tx: Reader, occurrence_id: str, client_id: str) -> WaitlistEntry | None:
    entry = tx.get(WaitlistEntry, waitlist_entry_id(occurrence_id, client_id))
    return entry if entry is not None and entry.state == WAITING else None


def _change_entry(
    tx: Tx,
    act: Act,
    occurrence_id: str,
    client_id: str,
    *,
    state: str = WAITING,
    priority: int | None = None,
) -> Outcome | Refusal:
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    entry = _entry(tx, occurrence_id, client_id)
    if entry is None:
        return Refusal("not_waiting", scene.facts())
    pin = entry.priority if priority is None else priority
    tx.put(replace(entry, state=state, priority=pin, changed_by=act.command_id))
    facts = client_facts(tx, scene, client_id)
    if state == LEFT:
        return Outcome("left_waitlist", facts, (Event("waitlist_left", facts),))
    facts |= line_facts(tx, scene, client_id)
    return Outcome("waitlist_ordered", facts)
