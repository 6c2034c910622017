"""An invented series for the pictures of the panel "new series"."""

from datetime import date, timedelta

from desktop.features.new_series.model import (
    Choice,
    Part,
    SeriesChoices,
    SeriesDraft,
    SeriesPreview,
)
from desktop.widgets.date_list import DateLine

CHOICES = SeriesChoices(
    services=(
        Choice("reformer", "Reformer Flow", 55, 8),
        Choice("mat", "Mat Basics", 45, 12),
        Choice("vinyasa", "Vinyasa", 60, 14),
    ),
    places=(Choice("reformers", "Reformers"), Choice("a", "Studio A"), Choice("b", "Studio B")),
    instructors=(Choice("ana", "Ana Petrov"), Choice("leo", "Leo Baum"), Choice("mia", "Mia Koch")),
)
DRAFT = SeriesDraft(
    service="vinyasa",
    place="a",
    instructor="leo",
    weekdays=(2, 4),
    start="18:00",
    first="2026-11-25",
    until="2027-01-15",
)
_BUSY = {date(2026, 12, 2): "Leo B. has Reformer Flow 18:00", date(2026, 12, 25): "Closed all day"}


def preview(draft: SeriesDraft) -> SeriesPreview:
    """The dates up to the end; two of them clash."""
    first = date.fromisoformat(draft.first)
    last = date.fromisoformat(draft.until) if draft.until else first + timedelta(weeks=12)
    if draft.once:
        last = first
    if int(draft.capacity) > 20:
        return SeriesPreview(errors={Part.CAPACITY: "Studio A holds 20"})
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    chosen = [d for d in days if draft.once or d.weekday() in draft.weekdays]
    lines = tuple(
        DateLine(
            key=day.isoformat(),
            text=f"{day:%a} {day.day} {day:%b} {draft.start}",
            conflict=_BUSY.get(day, ""),
        )
        for day in chosen
    )
    odd = sum(bool(line.conflict) for line in lines)
    summary = f"{len(lines)} dates" if len(lines) != 1 else "1 date"
    return SeriesPreview(
        dates=lines, summary=f"{summary} · {odd} with a conflict" if odd else summary
    )
