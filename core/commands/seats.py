"""Commands that take, use and free seats."""

from core.commands.fields import Id, OptionalId, Reason, Seats
from core.commands.registry import Command, Kind, declare


@declare(
    "book",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Booked {client} into {occurrence}",
    undo="undo_book",
)
class Book(Command, frozen=True):
    """Take seats for a client (BK-1, BK-3, BK-4). `pass_id` "" lets the rule choose the pass."""

    client_id: Id
    occurrence_id: Id
    seats: Seats = 1
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    note: Reason = ""


@declare(
    "check_in",
    kind=Kind.FACT,
    permission="check_in",
    label="Checked {client} in to {occurrence}",
    undo="undo_check_in",
)
class CheckIn(Command, frozen=True):
    """A client is here (CHK-1). `reason` lets a manager check in outside the class day (CHK-2)."""

    client_id: Id
    occurrence_id: Id
    way: str = "staff"
    reason: Reason = ""


@declare(
    "join_waitlist",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Put {client} on the waitlist of {occurrence}",
)
class JoinWaitlist(Command, frozen=True):
    """Wait for a seat in a full class (WL-1)."""

    client_id: Id
    occurrence_id: Id
    seats: Seats = 1
