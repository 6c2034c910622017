"""Whether an occurrence can be booked at all, at a moment (BK-18, SVC-2, SCH-13)."""

from core.domain.catalogue import Service
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.zones import class_day
from core.rules.schedule.occurrence_states import may_move


def open_for_staff(occurrence: Occurrence, now: int) -> Refusal | None:
    """Refuses what `takes_place` does, and `class_over`: open to the end of the class day."""
    if refusal := takes_place(occurrence):
        return refusal
    _, ends = class_day(occurrence.starts_at, occurrence.ends_at, occurrence.zone)
    if now >= ends:
        return Refusal("class_over", {"ended_at": occurrence.ends_at})
    return None


def takes_place(occurrence: Occurrence) -> Refusal | None:
    """Refuses `class_cancelled`, `class_closed`, `class_dropped`."""
    return may_move("change_capacity", occurrence.state)


def switched_on(service: Service, *, desk: bool) -> Refusal | None:
    """Refuses `booking_switched_off`: the switch for staff, or for instructors (SVC-2, PERM b)."""
    if service.staff_booking if desk else service.instructor_booking:
        return None
    return Refusal("booking_switched_off", {"class_name": service.name})
