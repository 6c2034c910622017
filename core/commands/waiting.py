"""Commands about waiting for a seat, and about seats kept without a client."""

from core.commands.fields import Few, Id, Line, Many, Moment, Reason, SeatOverride, Seats
from core.commands.registry import Command, Kind, declare


@declare(
    "join_waitlist",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Put {client} on the waitlist of {occurrence}",
    undo="leave_waitlist",
)
class JoinWaitlist(Command, frozen=True):
    """Wait for a seat in a full class (WL-1). `pay_at_desk`: promote without a pass, price due.

    `found_by` is the exact e-mail, phone or card of who is not an own client (PERM-5).
    """

    client_id: Id
    occurrence_id: Id
    seats: Seats = 1
    pay_at_desk: bool = False
    found_by: Line = ""


@declare(
    "leave_waitlist",
    kind=Kind.PROMISE,
    permission="answer_offer",
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
    override: Few[SeatOverride] = ()
    reason: Reason = ""


@declare(
    "pin_waitlist",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Moved {client} on the waitlist of {occurrence}",
    undo="order_waitlist",
)
class PinWaitlist(Command, frozen=True):
    """Put a waiting client before the others, or back in line (WL-5)."""

    client_id: Id
    occurrence_id: Id
    pinned: bool


@declare(
    "order_waitlist",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Put the waitlist of {occurrence} in order",
    undo="order_waitlist",
)
class OrderWaitlist(Command, frozen=True):
    """The line by hand, the first first (WL-1). Who is not named comes after them, by time.

    Who waits no longer is passed over; nobody named is the line by time again.
    """

    occurrence_id: Id
    client_ids: Many[Id] = ()


@declare(
    "offer_seat",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Offered {client} a seat in {occurrence}",
    undo="withdraw_offer",
)
class OfferSeat(Command, frozen=True):
    """Keep a free seat for one who waits, until they answer or the time is over (WL-2)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "accept_offer",
    kind=Kind.PROMISE,
    permission="answer_offer",
    label="{client} took the seat offered in {occurrence}",
)
class AcceptOffer(Command, frozen=True):
    """Take the seat that was offered, or the one announced to all who wait (WL-2, WL-5)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "decline_offer",
    kind=Kind.PROMISE,
    permission="answer_offer",
    label="{client} declined the seat offered in {occurrence}",
)
class DeclineOffer(Command, frozen=True):
    """Do not take the seat; it goes to the next (WL-2)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "withdraw_offer",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Withdrew the offer to {client} in {occurrence}",
)
class WithdrawOffer(Command, frozen=True):
    """Take an offer back; the client goes on waiting, at the same place (WL-11)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "mark_present",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="{client} stands by for {occurrence}",
)
class MarkPresent(Command, frozen=True):
    """One who waits is at the desk, in case a seat is left (WL-10)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "hold_seats",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Kept {seats} seats in {occurrence}",
    undo="release_seats",
)
class HoldSeats(Command, frozen=True):
    """Keep seats without a client; the hold's id comes from this command (BK-10).

    `until` is UTC milliseconds; never later than the setting before the start (BK-25).
    """

    occurrence_id: Id
    seats: Seats
    until: Moment
    note: Reason = ""


@declare(
    "release_seats",
    kind=Kind.PROMISE,
    permission="waitlist",
    label="Gave kept seats in {occurrence} free",
)
class ReleaseSeats(Command, frozen=True):
    """End a hold before its time (BK-10)."""

    occurrence_id: Id
    hold_id: Id
