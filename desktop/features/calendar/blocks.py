"""One occurrence as a block of the calendar."""

from collections.abc import Mapping

from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.calendar.colours import Colours
from desktop.features.calendar.model import CalendarBlock
from desktop.saying import tr


def block_of(
    line: OccurrenceLine, column: str, now: int, colours: Colours, places: Mapping[str, str]
) -> CalendarBlock:
    """The block in a column; where several locations are in view it names its own."""
    start = formats.clock(line.starts_at, line.zone)
    cancelled = line.state == "cancelled"
    where = [places[line.location_id]] if line.location_id in places else []
    return CalendarBlock(
        occurrence_id=line.id,
        column=column,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        day=formats.short_day(line.starts_at, line.zone),
        time=start,
        span=f"{start}–{formats.clock(line.ends_at, line.zone)}",
        title=line.name,
        short_title=line.short_name or line.name,
        service=colours.of(line),
        letter=colours.letter(line),
        teacher=where[0] if where else formats.short_name(line.lead_name),
        room=", ".join([*where, *line.rooms]),
        booked=line.booked,
        kept=line.kept,
        capacity=line.capacity,
        waiting=line.waiting,
        past=line.ends_at <= now,
        cancelled=cancelled,
        provisional=line.pending,
        clash=bool(line.conflict) and not cancelled,
        needs="" if line.lead_id or cancelled else tr("no teacher"),
        movable=line.state == "scheduled" and line.starts_at > now,
        before_min=0 if cancelled else line.buffer_before_min,
        after_min=0 if cancelled else line.buffer_after_min,
    )
