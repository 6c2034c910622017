"""Commands that give an occurrence another instructor, and say who of the staff has come."""

from typing import Literal

from core.commands.fields import Few, Id, OptionalId, Reason, ScheduleOverride
from core.commands.registry import Command, Kind, declare


@declare(
    "substitute",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Gave {occurrence} to {substitute}",
    undo="undo_substitute",
)
class Substitute(Command, frozen=True):
    """Another lead for one occurrence, with the reason (SCH-6); what is booked stays (SCH-10)."""

    occurrence_id: Id
    substitute_id: Id
    reason: Reason
    override: Few[ScheduleOverride] = ()


@declare(
    "undo_substitute",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Gave {occurrence} back to {substitute}",
)
class UndoSubstitute(Command, frozen=True):
    """Back to whoever led before command `of`, or to nobody; nobody is told."""

    of: Id
    occurrence_id: Id
    substitute_id: OptionalId = ""


@declare(
    "check_in_staff",
    kind=Kind.FACT,
    permission="check_in_staff",
    label="Checked {staff} in at {location}",
    undo="undo_check_in_staff",
)
class CheckInStaff(Command, frozen=True):
    """An instructor is there (CHK-9); once on a day at a location is enough."""

    staff_id: Id
    location_id: Id
    way: Literal["desk", "phone"] = "desk"


@declare(
    "undo_check_in_staff",
    kind=Kind.PROMISE,
    permission="check_in_staff",
    label="Took the check-in of {staff} back",
)
class UndoCheckInStaff(Command, frozen=True):
    """They are not there after all: takes back what command `of` recorded."""

    of: Id
    staff_id: Id
    location_id: Id
