"""Commands about what came of a class: closing it, attendance put right, strikes, suspensions."""

from core.commands.fields import Id, Moment, OptionalId, Reason
from core.commands.registry import Command, Kind, declare


@declare(
    "close_occurrence",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Closed {occurrence}",
)
class CloseOccurrence(Command, frozen=True):
    """Who is in has attended, who is not did not come (NS-7). The server closes by the clock."""

    occurrence_id: Id


@declare(
    "mark_attendance",
    kind=Kind.FACT,
    permission="attendance",
    label="Marked {client} as attending {occurrence}",
)
class MarkAttendance(Command, frozen=True):
    """A booked client was there, without a check-in; from the start on (BK-30)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "correct_attendance",
    kind=Kind.PROMISE,
    permission="attendance",
    label="Corrected whether {client} attended {occurrence}",
)
class CorrectAttendance(Command, frozen=True):
    """A no-show was there, or one marked there was not: credit and strike follow (BK-30).

    On the class day by staff; later by a manager, for as many days as the setting says.
    """

    client_id: Id
    occurrence_id: Id
    attended: bool
    reason: Reason = ""


@declare(
    "forgive",
    kind=Kind.PROMISE,
    permission="forgive",
    label="Forgave {client} for not coming to {occurrence}",
)
class Forgive(Command, frozen=True):
    """A no-show costs nothing after all: the credit back, no strike, no auto-cancel (NS-3)."""

    client_id: Id
    occurrence_id: Id
    reason: Reason


@declare(
    "waive",
    kind=Kind.PROMISE,
    permission="forgive",
    label="Waived the late cancel of {client} in {occurrence}",
)
class Waive(Command, frozen=True):
    """A late cancel costs nothing after all (BK-30)."""

    client_id: Id
    occurrence_id: Id
    reason: Reason


@declare(
    "restore_booking",
    kind=Kind.PROMISE,
    permission="forgive",
    label="Restored the booking of {client} in {occurrence}",
)
class RestoreBooking(Command, frozen=True):
    """A cancelled booking lives again, if its seat is free, before the start (BK-30)."""

    client_id: Id
    occurrence_id: Id
    reason: Reason = ""


@declare(
    "keep_booking",
    kind=Kind.PROMISE,
    permission="book_for_client",
    label="Kept the booking of {client} in {occurrence}",
)
class KeepBooking(Command, frozen=True):
    """What an auto-cancel took is kept, if its seat is free, before the start (NS-2)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "auto_cancel",
    kind=Kind.SYSTEM,
    permission="system",
    label="Cancelled what {client} had booked after not coming to {occurrence}",
)
class AutoCancel(Command, frozen=True):
    """The grace after a no-show on an unlimited pass is over (NS-2)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "take_back_auto_cancel",
    kind=Kind.SYSTEM,
    permission="system",
    label="Gave back what {client} had booked before {occurrence}",
)
class TakeBackAutoCancel(Command, frozen=True):
    """The no-show that cancelled them was forgiven or none: they live again (SET-17)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "review_strikes",
    kind=Kind.SYSTEM,
    permission="system",
    label="Counted the no-shows of {client}",
)
class ReviewStrikes(Command, frozen=True):
    """Suspend who has too many no-shows, lift where too few are left (NS-3, NS-8).

    `location_id` is where the no-show was that caused it.
    """

    client_id: Id
    location_id: OptionalId = ""


@declare(
    "suspend",
    kind=Kind.PROMISE,
    permission="forgive",
    label="Suspended {client}",
    undo="lift_suspension",
)
class Suspend(Command, frozen=True):
    """Bar a client from booking until a moment (UTC milliseconds), or move the end (NS-8)."""

    client_id: Id
    until: Moment
    reason: Reason
    location_id: OptionalId = ""


@declare(
    "lift_suspension",
    kind=Kind.PROMISE,
    permission="forgive",
    label="Lifted the suspension of {client}",
)
class LiftSuspension(Command, frozen=True):
    """The client may book again (NS-3)."""

    client_id: Id
    reason: Reason
    location_id: OptionalId = ""


@declare(
    "end_suspension",
    kind=Kind.SYSTEM,
    permission="system",
    label="The suspension of {client} ended",
)
class EndSuspension(Command, frozen=True):
    """A suspension has run its time; desks judged by its dates already (NS-8)."""

    client_id: Id
    suspension_id: Id
