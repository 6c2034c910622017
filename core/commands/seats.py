"""Commands that take, move and free seats, and the inverses that undo them."""

from typing import Annotated

import msgspec

from core.commands.fields import (
    Few,
    GuestNames,
    Id,
    Key,
    Line,
    OptionalId,
    Reason,
    SeatOverride,
    Seats,
)
from core.commands.registry import Command, Kind, declare

Answers = Annotated[dict[Key, Line], msgspec.Meta(max_length=20)]


@declare(
    "book",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Booked {client} into {occurrence}",
    undo="undo_book",
)
class Book(Command, frozen=True):
    """Take seats for a client (BK-1, BK-3, BK-4).

    `pass_id` "" lets the rule choose the pass (PASS-4). `pay_at_desk` books without a pass where
    none covers it: the price is due. `override` names the rules that staff knowingly break.
    `guests` are names of who comes along, `answers` what was answered to the service's questions by
    their key (SVC-7). `found_by` is the exact e-mail, phone or card by which an instructor found
    who is not an own client (PERM-5).
    """

    client_id: Id
    occurrence_id: Id
    seats: Seats = 1
    pass_id: OptionalId = ""
    pay_at_desk: bool = False
    note: Reason = ""
    override: Few[SeatOverride] = ()
    reason: Reason = ""
    found_by: Line = ""
    guests: GuestNames = ()
    answers: Answers = msgspec.field(default_factory=dict)


@declare(
    "undo_book",
    kind=Kind.PROMISE,
    permission="undo_booking",
    label="Took back the booking of {client} in {occurrence}",
)
class UndoBook(Command, frozen=True):
    """Take back the booking that command `of` made: no penalty, nothing is sent."""

    of: Id
    client_id: Id
    occurrence_id: Id


@declare(
    "cancel_booking",
    kind=Kind.PROMISE,
    permission="cancel_booking",
    label="Cancelled the booking of {client} in {occurrence}",
    undo="undo_cancel_booking",
)
class CancelBooking(Command, frozen=True):
    """Free a client's seats (BK-6, BK-22). `waive`: a manager lets the penalty of a late one go."""

    client_id: Id
    occurrence_id: Id
    waive: bool = False
    reason: Reason = ""


@declare(
    "undo_cancel_booking",
    kind=Kind.PROMISE,
    permission="undo_booking",
    label="Took back the cancelling of {client} in {occurrence}",
)
class UndoCancelBooking(Command, frozen=True):
    """Give the seats back that command `of` cancelled, if they are still free."""

    of: Id
    client_id: Id
    occurrence_id: Id


@declare(
    "reschedule",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Moved {client} from {from_occurrence} to {to_occurrence}",
    undo="undo_reschedule",
)
class Reschedule(Command, frozen=True):
    """Move a booking to another occurrence in one step (BK-7, BK-23).

    What paid goes on paying where it can; `pay_at_desk` lets the price be due where nothing does.
    """

    client_id: Id
    from_occurrence_id: Id
    to_occurrence_id: Id
    pay_at_desk: bool = False
    override: Few[SeatOverride] = ()
    reason: Reason = ""


@declare(
    "undo_reschedule",
    kind=Kind.PROMISE,
    permission="undo_booking",
    label="Moved {client} back to {from_occurrence}",
)
class UndoReschedule(Command, frozen=True):
    """Move a booking back to where command `of` took it from, without penalty."""

    of: Id
    client_id: Id
    from_occurrence_id: Id
    to_occurrence_id: Id


@declare(
    "change_cover",
    kind=Kind.PROMISE,
    permission="change_cover",
    label="Changed what pays for {client} in {occurrence}",
)
class ChangeCover(Command, frozen=True):
    """Let another pass pay for a booking, or money when `pass_id` is "" (PASS-15)."""

    client_id: Id
    occurrence_id: Id
    pass_id: OptionalId = ""
