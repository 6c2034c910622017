"""Commands about waiting for a seat."""

from core.commands.fields import Id, Reason, SeatOverride, Seats
from core.commands.registry import Command, Kind, declare


@declare(
    "join_waitlist",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Put {client} on the waitlist of {occurrence}",
    undo="leave_waitlist",
)
class JoinWaitlist(Command, frozen=True):
    """Wait for a seat in a full class (WL-1). `pay_at_desk`: promote without a pass, price due."""

    client_id: Id
    occurrence_id: Id
    seats: Seats = 1
    pay_at_desk: bool = False


@declare(
    "leave_waitlist",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Took {client} off the waitlist of {occurrence}",
)
class LeaveWaitlist(Command, frozen=True):
    """Wait no longer (WL-5)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "promote_by_hand",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Gave {client} a seat in {occurrence} from the waitlist",
)
class PromoteByHand(Command, frozen=True):
    """Give a waiting client a free seat, whoever is first (WL-1). All a booking needs is needed."""

    client_id: Id
    occurrence_id: Id
    override: tuple[SeatOverride, ...] = ()
    reason: Reason = ""


@declare(
    "pin_waitlist",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Moved {client} on the waitlist of {occurrence}",
)
class PinWaitlist(Command, frozen=True):
    """Put a waiting client before the others, or back in line (WL-5)."""

    client_id: Id
    occurrence_id: Id
    pinned: bool
