"""Commands of booking requests, and of sessions that are made by booking them."""

from typing import Annotated

import msgspec

from core.commands.fields import (
    Few,
    Id,
    LocalDate,
    LocalTime,
    OptionalId,
    Reason,
    ScheduleOverride,
    SeatOverride,
    Seats,
)
from core.commands.registry import Command, Kind, declare

MOST_TIMES = 5


class Proposed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time that a client could come, on the location's wall clock."""

    local_date: LocalDate
    local_start: LocalTime


Times = Annotated[tuple[Proposed, ...], msgspec.Meta(min_length=1, max_length=MOST_TIMES)]
AnyOverride = SeatOverride | ScheduleOverride


@declare(
    "book_session",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Booked {client} a session with {instructor} on {local_date} at {local_start}",
    undo="undo_book_session",
)
class BookSession(Command, frozen=True):
    """Make a session at a free time of an instructor and book it (AVL-2, AVL-3).

    Its occurrence's id comes from this command. Clients book free times only; staff may override.
    """

    client_id: Id
    service_id: Id
    location_id: Id
    instructor_id: Id
    local_date: LocalDate
    local_start: LocalTime
    seats: Seats = 1
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    note: Reason = ""
    override: Few[AnyOverride] = ()
    reason: Reason = ""


@declare(
    "undo_book_session",
    kind=Kind.PROMISE,
    permission="undo_booking",
    label="Took back the session of {client}",
)
class UndoBookSession(Command, frozen=True):
    """Take back the session that command `of` made: no penalty, nothing is sent."""

    of: Id
    client_id: Id
    occurrence_id: Id


@declare(
    "request_session",
    kind=Kind.PROMISE,
    permission="request_session",
    label="Asked for a session for {client} at {location}",
    undo="withdraw_request",
)
class RequestSession(Command, frozen=True):
    """Propose 1 to 5 times to an instructor (AVL-6); the request's id comes from this command.

    Without an instructor it is an introduction for the location's desk, to be paid first (AVL-5);
    `paid` says that the desk took the money already.
    """

    client_id: Id
    service_id: Id
    location_id: Id
    times: Times
    instructor_id: OptionalId = ""
    seats: Seats = 1
    note: Reason = ""
    paid: bool = False


@declare(
    "accept_request",
    kind=Kind.PROMISE,
    permission="answer_request",
    label="Accepted request {request} for {local_date} at {local_start}",
)
class AcceptRequest(Command, frozen=True):
    """Make the session at one of the times and book it, with all the checks of a booking (AVL-4).

    Who answers instead may name another instructor; of an introduction staff set instructor, place
    and time.
    """

    request_id: Id
    local_date: LocalDate
    local_start: LocalTime
    instructor_id: OptionalId = ""
    location_id: OptionalId = ""
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    override: Few[AnyOverride] = ()
    reason: Reason = ""


@declare(
    "decline_request",
    kind=Kind.PROMISE,
    permission="answer_request",
    label="Declined request {request}",
)
class DeclineRequest(Command, frozen=True):
    """Say no, with the reason that the client reads."""

    request_id: Id
    reason: Reason


@declare(
    "withdraw_request",
    kind=Kind.PROMISE,
    permission="request_session",
    label="Withdrew request {request} of {client}",
)
class WithdrawRequest(Command, frozen=True):
    """The client no longer asks."""

    client_id: Id
    request_id: Id


@declare(
    "mark_request_paid",
    kind=Kind.FACT,
    permission="take_payment",
    label="Noted that request {request} is paid",
)
class MarkRequestPaid(Command, frozen=True):
    """An introduction is paid and may be answered (AVL-5)."""

    request_id: Id


@declare(
    "expire_request",
    kind=Kind.SYSTEM,
    permission="system",
    label="Request {request} ran out",
)
class ExpireRequest(Command, frozen=True):
    """Nobody answered in time (AVL-6)."""

    request_id: Id


@declare(
    "escalate_request",
    kind=Kind.SYSTEM,
    permission="system",
    label="Request {request} went to the managers",
)
class EscalateRequest(Command, frozen=True):
    """The instructor has not answered for a day (AVL-4)."""

    request_id: Id


@declare(
    "end_empty_session",
    kind=Kind.SYSTEM,
    permission="system",
    label="Took the empty session {occurrence} off the calendar",
)
class EndEmptySession(Command, frozen=True):
    """A session that a booking made is nobody's any more: its time is free again."""

    occurrence_id: Id
