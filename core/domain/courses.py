"""Courses: a service with ordered steps, its dated runs, and who is registered for a whole one."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    ClientId,
    CommandId,
    CourseRunId,
    CourseStepId,
    LocationId,
    RegistrationId,
    ServiceId,
)
from core.domain.rows import Row, row

ACTIVE = "active"
RETIRED = "retired"
CANCELLED = "cancelled"


@row
class CourseStep(Row, frozen=True, array_like=True):
    """One part of a course, numbered from 1 (SVC-3).

    `requires_before` 1: only who attended the step before can book it; `make_up` 1 lets who missed
    or cancelled it take it again outside that order.
    """

    table: ClassVar[str] = "course_step"

    id: CourseStepId
    service_id: ServiceId
    number: int
    name: str
    requires_before: int = 0
    make_up: int = 1
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class CourseRun(Row, frozen=True, array_like=True):
    """A course that takes place: its occurrences carry its id. Times are UTC milliseconds."""

    table: ClassVar[str] = "course_run"

    id: CourseRunId
    service_id: ServiceId
    location_id: LocationId
    starts_at: int
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class Registration(Row, frozen=True, array_like=True):
    """A client in a whole run (BK-9): one row per (run, client)."""

    table: ClassVar[str] = "registration"

    id: RegistrationId
    run_id: CourseRunId
    client_id: ClientId
    registered_at: int
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


STEPS_OF_SERVICE = finder(
    "steps_of_service", CourseStep, "service_id", range="number", states=(ACTIVE,)
)
REGISTRATIONS_OF_CLIENT = finder(
    "registrations_of_client", Registration, "client_id", range="registered_at"
)
