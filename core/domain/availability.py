"""When instructors can be booked: weekly hours, exceptions, time off, travel, and who came."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    AvailabilityExceptionId,
    AvailabilityId,
    CommandId,
    LocationId,
    StaffArrivalId,
    StaffId,
    TimeOffId,
    TravelId,
)
from core.domain.rows import Row, row

ACTIVE = "active"
ENDED = "ended"
EXTRA = "extra"
REMOVED = "removed"


@row
class Availability(Row, frozen=True, array_like=True):
    """Hours of a staff member at a location, each week on one weekday, 0 for Monday (AVL-1).

    `local_from` and `local_until` are the location's wall clock, `local_until` up to 24:00. They
    hold on dates from `valid_from` to `valid_until`, both included, "" for without end.
    `self_booking` 0: only staff book sessions in them.
    """

    table: ClassVar[str] = "availability"

    id: AvailabilityId
    staff_id: StaffId
    location_id: LocationId
    weekday: int
    local_from: str
    local_until: str
    valid_from: str = ""
    valid_until: str = ""
    self_booking: int = 1
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class AvailabilityException(Row, frozen=True, array_like=True):
    """Hours that a staff member has or does not have on one local date (AVL-1).

    `kind` is extra or removed.
    """

    table: ClassVar[str] = "availability_exception"

    id: AvailabilityExceptionId
    staff_id: StaffId
    location_id: LocationId
    local_date: str
    local_from: str
    local_until: str
    kind: str
    self_booking: int = 1
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class TimeOff(Row, frozen=True, array_like=True):
    """A staff member is away at all locations, from a moment to before another (UTC ms)."""

    table: ClassVar[str] = "time_off"

    id: TimeOffId
    staff_id: StaffId
    starts_at: int
    ends_at: int
    reason: str = ""
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


@row
class Travel(Row, frozen=True, array_like=True):
    """Minutes from one location to another, the same in both directions (AVL-2)."""

    table: ClassVar[str] = "travel"

    id: TravelId
    location_id: LocationId
    other_location_id: LocationId
    minutes: int
    changed_by: CommandId = CommandId("")


AVAILABILITY_OF_STAFF = finder("availability_of_staff", Availability, "staff_id", states=(ACTIVE,))
AVAILABILITY_AT_LOCATION = finder(
    "availability_at_location", Availability, "location_id", states=(ACTIVE,)
)
EXCEPTIONS_OF_STAFF = finder(
    "exceptions_of_staff",
    AvailabilityException,
    "staff_id",
    range="local_date",
    states=(ACTIVE,),
)
EXCEPTIONS_AT_LOCATION = finder(
    "exceptions_at_location",
    AvailabilityException,
    "location_id",
    range="local_date",
    states=(ACTIVE,),
)
TIME_OFF_OF_STAFF = finder(
    "time_off_of_staff", TimeOff, "staff_id", range="ends_at", states=(ACTIVE,)
)


@row
class StaffArrival(Row, frozen=True, array_like=True):
    """A staff member came to a location on a local date (CHK-9); `way` is desk or phone.

    State: active, or ended where it was taken back.
    """

    table: ClassVar[str] = "staff_arrival"

    id: StaffArrivalId
    staff_id: StaffId
    location_id: LocationId
    local_date: str
    arrived_at: int
    way: str
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


ARRIVALS_AT_LOCATION = finder(
    "arrivals_at_location", StaffArrival, "location_id", range="arrived_at", states=(ACTIVE,)
)
