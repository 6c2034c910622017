"""What speaks against an occurrence at a time: its people, resources, opening hours (SCH-5).

Opening hours and most of what speaks against a person can be overridden by a manager with a reason;
an instructor's overlap and a resource that is not there never can (SCH-12).
"""

from collections.abc import Iterable
from typing import get_args

import msgspec

from core.commands.fields import ScheduleOverride
from core.domain.catalogue import Need, Service
from core.domain.closures import CLOSURES_OF_LOCATION, Closure
from core.domain.json_text import mapping
from core.domain.refusals import Refusal
from core.domain.schedule import ALLOCATIONS_OF_OCCURRENCE, Resource
from core.domain.zones import local_date, to_local
from core.ports import Reader
from core.rules.booking.holdings import loads
from core.rules.instructors.staff_conflicts import staff_conflicts
from core.rules.schedule.resources import Load, fits
from core.rules.schedule.slots import Slot

__all__ = ["OVERRIDABLE", "Slot", "conflicts", "needs_at", "needs_of", "staff_of"]

OVERRIDABLE: frozenset[str] = frozenset(get_args(ScheduleOverride))

_needs = msgspec.json.Decoder(tuple[Need, ...]).decode


def staff_of(lead_id: str, assistant_ids: Iterable[str]) -> tuple[str, ...]:
    """Lead and assistants, each once; there may be no lead."""
    return tuple(dict.fromkeys(one for one in (lead_id, *assistant_ids) if one))


def needs_of(service: Service) -> tuple[Need, ...]:
    """What an occurrence of the service holds of resources."""
    return _needs(service.needs)


def needs_at(tx: Reader, slot: Slot) -> tuple[Need, ...]:
    """What one occurrence holds: another resource where one stands in for that of the service."""
    needs = needs_of(slot.service)
    rows = tx.find(ALLOCATIONS_OF_OCCURRENCE, slot.occurrence_id) if needs else []
    swapped = {row.instead_of: row.resource_id for row in rows if row.instead_of}
    if not swapped:
        return needs
    return tuple(
        msgspec.structs.replace(need, resource_id=swapped.get(need.resource_id, need.resource_id))
        for need in needs
    )


def conflicts(tx: Reader, slot: Slot) -> tuple[Refusal, ...]:
    """All that speaks against the slot, each as the refusal it would be."""
    found: list[Refusal | None] = [opening_hours(slot), closed(tx, slot)]
    for staff_id in slot.staff_ids:
        found += staff_conflicts(tx, slot, staff_id)
    found += [_resource(tx, slot, need) for need in needs_at(tx, slot)]
    return tuple(refusal for refusal in found if refusal is not None)


def closed(tx: Reader, slot: Slot) -> Refusal | None:
    """Refuses `location_closed` on a date on which the location is closed (SCH-14)."""
    first = local_date(slot.starts_at, slot.location.zone)
    return closed_by(tx.find(CLOSURES_OF_LOCATION, slot.location.id, since=first), slot)


def closed_by(closures: Iterable[Closure], slot: Slot) -> Refusal | None:
    """As `closed`, of closures that are known already."""
    zone = slot.location.zone
    first, last = local_date(slot.starts_at, zone), local_date(slot.ends_at - 1, zone)
    for closure in closures:
        if closure.from_date <= last and first <= closure.until_date:
            facts = {"location_name": slot.location.name, "reason": closure.reason}
            return Refusal("location_closed", facts | {"until": closure.until_date})
    return None


def opening_hours(slot: Slot) -> Refusal | None:
    """Refuses `outside_opening_hours`; a location that names none is always open."""
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


def _resource(tx: Reader, slot: Slot, need: Need) -> Refusal | None:
    resource = tx.get(Resource, need.resource_id)
    if resource is None or resource.location_id != slot.location.id:
        return None
    amount = need.per_class + need.per_attendee * slot.seats
    wanted = Load(slot.holds_from, slot.holds_to, amount)
    used = loads(tx, resource.id, slot.holds_from, slot.holds_to, besides=slot.occurrence_id)
    return fits(resource, used, wanted)
