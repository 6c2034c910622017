"""What speaks against an occurrence at a time: instructor, resource, opening hours (SCH-5).

Opening hours and buffers can be overridden by a manager with a reason; an instructor's overlap
and a resource that is not there never can (SCH-12).
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from core.domain.catalogue import Need, Service
from core.domain.json_text import mapping
from core.domain.organisation import Location, StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import (
    ASSIGNMENTS_OF_STAFF,
    LONGEST_OCCURRENCE_MS,
    SCHEDULED,
    Occurrence,
    Resource,
)
from core.domain.zones import MINUTE_MS, to_local
from core.ports import Reader
from core.rules.holdings import loads
from core.rules.resources import Load, fits

OVERRIDABLE = frozenset({"outside_opening_hours", "instructor_buffer"})

_needs = msgspec.json.Decoder(tuple[Need, ...]).decode


class Slot(msgspec.Struct, frozen=True):
    """An occurrence as it is planned: times in UTC milliseconds without buffers.

    `occurrence_id` is what does not conflict with itself; `seats` are those already taken.
    """

    occurrence_id: str
    location: Location
    service: Service
    starts_at: int
    ends_at: int
    staff_ids: tuple[str, ...]
    seats: int = 0

    @property
    def holds_from(self) -> int:
        return self.starts_at - self.service.buffer_before_min * MINUTE_MS

    @property
    def holds_to(self) -> int:
        return self.ends_at + self.service.buffer_after_min * MINUTE_MS


def staff_of(lead_id: str, assistant_ids: Iterable[str]) -> tuple[str, ...]:
    """Lead and assistants, each once; there may be no lead."""
    return tuple(dict.fromkeys(one for one in (lead_id, *assistant_ids) if one))


def needs_of(service: Service) -> tuple[Need, ...]:
    """What an occurrence of the service holds of resources."""
    return _needs(service.needs)


def conflicts(tx: Reader, slot: Slot) -> tuple[Refusal, ...]:
    """All that speaks against the slot, each as the refusal it would be."""
    found = [_opening_hours(slot)]
    found += [_staff(tx, slot, staff_id) for staff_id in slot.staff_ids]
    found += [_resource(tx, slot, need) for need in needs_of(slot.service)]
    return tuple(refusal for refusal in found if refusal is not None)


def _opening_hours(slot: Slot) -> Refusal | None:
    hours: dict[str, list[list[str]]] = mapping(slot.location.opening_hours)
    if not hours:
        return None
    start = to_local(slot.starts_at, slot.location.zone)
    end = to_local(slot.ends_at, slot.location.zone)
    until = end.strftime("%H:%M") if end.date() == start.date() else "24:00"
    for opens, closes in hours.get(str(start.weekday()), []):
        if opens <= start.strftime("%H:%M") and until <= closes:
            return None
    return Refusal("outside_opening_hours", {"location_name": slot.location.name})


def _staff(tx: Reader, slot: Slot, staff_id: str) -> Refusal | None:
    near = tx.find(
        ASSIGNMENTS_OF_STAFF,
        staff_id,
        since=slot.starts_at - 2 * LONGEST_OCCURRENCE_MS,
        until=slot.ends_at + LONGEST_OCCURRENCE_MS,
    )
    tight: Refusal | None = None
    for row in near:
        other = tx.get(Occurrence, row.occurrence_id)
        if other is None or other.id == slot.occurrence_id or other.state != SCHEDULED:
            continue
        if other.starts_at < slot.ends_at and slot.starts_at < other.ends_at:
            return _with_staff(tx, "instructor_busy", staff_id, other)
        if _too_close(slot, other):
            tight = _with_staff(tx, "instructor_buffer", staff_id, other)
    return tight


def _too_close(slot: Slot, other: Occurrence) -> bool:
    """The gap needed is the largest of after and before, not their sum (AVL-7)."""
    if other.ends_at <= slot.starts_at:
        gap = slot.starts_at - other.ends_at
        needed = max(other.buffer_after_min, slot.service.buffer_before_min)
    else:
        gap = other.starts_at - slot.ends_at
        needed = max(other.buffer_before_min, slot.service.buffer_after_min)
    return gap < needed * MINUTE_MS


def _with_staff(tx: Reader, code: str, staff_id: str, other: Occurrence) -> Refusal:
    member = tx.get(StaffMember, staff_id)
    service = tx.get(Service, other.service_id)
    facts: dict[str, Any] = {
        "staff_id": staff_id,
        "staff_name": member.name if member else "",
        "other_occurrence_id": other.id,
        "other_class_name": service.name if service else "",
        "other_starts_at": other.starts_at,
        "other_ends_at": other.ends_at,
        "other_location_id": other.location_id,
    }
    return Refusal(code, facts)


def _resource(tx: Reader, slot: Slot, need: Need) -> Refusal | None:
    resource = tx.get(Resource, need.resource_id)
    if resource is None or resource.location_id != slot.location.id:
        return None
    amount = need.per_class + need.per_attendee * slot.seats
    wanted = Load(slot.holds_from, slot.holds_to, amount)
    used = loads(tx, resource.id, slot.holds_from, slot.holds_to, besides=slot.occurrence_id)
    return fits(resource, used, wanted)
