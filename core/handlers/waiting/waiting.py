"""Handlers of the waitlist: who joins, leaves, is pinned, stands by."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.waiting import (
    JoinWaitlist,
    LeaveWaitlist,
    MarkPresent,
    OrderWaitlist,
    PinWaitlist,
)
from core.domain.bookings import (
    LEFT,
    OFFERED,
    OFFERS_OF_OCCURRENCE,
    WAITING,
    WAITING_FOR_OCCURRENCE,
    WaitlistEntry,
)
from core.domain.ids import waitlist_entry_id
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.handlers.booking.seating import (
    Ask,
    barred,
    by_client,
    cover,
    location_open,
    mark_fill,
    no_overlap,
)
from core.handlers.registry import handles
from core.handlers.scene import (
    Facts,
    Scene,
    archived,
    booking_of,
    client_facts,
    client_of,
    scene_of,
    told,
)
from core.ports import Reader, Tx
from core.rules.booking.booking_states import ABSENT, may_move
from core.rules.booking.booking_window import open_for_staff
from core.rules.booking.capacity import seats_fit
from core.rules.booking.holdings import seats_taken
from core.rules.booking.self_booking import pays_at_desk
from core.rules.waiting.waitlist import in_line as ordered
from core.rules.waiting.waitlist import place_in_line
from core.rules.waiting.waitlist_states import may_move as may_move_entry


@handles(JoinWaitlist)
def join_waitlist(tx: Tx, act: Act, command: JoinWaitlist) -> Outcome | Refusal:
    """Refuses `no_waitlist`, `seat_free`, `already_waiting`, `already_booked`, overlap,
    `client_archived`, and COVER_REFUSALS (WL-6).

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
    needed = scene.service.credit_needed == 1
    tx.put(
        WaitlistEntry(
            waitlist_entry_id(scene.occurrence.id, command.client_id),
            scene.occurrence.id,
            command.client_id,  # type: ignore[arg-type]
            command.seats,
            act.occurred_at,
            state=WAITING,
            changed_by=act.command_id,
            pay_at_desk=int(pays_at_desk(act, command.pay_at_desk, credit_needed=needed)),
        )
    )


def line_facts(tx: Reader, scene: Scene, client_id: str) -> Facts:
    """The client's place and how many wait."""
    waiting = tx.find(WAITING_FOR_OCCURRENCE, scene.occurrence.id)
    key = waitlist_entry_id(scene.occurrence.id, client_id)
    return {"place": place_in_line(waiting, key), "waiting": len(waiting)}


@handles(LeaveWaitlist)
def leave_waitlist(tx: Tx, act: Act, command: LeaveWaitlist) -> Outcome | Refusal:
    """Refuses `not_waiting`. A seat that was kept for the answer is free again."""
    found = in_line(tx, command.occurrence_id, command.client_id, "leave")
    if isinstance(found, Refusal):
        return found
    scene, entry = found
    tx.put(replace(entry, state=LEFT, changed_by=act.command_id))
    facts = client_facts(tx, scene, command.client_id)
    events = [Event("waitlist_left", facts)]
    if entry.state == OFFERED:
        mark_fill(tx, scene.occurrence.id, seats_taken(tx, scene.occurrence.id))
        events.append(Event("seat_freed", facts))
    return Outcome("left_waitlist", facts, tuple(events))


@handles(PinWaitlist)
def pin_waitlist(tx: Tx, act: Act, command: PinWaitlist) -> Outcome | Refusal:
    """Refuses `not_waiting`. Who is pinned comes before all others, also before those pinned."""
    found = in_line(tx, command.occurrence_id, command.client_id, "pin")
    if isinstance(found, Refusal):
        return found
    scene, entry = found
    line = _line(tx, command.occurrence_id)
    top = max(one.priority for one in line)
    place = top + (entry.priority < top or not top) if command.pinned else 0
    tx.put(replace(entry, priority=place, changed_by=act.command_id))
    facts = client_facts(tx, scene, command.client_id) | {"before": _by_hand(line)}
    return Outcome("waitlist_ordered", facts | line_facts(tx, scene, command.client_id))


