"""Writes an occurrence with what it holds: staff and resources (SCH-9, RES-2)."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from core.changes import Act
from core.domain.catalogue import Need
from core.domain.ids import (
    AllocationId,
    AssignmentId,
    CourseRunId,
    CourseStepId,
    LocationId,
    OccurrenceId,
    ResourceId,
    SeriesId,
    ServiceId,
    StaffId,
    allocation_id,
    assignment_id,
)
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ALLOCATIONS_OF_OCCURRENCE,
    ASSIGNMENTS_OF_OCCURRENCE,
    ASSISTANT,
    HELD,
    LEAD,
    RELEASED,
    Allocation,
    Assignment,
    Occurrence,
    Resource,
)
from core.ports import Reader, Tx
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.schedule.conflicts import OVERRIDABLE, Slot, conflicts, needs_at


class Plan(msgspec.Struct, frozen=True):
    """What an occurrence is beside its slot."""

    local_date: str
    local_start: str
    capacity: int
    lead_id: str = ""
    series_id: str = ""
    note: str = ""
    step_id: str = ""
    run_id: str = ""


def hindrance(
    tx: Reader, act: Act, slot: Slot, override: Sequence[str], reason: str
) -> Refusal | None:
    """The first conflict that is not overridden by a manager with a reason (SCH-12).

    Refuses the conflict's code, `override_not_allowed`, `reason_missing`. Instructors decide over
    their own hours, without anybody's leave.
    """
    return override_refused(tx, act, slot, conflicts(tx, slot), override, reason)


def override_refused(
    tx: Reader,
    act: Act,
    slot: Slot,
    conflicts_: Iterable[Refusal],
    override: Sequence[str],
    reason: str,
) -> Refusal | None:
    """As `hindrance`, of conflicts that are known already."""
    found = [one for one in conflicts_ if not _own_hours(act, one)]
    for conflict in found:
        if conflict.code not in OVERRIDABLE or conflict.code not in override:
            return conflict
    if not found:
        return None
    if not permits(tx, act, "override_conflict", Place(slot.location.id)):
        return Refusal("override_not_allowed", found[0].facts)
    return None if reason.strip() else Refusal("reason_missing")


def _own_hours(act: Act, found: Refusal) -> bool:
    return found.code == "instructor_unavailable" and found.facts["staff_id"] == act.actor_id


_KEPT_AS = {"instructor_busy": "SET-8", "staff_archived": "SET-8", "instructor_away": "SCH-5"}


def kept_in_conflict(made: Occurrence) -> str:
    """The rule of an occurrence that is kept though something it needs was taken first, or is not
    there."""
    if not made.conflict:
        return ""
    return _KEPT_AS.get(made.conflict, "SET-7")


def place(tx: Tx, act: Act, slot: Slot, plan: Plan) -> Occurrence:
    """Write a new occurrence. Who or what is not free is not held, and the conflict is flagged.

    The date is kept all the same: SET-7 holds no allocation, SET-8 leaves it unassigned.
    """
    hard = [found for found in conflicts(tx, slot) if found.code not in OVERRIDABLE]
    lacking = {found.facts.get("resource_id") for found in hard}
    busy = {found.facts.get("staff_id") for found in hard}
    lead_id = "" if plan.lead_id in busy else plan.lead_id
    made = Occurrence(
        OccurrenceId(slot.occurrence_id),
        ServiceId(slot.service.id),
        LocationId(slot.location.id),
        plan.local_date,
        plan.local_start,
        slot.location.zone,
        slot.starts_at,
        slot.ends_at,
        plan.capacity,
        StaffId(lead_id),
        SeriesId(plan.series_id),
        plan.local_date if plan.series_id else "",
        slot.service.buffer_before_min,
        slot.service.buffer_after_min,
        plan.note,
        hard[0].code if hard else "",
        changed_by=act.command_id,
        step_id=CourseStepId(plan.step_id),
        run_id=CourseRunId(plan.run_id),
    )
    tx.put(made)
    for staff_id in slot.staff_ids:
        if staff_id not in busy:
            assign(tx, made.id, slot, staff_id, LEAD if staff_id == lead_id else ASSISTANT)
    for need in _needs_here(tx, slot):
        if need.resource_id not in lacking:
            _allocate(tx, made.id, slot, need)
    return made


def assign(tx: Tx, occurrence_id: str, slot: Slot, staff_id: str, role: str) -> None:
    """Put a staff member on an occurrence, for its time with buffers."""
    tx.put(
        Assignment(
            AssignmentId(assignment_id(occurrence_id, staff_id)),
            OccurrenceId(occurrence_id),
            StaffId(staff_id),
            role,
            slot.holds_from,
            slot.holds_to,
        )
    )


def shift(tx: Tx, occurrence: Occurrence, slot: Slot, lead_id: str) -> None:
    """Move what an occurrence holds to the slot's time, and the lead to another person.

    What it lacked after a conflict it holds again: the new slot has been found free.
    """
    for held in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence.id):
        if held.state == HELD:
            stays = held.role == ASSISTANT or held.staff_id == lead_id
            state = HELD if stays else RELEASED
            span = {"starts_at": slot.holds_from, "ends_at": slot.holds_to}
            tx.put(replace(held, state=state, **span))
    if lead_id:
        assign(tx, occurrence.id, slot, lead_id, LEAD)
    for need in _needs_here(tx, slot):
        _allocate(tx, occurrence.id, slot, need)


def hold_again(tx: Tx, occurrence: Occurrence, slot: Slot) -> None:
    """Put staff and resources of the slot back on an occurrence that had given them up."""
    for staff_id in slot.staff_ids:
        role = LEAD if staff_id == occurrence.lead_id else ASSISTANT
        assign(tx, occurrence.id, slot, staff_id, role)
    for need in _needs_here(tx, slot):
        _allocate(tx, occurrence.id, slot, need)


def release(tx: Tx, occurrence_id: str) -> None:
    """Give back all staff and resources of an occurrence."""
    for assigned in tx.find(ASSIGNMENTS_OF_OCCURRENCE, occurrence_id):
        if assigned.state == HELD:
            tx.put(replace(assigned, state=RELEASED))
    for allocated in tx.find(ALLOCATIONS_OF_OCCURRENCE, occurrence_id):
        tx.put(replace(allocated, state=RELEASED))


def _needs_here(tx: Reader, slot: Slot) -> list[Need]:
    """A service of several locations names the rooms of each; only those of this one are held."""
    found = []
    for need in needs_at(tx, slot):
        resource = tx.get(Resource, need.resource_id)
        if resource is None or resource.location_id == slot.location.id:
            found.append(need)
    return found


def _allocate(tx: Tx, occurrence_id: str, slot: Slot, need: Need) -> None:
    key = AllocationId(allocation_id(occurrence_id, need.resource_id))
    before = tx.get(Allocation, key)
    tx.put(
        Allocation(
            key,
            OccurrenceId(occurrence_id),
            ResourceId(need.resource_id),
            need.per_class,
            need.per_attendee,
            slot.holds_from,
            slot.holds_to,
            instead_of=before.instead_of if before else ResourceId(""),
        )
    )
