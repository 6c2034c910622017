"""Clients who ask for a session: with an instructor, or for a first visit at a location."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    BookingRequestId,
    ClientId,
    CommandId,
    LocationId,
    OccurrenceId,
    ServiceId,
    StaffId,
)
from core.domain.rows import Row, row

PENDING = "pending"
ACCEPTED = "accepted"
DECLINED = "declined"
EXPIRED = "expired"
WITHDRAWN = "withdrawn"
REQUEST_STATES = (PENDING, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN)


@row
class BookingRequest(Row, frozen=True, array_like=True):
    """A client proposes times for a session (AVL-4, AVL-6).

    `times` is a JSON list of "YYYY-MM-DDTHH:MM" on the location's wall clock. An `instructor_id` of
    "" makes it an introduction, which the location's desk answers once it is paid (AVL-5): `paid`
    is 0 or 1 and `price` what it costs, in minor units. Unanswered it escalates to the managers at
    `escalates_at` and ends at `expires_at`, UTC milliseconds. `occurrence_id` is the session that
    an acceptance made.
    """

    table: ClassVar[str] = "booking_request"

    id: BookingRequestId
    client_id: ClientId
    service_id: ServiceId
    location_id: LocationId
    times: str
    asked_at: int
    escalates_at: int
    expires_at: int
    instructor_id: StaffId = StaffId("")
    seats: int = 1
    note: str = ""
    price: int = 0
    paid: int = 0
    escalated: int = 0
    answered_at: int = 0
    answered_by: StaffId = StaffId("")
    reason: str = ""
    occurrence_id: OccurrenceId = OccurrenceId("")
    state: str = PENDING
    changed_by: CommandId = CommandId("")

    @property
    def intro(self) -> bool:
        """Whether it names no instructor and goes to the desk."""
        return not self.instructor_id


REQUESTS_OF_CLIENT = finder("requests_of_client", BookingRequest, "client_id", range="asked_at")
OPEN_REQUESTS_OF_INSTRUCTOR = finder(
    "open_requests_of_instructor",
    BookingRequest,
    "instructor_id",
    range="expires_at",
    states=(PENDING,),
)
REQUESTS_AT_LOCATION = finder(
    "requests_at_location", BookingRequest, "location_id", range="expires_at"
)
REQUESTS_BY_END = finder("requests_by_end", BookingRequest, "state", range="expires_at")
REQUESTS_BY_ESCALATION = finder(
    "requests_by_escalation", BookingRequest, "state", "escalated", range="escalates_at"
)
