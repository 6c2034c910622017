"""From seven resource days to the week: how much each resource is used, and what is wrong."""

from collections.abc import Sequence
from datetime import date

from desktop import formats
from desktop.features.resources.model import (
    ResourceDay,
    ResourceLine,
    ResourceWeek,
    WeekCell,
    WeekRow,
)


def resource_week(days: Sequence[ResourceDay], today: str) -> ResourceWeek:
    """The week of these days, Monday first. Units are counted in their resource."""
    by_day = [{line.resource_id: line for line in _whole(day)} for day in days]
    names = {key: line.name for lines in by_day for key, line in lines.items()}
    named = {
        group.ident: group.name for day in days for group in day.groups if group.ident in names
    }
    each = list(zip([day.day for day in days], by_day, strict=True))
    rows = tuple(
        _row(key, named.get(key, name), [(day, lines[key]) for day, lines in each])
        for key, name in names.items()
    )
    totals = [[row.cells[at].percent for row in rows] for at in range(len(days))]
    return ResourceWeek(
        title=_title(days),
        days=tuple((_head(day.day), day.day, day.day == today) for day in days),
        rows=rows,
        totals=tuple(round(sum(one) / max(1, len(one))) for one in totals),
        clashes=sum(day.clashes for day in days),
        outages=sum(cell.out for row in rows for cell in row.cells),
        shown=days[0].shown,
        kinds=days[0].kinds,
    )


def _whole(day: ResourceDay) -> list[ResourceLine]:
    return [line for group in day.groups for line in group.lines if not line.unit]


def _row(key: str, name: str, lines: Sequence[tuple[str, ResourceLine]]) -> WeekRow:
    cells = tuple(
        WeekCell(
            date=day,
            percent=line.used_percent,
            count=len({hold.occurrence_id for hold in line.holds}),
            clashes=len(line.clashes),
            out=bool(line.outages),
        )
        for day, line in lines
    )
    share = round(sum(cell.percent for cell in cells) / max(1, len(cells)))
    return WeekRow(resource_id=key, name=name, percent=share, cells=cells)


def _head(day: str) -> str:
    made = date.fromisoformat(day)
    return f"{formats.WEEKDAYS[made.weekday()]} {made.day}"


def _title(days: Sequence[ResourceDay]) -> str:
    first, last = (date.fromisoformat(days[at].day) for at in (0, -1))
    month = formats.SHORT_MONTHS[last.month - 1]
    if first.month == last.month:
        return f"{first.day}–{last.day} {month}"
    return f"{first.day} {formats.SHORT_MONTHS[first.month - 1]} – {last.day} {month}"
