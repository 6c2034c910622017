"""Commands about staff members once they are there, and about who assists."""

from core.commands.fields import (
    Email,
    Few,
    Id,
    Many,
    Name,
    OptionalId,
    Phone,
    Reason,
    ScheduleOverride,
)
from core.commands.registry import Command, Kind, declare


@declare(
    "edit_staff",
    kind=Kind.PROMISE,
    permission="edit_staff",
    label="Changed the data of {staff}",
    undo="edit_staff",
)
class EditStaff(Command, frozen=True):
    """Change what is given of a staff member; None leaves it as it is (SET-9).

    People change their own name and contact; the primary location is a manager's (ORG-9).
    """

    staff_id: Id
    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    primary_location_id: OptionalId | None = None


@declare(
    "archive_staff",
    kind=Kind.PROMISE,
    permission="manage_staff",
    label="Archived {staff}",
    undo="unarchive_staff",
)
class ArchiveStaff(Command, frozen=True):
    """They no longer work here (ORG-7): all roles end, what they lead is listed (ORG-10)."""

    staff_id: Id


@declare(
    "unarchive_staff",
    kind=Kind.PROMISE,
    permission="manage_staff",
    label="Brought {staff} back",
)
class UnarchiveStaff(Command, frozen=True):
    """They work here again, with the roles that are named."""

    staff_id: Id
    grant_ids: Many[Id] = ()


@declare(
    "set_assistants",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Changed who assists in {occurrence}",
    undo="set_assistants",
)
class SetAssistants(Command, frozen=True):
    """Who assists in one occurrence (SCH-9); who is not named assists no longer."""

    occurrence_id: Id
    assistant_ids: Many[Id] = ()
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "set_series_assistants",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Changed who assists in series {series}",
    undo="set_series_assistants",
)
class SetSeriesAssistants(Command, frozen=True):
    """Who assists on all dates of a series that come (SCH-1, SCH-9); who is not named no longer."""

    series_id: Id
    assistant_ids: Many[Id] = ()
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""
