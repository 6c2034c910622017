"""Commands that bring a cancelled or closed class back."""

from core.commands.fields import Few, Id, Reason, ScheduleOverride
from core.commands.registry import Command, Kind, declare


@declare(
    "reinstate_occurrence",
    kind=Kind.PROMISE,
    permission="reinstate",
    label="Let {occurrence} take place after all",
    undo="cancel_occurrence",
)
class ReinstateOccurrence(Command, frozen=True):
    """A cancelled class takes place, before its start (SCH-13).

    Who had a seat is offered it again, and told until when.
    """

    occurrence_id: Id
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "reopen_occurrence",
    kind=Kind.PROMISE,
    permission="reinstate",
    label="Reopened {occurrence}",
)
class ReopenOccurrence(Command, frozen=True):
    """A closed class of the last 30 days can be put right; attendance stays as it is (SCH-13)."""

    occurrence_id: Id
    reason: Reason
