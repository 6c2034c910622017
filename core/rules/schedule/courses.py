"""Steps of a course: in their order, each once, missed ones again (SVC-3, SVC-8)."""

from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    BOOKINGS_OF_STEP,
    CANCELLED_STATES,
    CHECKED_IN,
    NO_SHOW,
    PENDING_PAYMENT,
    Booking,
)
from core.domain.courses import ACTIVE, STEPS_OF_SERVICE, CourseStep
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.ports import Reader

_COUNTS = (PENDING_PAYMENT, BOOKED, CHECKED_IN, ATTENDED)
_WAS_THERE = (CHECKED_IN, ATTENDED)
_MISSED = (NO_SHOW, *CANCELLED_STATES)


def is_step(tx: Reader, step_id: str, service_id: str) -> bool:
    """Whether a step belongs to a service and is taught."""
    step = tx.get(CourseStep, step_id)
    return step is not None and step.service_id == service_id and step.state == ACTIVE


def step_refusal(
    tx: Reader, client_id: str, occurrence: Occurrence, registration_id: str, *, ordered: bool
) -> Refusal | None:
    """Refuses `step_already` and `step_before_missing`.

    A step is had once by its live and attended bookings, those of other registrations aside; what
    was missed or cancelled can be booked again. `ordered` asks for the step before: attended, not
    only booked, unless this is a make-up that the step allows.
    """
    step = tx.get(CourseStep, occurrence.step_id)
    if step is None:
        return None
    mine = [b for b in _of(tx, client_id, step) if b.occurrence_id != occurrence.id]
    facts = {"step": step.name, "number": step.number}
    if any(b.state in _COUNTS and _same(b, registration_id) for b in mine):
        return Refusal("step_already", facts)
    makes_up = bool(step.make_up) and any(b.state in _MISSED for b in mine)
    if not ordered or not step.requires_before or makes_up:
        return None
    before = step_before(tx, step)
    if before is None or any(b.state in _WAS_THERE for b in _of(tx, client_id, before)):
        return None
    return Refusal("step_before_missing", {**facts, "before": before.name})


def step_before(tx: Reader, step: CourseStep) -> CourseStep | None:
    """The step that comes before; None for the first."""
    earlier = tx.find(STEPS_OF_SERVICE, step.service_id, until=step.number)
    return earlier[-1] if earlier else None


def _of(tx: Reader, client_id: str, step: CourseStep) -> list[Booking]:
    return tx.find(BOOKINGS_OF_STEP, client_id, step.id)


def _same(booking: Booking, registration_id: str) -> bool:
    return not registration_id or booking.registration_id in ("", registration_id)
