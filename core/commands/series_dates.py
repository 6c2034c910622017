"""Commands on single dates of a series, and on its end."""

from typing import Literal

import msgspec

from core.commands.fields import Choices, Few, Flag, Id, LocalDate, Reason, ScheduleOverride
from core.commands.registry import Command, Kind, declare

EndChoice = Literal["keep", "cancel"]
"""What becomes of a booked date after the end of its series."""


@declare(
    "end_series",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Ended series {series} after {last_date}",
)
class EndSeries(Command, frozen=True):
    """No dates after `last_date` (SCH-4). Dates never booked drop out of the calendar; those with
    bookings are kept or cancelled with notice, as `choices` says by occurrence id."""

    series_id: Id
    last_date: LocalDate
    choices: Choices[EndChoice] = msgspec.field(default_factory=dict)
    reason: Reason = ""


@declare(
    "skip_date",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Left {local_date} out of series {series}",
    undo="add_date",
)
class SkipDate(Command, frozen=True):
    """A date on which the series does not take place; nobody may be booked on it (SCH-1)."""

    series_id: Id
    local_date: LocalDate


@declare(
    "add_date",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Added {local_date} to series {series}",
    undo="skip_date",
)
class AddDate(Command, frozen=True):
    """A date beside the rule, or one that was skipped, at the series' time (SCH-1)."""

    series_id: Id
    local_date: LocalDate
    override: Few[ScheduleOverride] = ()
    reason: Reason = ""


@declare(
    "set_rolling",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Switched the extension of series {series}: {rolling}",
)
class SetRolling(Command, frozen=True):
    """Whether the server makes more dates as time goes on (SCH-11)."""

    series_id: Id
    rolling: Flag
