"""A dropped class as a change of its whole series, and what that would come to."""

from datetime import date

from msgspec.structs import replace

from core.changes import Outcome
from core.commands.schedule import EditSeries, MoveOccurrence
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence, Series
from desktop.features.calendar.scope_menu import Reach
from desktop.session import Session


def series_edit(session: Session, move: MoveOccurrence, reach: Reach) -> EditSeries | None:
    """The command that moves this and following, or all, as this class was moved.

    None where the class belongs to no series, or may not be changed so. Booked classes move with
    their bookings: everyone booked is told.
    """
    row = session.source.rows.get(Occurrence, move.occurrence_id)
    series = session.source.rows.get(Series, row.series_id) if row and row.series_id else None
    if row is None or series is None or not row.original_date:
        return None
    shift = (date.fromisoformat(move.local_date) - date.fromisoformat(row.local_date)).days
    if abs(shift) > 6:
        return None
    command = EditSeries(
        series.id,
        move.local_start,
        move.duration_min,
        series.capacity,
        series.lead_id,
        shift,
        row.original_date if reach is Reach.FOLLOWING else "",
    )
    asked = session.preview(command)
    if isinstance(asked, Outcome):
        return command
    if asked.code != "series_choices":
        return None
    moving = dict.fromkeys(asked.facts["occurrence_ids"], "move")
    return replace(command, choices=moving)


def moves(session: Session, command: EditSeries | None) -> int:
    """How many classes a change of a series would move; 0 where it is refused."""
    if command is None:
        return 0
    found = session.preview(command)
    return 0 if isinstance(found, Refusal) else int(found.facts["count"])
