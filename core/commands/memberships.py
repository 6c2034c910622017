"""Commands about memberships: each period, its charge, the end (PASS-13, PAY-17)."""

from core.commands.fields import Id, Money, OptionalId, Reason
from core.commands.registry import Command, Kind, declare


@declare(
    "end_membership",
    kind=Kind.PROMISE,
    permission="end_membership",
    label="Ended {pass} with its period",
    undo="keep_membership",
)
class EndMembership(Command, frozen=True):
    """The membership does not renew; what is booked beyond its last day is cancelled free."""

    pass_id: Id
    reason: Reason = ""


@declare(
    "keep_membership",
    kind=Kind.PROMISE,
    permission="end_membership",
    label="Let {pass} go on",
)
class KeepMembership(Command, frozen=True):
    """A membership that was to end goes on. With `of` it takes that command back."""

    pass_id: Id
    of: OptionalId = ""


@declare(
    "renew_membership",
    kind=Kind.SYSTEM,
    permission="system",
    label="Renewed {pass}",
)
class RenewMembership(Command, frozen=True):
    """A period is over: credits anew, and its price asked of the saved card or due (PAY-17)."""

    pass_id: Id


@declare(
    "ask_charge",
    kind=Kind.SYSTEM,
    permission="system",
    label="Asked the saved card for {item} again",
)
class AskCharge(Command, frozen=True):
    """The time to try a failed charge again has come."""

    item_id: Id


@declare(
    "record_charge",
    kind=Kind.SYSTEM,
    permission="system",
    label="A charge for {item} was answered",
)
class RecordCharge(Command, frozen=True):
    """What the provider says of a charge: paid or failed. Told twice or late it is the same."""

    item_id: Id
    charge_id: Id
    amount: Money
    paid: bool