@handles(OrderWaitlist)
def order_waitlist(tx: Tx, act: Act, command: OrderWaitlist) -> Outcome | Refusal:
    """Refuses `nobody_waits`, where none of those named waits. The facts say what was before."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    line = _line(tx, command.occurrence_id)
    waits = {entry.client_id for entry in line}
    named = [one for one in dict.fromkeys(command.client_ids) if one in waits]
    if not line or (command.client_ids and not named):
        return Refusal("nobody_waits", scene.facts())
    places = {one: len(named) - at for at, one in enumerate(named)}
    for entry in line:
        place = places.get(entry.client_id, 0)
        if place != entry.priority:
            tx.put(replace(entry, priority=place, changed_by=act.command_id))
    facts = {**scene.facts(), "waiting": len(line), "before": _by_hand(line)}
    return Outcome("line_ordered", facts)


def _line(tx: Reader, occurrence_id: str) -> list[WaitlistEntry]:
    """All who wait or were offered a seat, in order."""
    waiting = tx.find(WAITING_FOR_OCCURRENCE, occurrence_id)
    return ordered([*waiting, *tx.find(OFFERS_OF_OCCURRENCE, occurrence_id)])


def _by_hand(line: list[WaitlistEntry]) -> list[str]:
    """Those whose place was given by hand, in order."""
    return [entry.client_id for entry in line if entry.priority]


@handles(MarkPresent)
def mark_present(tx: Tx, act: Act, command: MarkPresent) -> Outcome | Refusal:
    """One who waits is here (WL-10). Refuses `not_waiting`, `class_over` and kin.

    In the last minutes a seat that is free goes to who stands by, in the order of the line.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    facts = client_facts(tx, scene, command.client_id)
    entry = entry_of(tx, command.occurrence_id, command.client_id)
    refusal = open_for_staff(scene.occurrence, act.occurred_at) or may_move_entry(
        "present", entry.state if entry else ABSENT
    )
    if entry is None or refusal:
        return told(refusal or Refusal("not_waiting"), facts)
    if not entry.present_at:
        tx.put(replace(entry, present_at=act.occurred_at, changed_by=act.command_id))
    facts |= line_facts(tx, scene, command.client_id)
    return Outcome("standing_by", facts, (Event("standing_by", facts),))


def _may_wait(tx: Reader, act: Act, scene: Scene, command: JoinWaitlist) -> Refusal | None:
    occurrence = scene.occurrence
    if not scene.service.waitlist:
        return Refusal("no_waitlist")
    entry = entry_of(tx, occurrence.id, command.client_id)
    if refusal := may_move_entry("join", entry.state if entry else ABSENT):
        return told(refusal, line_facts(tx, scene, command.client_id))
    booking = booking_of(tx, scene, command.client_id)
    ask = Ask(command.client_id)
    client = tx.get(Client, command.client_id)
    return (
        archived(act, client)
        or location_open(tx, occurrence)
        or (by_client(tx, act, scene, ask, client) if act.client_id and client else None)
        or open_for_staff(occurrence, act.occurred_at)
        or may_move("promote", booking.state if booking else ABSENT)
        or barred(tx, act, scene, ask)
        or _seat_free(tx, act, scene, command.seats)
        or no_overlap(tx, scene, ask)
        or (None if act.shown else _uncovered(tx, act, scene, command))
    )


def _uncovered(tx: Reader, act: Act, scene: Scene, command: JoinWaitlist) -> Refusal | None:
    """Who could not pay for the seat does not wait for it; one who lost it since waits on."""
    client = tx.get(Client, command.client_id)
    needed = scene.service.credit_needed == 1
    later = pays_at_desk(act, command.pay_at_desk, credit_needed=needed)
    ask = Ask(command.client_id, command.seats, pay_at_desk=later)
    found = cover(tx, act, scene, ask, client) if client else None
    return found if isinstance(found, Refusal) else None


def _seat_free(tx: Reader, act: Act, scene: Scene, seats: int) -> Refusal | None:
    used = seats_taken(tx, scene.occurrence.id)
    if act.shown or seats_fit(scene.occurrence, used, seats):
        return None
    return Refusal("seat_free", {"free": scene.occurrence.capacity - used})


def entry_of(tx: Reader, occurrence_id: str, client_id: str) -> WaitlistEntry | None:
    """The client's one entry in the occurrence's list, in whatever state."""
    return tx.get(WaitlistEntry, waitlist_entry_id(occurrence_id, client_id))


def in_line(
    tx: Reader, occurrence_id: str, client_id: str, move: str
) -> tuple[Scene, WaitlistEntry] | Refusal:
    """The entry, if its state allows the move. Refuses `not_waiting` and kin (WL-11)."""
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    entry = entry_of(tx, occurrence_id, client_id)
    refusal = may_move_entry(move, entry.state if entry else ABSENT)
    if entry is None or refusal:
        return told(refusal or Refusal("not_waiting"), client_facts(tx, scene, client_id))
    return scene, entry
