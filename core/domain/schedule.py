"""What is on: series, occurrences, who leads them, what they hold."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    AllocationId,
    AssignmentId,
    CommandId,
    CourseRunId,
    CourseStepId,
    LocationId,
    OccurrenceId,
    ResourceId,
    SeriesId,
    ServiceId,
    StaffId,
)
from core.domain.rows import Row, row

SCHEDULED = "scheduled"
CANCELLED = "cancelled"
CLOSED = "closed"
DROPPED = "dropped"
ENDED = "ended"
HELD = "held"
RELEASED = "released"
REMOVED = "removed"
LEAD = "lead"
ASSISTANT = "assistant"

LONGEST_OCCURRENCE_MS = 24 * 60 * 60 * 1000


@row
class Series(Row, frozen=True, array_like=True):
    """A recurring schedule (SCH-1): an RRULE, a local start, a first date.

    `skipped` and `added` are JSON lists of local dates. `generated_to` is the last local date up to
    which occurrences were made. `end_date` "" means open. `rolling` 1 lets the server make more
    dates as time goes on (SCH-11). A series may name a step of a course (SVC-8).
    """

    table: ClassVar[str] = "series"

    id: SeriesId
    service_id: ServiceId
    location_id: LocationId
    rrule: str
    start_date: str
    local_start: str
    duration_min: int
    capacity: int
    lead_id: StaffId = StaffId("")
    assistants: str = "[]"
    end_date: str = ""
    skipped: str = "[]"
    added: str = "[]"
    generated_to: str = ""
    state: str = "active"
    changed_by: CommandId = CommandId("")
    rolling: int = 1
    step_id: CourseStepId = CourseStepId("")


@row
class Occurrence(Row, frozen=True, array_like=True):
    """One dated event. Local date, time and zone are the truth; `starts_at`, `ends_at` are derived.

    State: scheduled, cancelled, closed, dropped (SCH-13). `conflict` says in words of a code why it
    does not fit (resource, instructor), "" if it does. `over_capacity` flags what a fact or a
    person forced. One that was reopened closes by itself at `reopened_until`, UTC milliseconds.
    `step_id` and `run_id` say which part of which run of a course it is. `on_demand` 1: a booking
    made it, and it goes when nobody is booked any more.
    """

    table: ClassVar[str] = "occurrence"

    id: OccurrenceId
    service_id: ServiceId
    location_id: LocationId
    local_date: str
    local_start: str
    zone: str
    starts_at: int
    ends_at: int
    capacity: int
    lead_id: StaffId = StaffId("")
    series_id: SeriesId = SeriesId("")
    original_date: str = ""
    buffer_before_min: int = 0
    buffer_after_min: int = 0
    note: str = ""
    conflict: str = ""
    over_capacity: int = 0
    state: str = "scheduled"
    changed_by: CommandId = CommandId("")
    reopened_until: int = 0
    step_id: CourseStepId = CourseStepId("")
    run_id: CourseRunId = CourseRunId("")
    on_demand: int = 0


@row
class Assignment(Row, frozen=True, array_like=True):
    """A staff member on an occurrence, as lead or assistant (SCH-9). Times include buffers."""

    table: ClassVar[str] = "assignment"

    id: AssignmentId
    occurrence_id: OccurrenceId
    staff_id: StaffId
    role: str
    starts_at: int
    ends_at: int
    state: str = "held"


@row
class Resource(Row, frozen=True, array_like=True):
    """A room, equipment or prop with a quantity (RES-1).

    A unit of an exclusive one serves one attendee or occurrence at a time; a unit of a shared one
    serves up to `users` at once, of several occurrences (RES-6).
    """

    table: ClassVar[str] = "resource"

    id: ResourceId
    location_id: LocationId
    name: str
    type: str
    quantity: int
    colour: int = 12
    exclusive: int = 1
    state: str = "active"
    users: int = 1


@row
class Allocation(Row, frozen=True, array_like=True):
    """A resource held by an occurrence: `per_class` once, `per_attendee` for each seat used.

    What is free is computed from these, never stored (RES-2). Times include buffers. `instead_of`
    is the resource of the service for which this one stands in, "" where it is that one itself.
    """

    table: ClassVar[str] = "allocation"

    id: AllocationId
    occurrence_id: OccurrenceId
    resource_id: ResourceId
    per_class: int
    per_attendee: int
    starts_at: int
    ends_at: int
    state: str = "held"
    instead_of: ResourceId = ResourceId("")


OCCURRENCES_AT_LOCATION = finder(
    "occurrences_at_location", Occurrence, "location_id", range="starts_at"
)
OPEN_AT_LOCATION = finder(
    "open_at_location", Occurrence, "location_id", range="starts_at", states=(SCHEDULED,)
)
SERIES_TO_FILL = finder("series_to_fill", Series, "state", range="generated_to")
OCCURRENCES_OF_SERIES = finder(
    "occurrences_of_series", Occurrence, "series_id", range="original_date"
)
OCCURRENCES_OF_RUN = finder("occurrences_of_run", Occurrence, "run_id", range="starts_at")
ASSIGNMENTS_OF_STAFF = finder(
    "assignments_of_staff", Assignment, "staff_id", range="starts_at", states=("held",)
)
ASSIGNMENTS_OF_OCCURRENCE = finder("assignments_of_occurrence", Assignment, "occurrence_id")
ALLOCATIONS_OF_RESOURCE = finder(
    "allocations_of_resource",
    Allocation,
    "resource_id",
    range="starts_at",
    states=("held",),
    covers=("ends_at", "occurrence_id", "per_class", "per_attendee"),
)
ALLOCATIONS_OF_OCCURRENCE = finder("allocations_of_occurrence", Allocation, "occurrence_id")
RESOURCES_AT_LOCATION = finder("resources_at_location", Resource, "location_id")
