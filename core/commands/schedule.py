"""Commands that fill and change the calendar."""

from typing import Literal

import msgspec

from core.commands.fields import (
    Capacity,
    Choices,
    DayShift,
    Duration,
    Few,
    Id,
    LocalDate,
    LocalTime,
    Many,
    OptionalDate,
    OptionalId,
    Reason,
    ScheduleOverride,
    Text,
)
from core.commands.registry import Command, Kind, declare

Choice = Literal["move", "keep", "cancel"]
"""What becomes of a booked date of a series that changes."""


@declare(
    "create_series",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Planned a series at {location} from {start_date}",
)
class CreateSeries(Command, frozen=True):
    """A recurring schedule (SCH-1); its id comes from this command.

    With `generate_to` its occurrences up to that local date are made at once. A date in conflict
    is refused, unless it is skipped, or overridden by a manager with a reason (SCH-12).
    """

    service_id: Id
    location_id: Id
    rrule: Text
    start_date: LocalDate
    local_start: LocalTime
    duration_min: Duration
    capacity: Capacity
    lead_id: OptionalId = ""
    assistant_ids: Many[Id] = ()
    end_date: OptionalDate = ""
    skipped: Many[LocalDate] = ()
    added: Many[LocalDate] = ()
    generate_to: OptionalDate = ""
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""
    step_id: OptionalId = ""


@declare(
    "generate_series",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Filled series {series} up to {until}",
)
class GenerateSeries(Command, frozen=True):
    """Make the occurrences of a series up to a local date, included (SCH-3).

    Twice makes nothing twice; a date in conflict is made and flagged.
    """

    series_id: Id
    until: LocalDate


@declare(
    "edit_series",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Changed series {series} from {from_date} on",
    undo="edit_series",
)
class EditSeries(Command, frozen=True):
    """Another time, day, length, lead or capacity from a date of the series on (SCH-4).

    `from_date` is the original date of the first occurrence that changes, "" for all that come.
    `choices` says for occurrences with bookings, by id, whether they move with them, are kept where
    they are, or are cancelled with notice.
    """

    series_id: Id
    local_start: LocalTime
    duration_min: Duration
    capacity: Capacity
    lead_id: OptionalId = ""
    day_shift: DayShift = 0
    from_date: OptionalDate = ""
    choices: Choices[Choice] = msgspec.field(default_factory=dict)
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "create_occurrence",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Put {service} on {local_date} at {local_start}",
    undo="undo_create_occurrence",
)
class CreateOccurrence(Command, frozen=True):
    """One class or session outside any series; its id comes from this command."""

    service_id: Id
    location_id: Id
    local_date: LocalDate
    local_start: LocalTime
    duration_min: Duration
    capacity: Capacity
    lead_id: OptionalId = ""
    assistant_ids: Many[Id] = ()
    note: Text = ""
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "undo_create_occurrence",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Took {occurrence} off the calendar again",
)
class UndoCreateOccurrence(Command, frozen=True):
    """What command `of` put on the calendar is gone, as long as nobody ever booked it."""

    of: Id
    occurrence_id: Id


@declare(
    "move_occurrence",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Moved {occurrence} to {local_date} at {local_start}",
    undo="undo_move_occurrence",
)
class MoveOccurrence(Command, frozen=True):
    """Another time, length or lead for one occurrence; its bookings follow (SCH-5)."""

    occurrence_id: Id
    local_date: LocalDate
    local_start: LocalTime
    duration_min: Duration
    lead_id: OptionalId = ""
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "undo_move_occurrence",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Moved {occurrence} back to {local_date} at {local_start}",
)
class UndoMoveOccurrence(Command, frozen=True):
    """Back to the time, length and lead before command `of`; the slot must still be free."""

    of: Id
    occurrence_id: Id
    local_date: LocalDate
    local_start: LocalTime
    duration_min: Duration
    lead_id: OptionalId = ""


@declare(
    "cancel_occurrence",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Cancelled {occurrence}",
)
class CancelOccurrence(Command, frozen=True):
    """It does not take place: all credits go back, nobody waits any longer (SCH-13)."""

    occurrence_id: Id
    reason: Reason = ""


@declare(
    "change_capacity",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Changed the capacity of {occurrence} to {capacity}",
    undo="change_capacity",
)
class ChangeCapacity(Command, frozen=True):
    """More or fewer seats; nobody is dropped (BK-33)."""

    occurrence_id: Id
    capacity: Capacity
