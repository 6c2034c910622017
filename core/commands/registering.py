"""Commands on several dates at once: courses, drop-in dates, standing bookings, parties."""

from typing import Annotated

import msgspec

from core.commands.fields import (
    Capacity,
    Duration,
    Few,
    GuestNames,
    Id,
    LocalDate,
    LocalTime,
    Name,
    OptionalId,
    Reason,
    ScheduleOverride,
    SeatOverride,
    Seats,
)
from core.commands.registry import Command, Kind, declare

Dates = Annotated[tuple[Id, ...], msgspec.Meta(max_length=60)]


class StepPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a course, in order (SVC-3)."""

    name: Name
    requires_before: bool = False
    make_up: bool = True


class StepDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a step of a run takes place, in the location's wall clock."""

    step_id: Id
    local_date: LocalDate
    local_start: LocalTime


@declare(
    "set_course_steps",
    kind=Kind.PROMISE,
    permission="manage_services",
    label="Set the steps of the course {service}",
)
class SetCourseSteps(Command, frozen=True):
    """All steps of a service, in order; none makes it an ordinary one again (SVC-3)."""

    service_id: Id
    steps: Annotated[tuple[StepPlan, ...], msgspec.Meta(max_length=50)]


@declare(
    "plan_course_run",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Planned a run of the course {service}",
)
class PlanCourseRun(Command, frozen=True):
    """Put every step of a course on the calendar, each once and in order; ids come from this."""

    service_id: Id
    location_id: Id
    dates: Annotated[tuple[StepDate, ...], msgspec.Meta(min_length=1, max_length=50)]
    duration_min: Duration
    capacity: Capacity
    lead_id: OptionalId = ""
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "register_course",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Registered {client} for a whole course",
    undo="undo_registration",
)
class RegisterCourse(Command, frozen=True):
    """All steps of a run that are to come, or none (BK-9, BK-24). Full ones in `wait_for` wait."""

    client_id: Id
    run_id: Id
    wait_for: Dates = ()
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    override: Few[SeatOverride] = ()
    reason: Reason = ""


@declare(
    "cancel_registration",
    kind=Kind.PROMISE,
    permission="cancel_booking",
    label="Took {client} out of a course",
)
class CancelRegistration(Command, frozen=True):
    """Cancel every step of a registration that is to come, each by the policy."""

    client_id: Id
    run_id: Id
    reason: Reason = ""


@declare(
    "book_dates",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Booked {client} into several dates",
    undo="undo_registration",
)
class BookDates(Command, frozen=True):
    """Several dates at once: all, or none (BK-9). Those in `wait_for` join the waitlist (BK-24)."""

    client_id: Id
    occurrence_ids: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=60)]
    wait_for: Dates = ()
    seats: Seats = 1
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    override: Few[SeatOverride] = ()
    reason: Reason = ""


@declare(
    "undo_registration",
    kind=Kind.PROMISE,
    permission="undo_booking",
    label="Took back the bookings of {client} on several dates",
)
class UndoRegistration(Command, frozen=True):
    """Take back every booking and waiting that command `of` made."""

    of: Id
    client_id: Id
    occurrence_ids: Dates


@declare(
    "book_again",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Booked {client} again like {occurrence}",
    undo="undo_registration",
)
class BookAgain(Command, frozen=True):
    """The same class in the weeks that follow, with the same spot (BK-14).

    Each week is checked alone; what fails is listed, the rest is booked.
    """

    client_id: Id
    occurrence_id: Id
    weeks: Annotated[int, msgspec.Meta(ge=1, le=12)] = 1
    pay_at_desk: bool = False


@declare(
    "change_party",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Changed the party of {client} in {occurrence} to {seats}",
)
class ChangeParty(Command, frozen=True):
    """More or fewer seats of one booking, and the names of the guests (BK-26).

    Fewer is a cancel of those seats; more needs what a booking needs.
    """

    client_id: Id
    occurrence_id: Id
    seats: Seats
    guests: GuestNames = ()
