"""Commands about a pass's life after its sale: pauses, longer, over, memberships (PASS-5, 12)."""

from core.commands.fields import Id, LocalDate, OptionalId, Reason
from core.commands.registry import Command, Kind, declare


@declare(
    "freeze_pass",
    kind=Kind.PROMISE,
    permission="freeze_pass",
    label="Paused {pass} from {starts_on} to {ends_on}",
    undo="unfreeze_pass",
)
class FreezePass(Command, frozen=True):
    """Pause a pass for local dates, both included; its end moves by as many days (PASS-12).

    What it pays for inside is cancelled free; a preview lists it first.
    """

    pass_id: Id
    starts_on: LocalDate
    ends_on: LocalDate
    reason: Reason = ""


@declare(
    "unfreeze_pass",
    kind=Kind.PROMISE,
    permission="freeze_pass",
    label="Ended the pause of {pass}",
)
class UnfreezePass(Command, frozen=True):
    """End a pause before today, or one that has not begun; days not used come off the end again.

    With `of` it takes that command back: what it cancelled lives again where seats are free.
    """

    pass_id: Id
    of: OptionalId = ""


@declare(
    "extend_pass",
    kind=Kind.PROMISE,
    permission="extend_pass",
    label="Made {pass} hold until {until}",
)
class ExtendPass(Command, frozen=True):
    """Let a pass hold longer, also one that has ended: what then expired comes back (PASS-5)."""

    pass_id: Id
    until: LocalDate
    reason: Reason


@declare(
    "revoke_pass",
    kind=Kind.PROMISE,
    permission="revoke_pass",
    label="Revoked {pass}",
)
class RevokePass(Command, frozen=True):
    """End a pass for good: what it pays for in future is cancelled, its credits go (PASS-13).

    Money goes back by a refund of its own.
    """

    pass_id: Id
    reason: Reason


@declare(
    "expire_pass",
    kind=Kind.SYSTEM,
    permission="system",
    label="{pass} ended",
)
class ExpirePass(Command, frozen=True):
    """The last day of a pass is over everywhere: free credits go, held ones stay (PASS-5)."""

    pass_id: Id
