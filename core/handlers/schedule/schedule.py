"""Handlers that put single occurrences on the calendar, move, resize and cancel them."""

from collections.abc import Sequence

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.schedule import (
    CancelOccurrence,
    ChangeCapacity,
    CreateOccurrence,
    MoveOccurrence,
    UndoMoveOccurrence,
)
from core.domain.bookings import ATTENDED, BOOKINGS_OF_OCCURRENCE, NO_SHOW, Booking
from core.domain.bookings import CANCELLED as BOOKING_CANCELLED
from core.domain.ids import StaffId, derive
from core.domain.organisation import Location, StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    ASSISTANT,
    CANCELLED,
    HELD,
    Occurrence,
)
from core.domain.zones import MINUTE_MS, is_date, local_date, to_utc
from core.handlers.attendance.closing import empty_the_line
from core.handlers.booking.seating import mark_fill
from core.handlers.passes.ledger import give_back
from core.handlers.registry import handles
from core.handlers.scene import Facts, Scene, scene_of, told
from core.handlers.schedule.placing import Plan, hindrance, kept_in_conflict, place, release, shift
from core.ports import Reader, Tx
from core.rules.booking.booking_states import may_move
from core.rules.booking.booking_window import takes_place
from core.rules.booking.cancelling import moved_with
from core.rules.booking.holdings import seats_taken
from core.rules.schedule.conflicts import OVERRIDABLE, Slot, staff_of
from core.rules.schedule.planning import schedulable

MARKED = (ATTENDED, NO_SHOW)
"""Of these somebody has said that the class took place for them."""


@handles(CreateOccurrence)
def create_occurrence(tx: Tx, act: Act, command: CreateOccurrence) -> Outcome | Refusal:
    """Refuses what `schedulable` does, `invalid_date`, conflicts not overridden.

    A desk that showed it as done keeps it, with the conflict flagged (SET-7, SET-8).
    """
    found = schedulable(tx, command.service_id, command.location_id)
    if isinstance(found, Refusal):
        return found
    service, location = found
    if not is_date(command.local_date):
        return Refusal("invalid_date", {"date": command.local_date})
    starts_at = to_utc(command.local_date, command.local_start, location.zone)
    slot = Slot(
        derive(act.command_id, "occurrence"),
        location,
        service,
        starts_at,
        starts_at + command.duration_min * MINUTE_MS,
        staff_of(command.lead_id, command.assistant_ids),
    )
    refusal = hindrance(tx, act, slot, command.override, command.reason)
    if refusal and not act.shown:
        return refusal
    what = Plan(
        command.local_date,
        command.local_start,
        command.capacity,
        command.lead_id,
        note=command.note,
    )
    made = place(tx, act, slot, what)
    facts = {
        "occurrence_id": made.id,
        "class_name": service.name,
        "starts_at": made.starts_at,
        "zone": made.zone,
        "location_id": made.location_id,
        "conflict": made.conflict,
    }
    if settlement := kept_in_conflict(made):
        facts["settlement"] = settlement
    return Outcome("scheduled", facts, (Event("class_scheduled", facts),))


@handles(MoveOccurrence)
def move_occurrence(tx: Tx, act: Act, command: MoveOccurrence) -> Outcome | Refusal:
    """Refuses `class_cancelled` and kin, `attendance_taken`, `invalid_date`, `date_past` for a day
    that is over, conflicts not overridden."""
    scene = _movable(tx, command.occurrence_id, command.local_date)
    if isinstance(scene, Refusal):
        return scene
    if command.local_date < local_date(act.occurred_at, scene.occurrence.zone):
        return told(Refusal("date_past", {"date": command.local_date}), scene.facts())
    slot = _slot(tx, scene, command)
    if refusal := hindrance(tx, act, slot, command.override, command.reason):
        return told(refusal, scene.facts())
    facts = _moved(tx, act, scene, slot, command)
    return Outcome("moved", facts, told_of_move(tx, facts))


@handles(UndoMoveOccurrence)
def undo_move_occurrence(tx: Tx, act: Act, command: UndoMoveOccurrence) -> Outcome | Refusal:
    """Refuses `changed_since`, and conflicts when the old slot was taken meanwhile.

    What was overridden when it stood there holds again: only hard conflicts refuse.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if scene.occurrence.changed_by != command.of:
        return Refusal("changed_since", scene.facts())
    facts = move_exactly(tx, replace(act, system=True), command, tuple(OVERRIDABLE), "undo")
    return facts if isinstance(facts, Refusal) else Outcome("undone", facts)


def move_exactly(
    tx: Tx, act: Act, to: UndoMoveOccurrence, override: Sequence[str], reason: str
) -> Facts | Refusal:
    """As a move, but a lead of "" is nobody. Refuses what a move refuses; tells nobody."""
    scene = _movable(tx, to.occurrence_id, to.local_date)
    if isinstance(scene, Refusal):
        return scene
    slot = _slot(tx, scene, to)
    if refusal := hindrance(tx, act, slot, override, reason):
        return told(refusal, scene.facts())
    return _moved(tx, act, scene, slot, to)


def told_of_move(tx: Reader, facts: Facts) -> tuple[Event, ...]:
    """Those booked hear of another time; they and both instructors of another lead (SCH-6)."""
    events = []
    if facts["starts_at"] != facts["from_starts_at"] or facts["ends_at"] != facts["from_ends_at"]:
        events.append(Event("class_moved", facts))
    if facts["lead_id"] != facts["from_lead_id"]:
        names = {"staff_name": facts["lead_id"], "from_staff_name": facts["from_lead_id"]}
        staff = {name: _name(tx, key) for name, key in names.items()}
        people = [one for one in (facts["from_lead_id"], facts["lead_id"]) if one]
        changed = {**facts, **staff, "staff_id": facts["lead_id"], "staff_ids": people}
        events.append(Event("instructor_changed", changed))
    return tuple(events)


def _name(tx: Reader, staff_id: str) -> str:
    member = tx.get(StaffMember, staff_id) if staff_id else None
    return member.name if member else ""


@handles(CancelOccurrence)
def cancel_occurrence(tx: Tx, act: Act, command: CancelOccurrence) -> Outcome | Refusal:
    """All credits go back, nobody waits any longer. Refuses `class_cancelled`, `class_closed`."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if refusal := takes_place(scene.occurrence):
        return told(refusal, scene.facts())
    tx.put(replace(scene.occurrence, state=CANCELLED, over_capacity=0, changed_by=act.command_id))
    release(tx, scene.occurrence.id)
    clients = [
        booking.client_id
        for booking in tx.find(BOOKINGS_OF_OCCURRENCE, scene.occurrence.id)
        if _end_for_studio(tx, act, booking)
    ]
    empty_the_line(tx, act, scene.occurrence.id)
    facts = {
        **scene.facts(),
        "reason": command.reason,
        "client_ids": clients,
        "count": len(clients),
    }
    return Outcome("class_cancelled", facts, (Event("class_cancelled", facts),))


