"""A changed class as a change of its whole series, and what that would come to (SCH-4)."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from core.changes import Outcome
from core.commands.schedule import Choice, EditSeries, MoveOccurrence
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence, Series
from core.queries import occurrences
from desktop import formats
from desktop.features.calendar.scope_menu import Reach
from desktop.features.calendar.series_diff import BookedDate
from desktop.saying import tr
from desktop.session import Session


def series_edit(session: Session, move: MoveOccurrence, reach: Reach) -> EditSeries | None:
    """The command that changes this and following, or all, as this class was changed: in time,
    length and lead. None where the class belongs to no series, or may not be changed so."""
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
        series.lead_id if move.lead_id == row.lead_id else move.lead_id,
        shift,
        row.original_date if reach is Reach.FOLLOWING else "",
    )
    asked = session.preview(command)
    return command if isinstance(asked, Outcome) or asked.code == "series_choices" else None


def booked(session: Session, command: EditSeries) -> list[str]:
    """The occurrences with bookings, about each of which somebody has to choose."""
    asked = session.preview(command)
    if isinstance(asked, Refusal) and asked.code == "series_choices":
        return list(asked.facts["occurrence_ids"])
    return []


def moves(session: Session, command: EditSeries | None) -> int:
    """How many classes a change of a series would move with their bookings; 0 where refused."""
    if command is None:
        return 0
    found = session.preview(chosen(command, dict.fromkeys(booked(session, command), "move")))
    return 0 if isinstance(found, Refusal) else int(found.facts["count"])


def chosen(command: EditSeries, choices: Mapping[str, Choice]) -> EditSeries:
    """The change with what becomes of its booked dates."""
    return replace(command, choices=dict(choices))


def booked_dates(session: Session, command: EditSeries) -> list[BookedDate]:
    """The booked dates as they are listed, by start."""
    found = []
    for key in booked(session, command):
        line = occurrences.occurrence(session.source, key)
        if line is None:
            continue
        when = f"{formats.short_day(line.starts_at, line.zone)}"
        span = f"{formats.clock(line.starts_at, line.zone)} → {command.local_start}"
        people = [
            tr("{0} booked").format(line.booked),
            tr("{0} waiting").format(line.waiting) if line.waiting else "",
        ]
        note = " · ".join(part for part in people if part)
        found.append(BookedDate(occurrence_id=key, text=f"{when}  {span}", note=note))
    return found
