"""Commands about when instructors can be booked, and what they may teach."""

from typing import Literal

from core.commands.fields import (
    DayOfWeek,
    Few,
    Id,
    Line,
    LocalDate,
    LocalEnd,
    LocalTime,
    Minutes,
    Moment,
    OptionalDate,
    Reason,
)
from core.commands.registry import Command, Kind, declare


@declare(
    "add_availability",
    kind=Kind.PROMISE,
    permission="set_availability",
    label="Gave {staff} hours at {location}, {local_from} to {local_until}",
    undo="end_availability",
)
class AddAvailability(Command, frozen=True):
    """Weekly hours in which sessions can be booked (AVL-1); their id comes from this command.

    `self_booking` false keeps them for bookings by staff.
    """

    staff_id: Id
    location_id: Id
    weekday: DayOfWeek
    local_from: LocalTime
    local_until: LocalEnd
    valid_from: OptionalDate = ""
    valid_until: OptionalDate = ""
    self_booking: bool = True


@declare(
    "end_availability",
    kind=Kind.PROMISE,
    permission="set_availability",
    label="Took weekly hours back",
    undo="add_availability",
)
class EndAvailability(Command, frozen=True):
    """The weekly hours hold no longer. What is booked in them stays."""

    availability_id: Id


@declare(
    "add_exception",
    kind=Kind.PROMISE,
    permission="set_availability",
    label="Changed the hours of {staff} on {local_date}: {kind} {local_from} to {local_until}",
    undo="end_exception",
)
class AddException(Command, frozen=True):
    """Hours on one date: more than the week gives, or fewer (AVL-1)."""

    staff_id: Id
    location_id: Id
    local_date: LocalDate
    kind: Literal["extra", "removed"]
    local_from: LocalTime = "00:00"
    local_until: LocalEnd = "24:00"
    self_booking: bool = True


@declare(
    "end_exception",
    kind=Kind.PROMISE,
    permission="set_availability",
    label="Took an exception of weekly hours back",
    undo="add_exception",
)
class EndException(Command, frozen=True):
    """On that date the weekly hours hold again."""

    exception_id: Id


@declare(
    "take_time_off",
    kind=Kind.PROMISE,
    permission="set_availability",
    label="Put {staff} on time off",
    undo="end_time_off",
)
class TakeTimeOff(Command, frozen=True):
    """Away at all locations (AVL-1). What they lead meanwhile is listed for substitution."""

    staff_id: Id
    starts_at: Moment
    ends_at: Moment
    reason: Reason = ""


@declare(
    "end_time_off",
    kind=Kind.PROMISE,
    permission="set_availability",
    label="Took time off back",
    undo="take_time_off",
)
class EndTimeOff(Command, frozen=True):
    """Not away after all."""

    time_off_id: Id


@declare(
    "set_travel",
    kind=Kind.PROMISE,
    permission="set_travel",
    label="Set the way from {location} to {other_location} to {minutes} minutes",
)
class SetTravel(Command, frozen=True):
    """How long the way between two locations takes, in either direction (AVL-2)."""

    location_id: Id
    other_location_id: Id
    minutes: Minutes


@declare(
    "qualify_staff",
    kind=Kind.PROMISE,
    permission="create_staff",
    label="Changed what {staff} teaches",
    undo="qualify_staff",
)
class QualifyStaff(Command, frozen=True):
    """The categories that a person teaches (SCH-7). None at all means that nobody said yet."""

    staff_id: Id
    categories: Few[Line]
