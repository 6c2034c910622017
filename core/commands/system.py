"""Commands that only the server issues: reactions to what has settled, and to what failed."""

from typing import Literal

from core.commands.fields import Id, Line, OptionalId, Text
from core.commands.registry import Command, Kind, declare


@declare(
    "promote",
    kind=Kind.SYSTEM,
    permission="system",
    label="Gave free seats in {occurrence} to those waiting",
)
class Promote(Command, frozen=True):
    """Give the free seats to those waiting, in the way that the service has now (WL-2, WL-4)."""

    occurrence_id: Id


@declare(
    "raise_attention",
    kind=Kind.SYSTEM,
    permission="system",
    label="Asked a person to look: {event}",
)
class RaiseAttention(Command, frozen=True):
    """Somebody must look: `kind` names the case, `event` and `why` say what happened.

    NTF-10: a client could not be told of `event`. NS-5: a timed job of that name failed;
    many: so many clients were suspended within a day. NTF-5: the webhook named by `event` does not
    answer. unsigned: a command of the desk `event` is not signed by the person `why`, and is kept
    aside. forked: the desk `event` went on from an older copy, or there are two of it.
    stale: the desk `event` had not heard from the server for days.
    """

    kind: Literal["NTF-10", "NTF-5", "NS-5", "NS-5 many", "unsigned", "forked", "stale"]
    event: Line
    why: Text = ""
    client_id: OptionalId = ""
    occurrence_id: OptionalId = ""


@declare(
    "lapse_offer",
    kind=Kind.SYSTEM,
    permission="system",
    label="The offer to {client} in {occurrence} ran out",
)
class LapseOffer(Command, frozen=True):
    """An offer's time is over: it ends, and the next is asked (WL-2)."""

    client_id: Id
    occurrence_id: Id


@declare(
    "end_hold",
    kind=Kind.SYSTEM,
    permission="system",
    label="Kept seats in {occurrence} became free",
)
class EndHold(Command, frozen=True):
    """A hold's time is over (BK-25)."""

    occurrence_id: Id
    hold_id: Id


@declare(
    "review_fee",
    kind=Kind.SYSTEM,
    permission="system",
    label="Looked at what {client} owes for {occurrence}",
)
class ReviewFee(Command, frozen=True):
    """A late cancel or no-show costs the fee that is set, and none once it is forgiven (PAY-9)."""

    client_id: Id
    occurrence_id: Id