@handles(ChangeCapacity)
def change_capacity(tx: Tx, act: Act, command: ChangeCapacity) -> Outcome | Refusal:
    """Nobody is dropped: below what is booked it is flagged (BK-33)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if refusal := takes_place(scene.occurrence):
        return told(refusal, scene.facts())
    before = scene.occurrence.capacity
    used = change_capacity_of(tx, act, scene.occurrence.id, command.capacity)
    facts = {**scene.facts(), "capacity": command.capacity, "before": before, "used": used}
    events = [Event("capacity_changed", facts)]
    if command.capacity > before:
        events.append(Event("seat_freed", facts))
    return Outcome("capacity_changed", facts, tuple(events))


def change_capacity_of(tx: Tx, act: Act, occurrence_id: str, capacity: int) -> int:
    """Write the capacity and the flag that follows; gives the seats used."""
    used = seats_taken(tx, occurrence_id)
    row = tx.get(Occurrence, occurrence_id)
    if row is not None and row.capacity != capacity:
        tx.put(replace(row, capacity=capacity, changed_by=act.command_id))
        mark_fill(tx, occurrence_id, used)
    return used


def _movable(tx: Reader, occurrence_id: str, local_date: str) -> Scene | Refusal:
    scene = scene_of(tx, occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    if refusal := takes_place(scene.occurrence):
        return told(refusal, scene.facts())
    marked = sum(b.state in MARKED for b in tx.find(BOOKINGS_OF_OCCURRENCE, occurrence_id))
    if marked:
        return Refusal("attendance_taken", {**scene.facts(), "count": marked})
    return scene if is_date(local_date) else Refusal("invalid_date", {"date": local_date})


def _lead(scene: Scene, command: MoveOccurrence | UndoMoveOccurrence) -> str:
    """A move without a lead keeps the present one; an undo puts back whoever it was, or nobody."""
    if isinstance(command, MoveOccurrence):
        return command.lead_id or scene.occurrence.lead_id
    return command.lead_id


def _slot(tx: Reader, scene: Scene, command: MoveOccurrence | UndoMoveOccurrence) -> Slot:
    occurrence = scene.occurrence
    location = tx.get(Location, occurrence.location_id)
    if location is None:
        raise LookupError(occurrence.location_id)
    starts_at = to_utc(command.local_date, command.local_start, occurrence.zone)
    assistants = (
        row.staff_id
        for row in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence.id)
        if row.role == ASSISTANT and row.state == HELD
    )
    return Slot(
        occurrence.id,
        location,
        scene.service,
        starts_at,
        starts_at + command.duration_min * MINUTE_MS,
        staff_of(_lead(scene, command), assistants),
        seats_taken(tx, occurrence.id),
    )


def _moved(
    tx: Tx,
    act: Act,
    scene: Scene,
    slot: Slot,
    command: MoveOccurrence | UndoMoveOccurrence,
) -> Facts:
    old = scene.occurrence
    lead_id = _lead(scene, command)
    shift(tx, old, slot, lead_id)
    tx.put(
        replace(
            old,
            local_date=command.local_date,
            local_start=command.local_start,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            lead_id=StaffId(lead_id),
            conflict="",
            changed_by=act.command_id,
        )
    )
    clients = []
    for booking in tx.find(BOOKINGS_OF_OCCURRENCE, old.id):
        tx.put(moved_with(booking, slot.starts_at, slot.ends_at))
        clients.append(booking.client_id)
    return {
        **scene.facts(),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "lead_id": lead_id,
        "from_starts_at": old.starts_at,
        "from_ends_at": old.ends_at,
        "from_local_date": old.local_date,
        "from_local_start": old.local_start,
        "from_duration_min": (old.ends_at - old.starts_at) // MINUTE_MS,
        "from_lead_id": old.lead_id,
        "client_ids": clients,
    }


def _end_for_studio(tx: Tx, act: Act, booking: Booking) -> bool:
    if may_move("cancel_occurrence", booking.state):
        return False
    tx.put(
        replace(
            give_back(tx, act, booking, "class cancelled", by_studio=True),
            state=BOOKING_CANCELLED,
            cancelled_at=act.occurred_at,
            flag="",
            changed_by=act.command_id,
        )
    )
    return True
