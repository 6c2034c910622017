"""What speaks against a person in an occurrence: another one, the way, time off, hours, skill.

Only the overlap itself can never be overridden (SCH-5, SCH-9, SCH-12).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from core.domain.availability import (
    AVAILABILITY_OF_STAFF,
    EXCEPTIONS_OF_STAFF,
    TIME_OFF_OF_STAFF,
    TimeOff,
)
from core.domain.catalogue import Service
from core.domain.json_text import allows
from core.domain.organisation import StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_STAFF,
    CLOSED,
    LONGEST_OCCURRENCE_MS,
    SCHEDULED,
    Occurrence,
)
from core.domain.zones import MINUTE_MS, add_days, local_date
from core.ports import Reader
from core.rules.instructors.availability import hours_on
from core.rules.instructors.travel import travel_min
from core.rules.schedule.slots import Slot

SESSION = "session"


def staff_conflicts(tx: Reader, slot: Slot, staff_id: str) -> tuple[Refusal, ...]:
    """All that speaks against one person in the slot, the gravest first.

    Codes: `staff_unknown`, `staff_archived`, `instructor_busy`, `instructor_buffer`,
    `instructor_travel`, `instructor_away`, `instructor_unavailable`, `instructor_not_qualified`.
    """
    member = tx.get(StaffMember, staff_id)
    if member is None:
        return (Refusal("staff_unknown", {"staff_id": staff_id}),)
    if member.state != "active":
        return (Refusal("staff_archived", _name(member)),)
    found = (
        _beside_others(tx, slot, member),
        _away(tx, slot, member),
        _outside_hours(tx, slot, member),
        _unskilled(slot, member),
    )
    return tuple(refusal for refusal in found if refusal is not None)


def qualified(member: StaffMember, service: Service) -> bool:
    """Whether a person teaches the service's category (SCH-7).

    An empty profile says nothing yet and refuses nothing, as an empty list does in SVC-5.
    """
    return allows(member.categories, service.category)


def occurrences_near(
    tx: Reader, staff_id: str, starts_at: int, ends_at: int
) -> Iterator[Occurrence]:
    """What a person leads or assists that can matter to a span, at all locations.

    A class that was closed early still runs to its end.
    """
    near = tx.find(
        ASSIGNMENTS_OF_STAFF,
        staff_id,
        since=starts_at - 2 * LONGEST_OCCURRENCE_MS,
        until=ends_at + LONGEST_OCCURRENCE_MS,
    )
    for row in near:
        occurrence = tx.get(Occurrence, row.occurrence_id)
        if occurrence is not None and occurrence.state in (SCHEDULED, CLOSED):
            yield occurrence


def too_close(slot: Slot, other: Occurrence, way_min: int) -> str:
    """ "buffer" or "travel" where the gap to another occurrence is too small, else "".

    The gap needed is the largest of after, before and travel, not their sum (AVL-7).
    """
    if other.ends_at <= slot.starts_at:
        gap = slot.starts_at - other.ends_at
        buffers = max(other.buffer_after_min, slot.service.buffer_before_min)
    else:
        gap = other.starts_at - slot.ends_at
        buffers = max(other.buffer_before_min, slot.service.buffer_after_min)
    if gap < buffers * MINUTE_MS:
        return "buffer"
    return "travel" if gap < way_min * MINUTE_MS else ""


def away_at(rows: Iterable[TimeOff], starts_at: int, ends_at: int) -> TimeOff | None:
    """The time off that meets a span."""
    return next((row for row in rows if row.starts_at < ends_at and starts_at < row.ends_at), None)


def _beside_others(tx: Reader, slot: Slot, member: StaffMember) -> Refusal | None:
    tight: Refusal | None = None
    for other in occurrences_near(tx, member.id, slot.starts_at, slot.ends_at):
        if other.id == slot.occurrence_id:
            continue
        if other.starts_at < slot.ends_at and slot.starts_at < other.ends_at:
            return Refusal("instructor_busy", _facts(tx, member, other))
        way = travel_min(tx, slot.location.id, other.location_id)
        why = too_close(slot, other, way)
        if why == "buffer":
            tight = Refusal("instructor_buffer", _facts(tx, member, other))
        elif why and tight is None:
            facts = {**_facts(tx, member, other), "travel_min": way}
            tight = Refusal("instructor_travel", facts)
    return tight


def _away(tx: Reader, slot: Slot, member: StaffMember) -> Refusal | None:
    rows = tx.find(TIME_OFF_OF_STAFF, member.id, since=slot.starts_at + 1)
    row = away_at(rows, slot.starts_at, slot.ends_at)
    if row is None:
        return None
    facts = {"time_off_id": row.id, "from": row.starts_at, "until": row.ends_at}
    return Refusal("instructor_away", {**_name(member), **facts, "zone": slot.location.zone})


def _outside_hours(tx: Reader, slot: Slot, member: StaffMember) -> Refusal | None:
    """Hours are for sessions; who has never given any is not judged by them (AVL-1)."""
    if slot.service.kind != SESSION:
        return None
    day = local_date(slot.starts_at, slot.location.zone)
    weekly = tx.find(AVAILABILITY_OF_STAFF, member.id)
    changed = tx.find(EXCEPTIONS_OF_STAFF, member.id, since=day, until=add_days(day, 1))
    if not weekly and not changed:
        return None
    here = hours_on(
        day,
        slot.location.zone,
        [row for row in weekly if row.location_id == slot.location.id],
        [row for row in changed if row.location_id == slot.location.id],
    )
    if here.fit(slot.starts_at, slot.ends_at):
        return None
    return Refusal("instructor_unavailable", {**_name(member), "location_name": slot.location.name})


def _unskilled(slot: Slot, member: StaffMember) -> Refusal | None:
    if qualified(member, slot.service):
        return None
    facts = {"category": slot.service.category, "class_name": slot.service.name}
    return Refusal("instructor_not_qualified", {**_name(member), **facts})


def _name(member: StaffMember) -> dict[str, Any]:
    return {"staff_id": member.id, "staff_name": member.name}


def _facts(tx: Reader, member: StaffMember, other: Occurrence) -> dict[str, Any]:
    service = tx.get(Service, other.service_id)
    return _name(member) | {
        "other_occurrence_id": other.id,
        "other_class_name": service.name if service else "",
        "other_starts_at": other.starts_at,
        "other_ends_at": other.ends_at,
        "other_location_id": other.location_id,
        "zone": other.zone,
    }
