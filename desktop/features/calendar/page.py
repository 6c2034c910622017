"""From occurrences to a calendar page: the columns of a day or a week, the blocks, the legend."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from core.domain.json_text import mapping
from core.domain.organisation import Location
from core.domain.schedule import Resource
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.calendar.model import (
    CalendarBlock,
    CalendarPage,
    Choice,
    Column,
    LegendEntry,
    Mode,
)

BY_ROOM, BY_TEACHER, PLAIN = "by_room", "by_teacher", "plain"
NO_ROOM, NO_TEACHER = "no room", "no teacher"
CHOICES = (
    Choice(BY_ROOM, "By room"),
    Choice(BY_TEACHER, "By instructor"),
    Choice(PLAIN, "All together"),
)


def span_of(mode: Mode, day: date, zone: str) -> tuple[int, int]:
    """What is in view, in UTC milliseconds: a day, or the week from Monday."""
    first = day if mode is Mode.DAY else day - timedelta(days=day.weekday())
    days = 1 if mode is Mode.DAY else 7
    return formats.midnight(first, zone), formats.midnight(first + timedelta(days=days), zone)


class Look(Struct, frozen=True):
    """What a person looks at: a day or the week that it is in, and a day's columns."""

    mode: Mode
    day: date
    shown: str


def page_of(
    look: Look,
    location: Location,
    lines: list[OccurrenceLine],
    rooms: list[Resource],
    now: int,
) -> CalendarPage:
    """The page of a look."""
    mode, day, shown = look.mode, look.day, look.shown
    today = formats.local(now, location.zone).date()
    if mode is Mode.WEEK:
        monday = day - timedelta(days=day.weekday())
        columns = [_day(monday + timedelta(days=n), lines, location, today) for n in range(7)]
        blocks = [_block(line, line.local_date, now) for line in lines]
        title = _week_title(monday)
        choices: tuple[Choice, ...] = ()
    else:
        columns, blocks = _split(shown, day, lines, rooms, location, now)
        title = formats.short_day(formats.midnight(day, location.zone), location.zone)
        choices = CHOICES
    in_view = any(column.date == str(today) for column in columns)
    return CalendarPage(
        mode=mode,
        zone=location.zone,
        title=title,
        columns=tuple(columns),
        blocks=tuple(blocks),
        legend=legend(lines),
        shown=next((c.text for c in choices if c.ident == shown), ""),
        choices=choices,
        now_at=now if in_view else None,
        now=formats.clock(now, location.zone) if in_view else "",
    )


def legend(lines: Iterable[OccurrenceLine]) -> tuple[LegendEntry, ...]:
    """The services in view, by name."""
    seen = {(line.badge, line.colour, line.short_name or line.name) for line in lines}
    entries = [LegendEntry(badge, colour, name) for badge, colour, name in seen]
    return tuple(sorted(entries, key=lambda entry: entry.name))


def open_spans(location: Location, day: date) -> tuple[tuple[int, int], ...]:
    """The opening hours of a local day as UTC spans; no hours set means always open."""
    hours = mapping(location.opening_hours)
    if not hours:
        bounds = formats.midnight(day, location.zone)
        return ((bounds, formats.midnight(day + timedelta(days=1), location.zone)),)
    return tuple(
        (
            formats.wall(day, opens, location.zone),
            formats.wall(day, closes, location.zone),
        )
        for opens, closes in hours.get(str(day.weekday()), ())
    )


def _day(day: date, lines: list[OccurrenceLine], location: Location, today: date) -> Column:
    own = [one for one in lines if one.local_date == str(day) and one.state != "cancelled"]
    booked = sum(one.booked for one in own)
    return Column(
        key=str(day),
        date=str(day),
        title=f"{formats.WEEKDAYS[day.weekday()]} {day.day}",
        caption=f"{len(own)} · {booked} booked" if own else "",
        today=day == today,
        open_spans=open_spans(location, day),
    )


def _split(
    shown: str,
    day: date,
    lines: list[OccurrenceLine],
    rooms: list[Resource],
    location: Location,
    now: int,
) -> tuple[list[Column], list[CalendarBlock]]:
    """One day in columns: rooms, instructors, or a single one."""
    today = day == formats.local(now, location.zone).date()
    placed = [(line, _column_of(line, shown)) for line in lines]
    known: dict[str, str] = {room.id: room.name for room in rooms if room.type == "room"}
    if shown == BY_TEACHER:
        known = {line.lead_id: line.lead_name for line in lines if line.lead_id}
    elif shown == PLAIN:
        known = {PLAIN: "All classes"}
    used = [key for _, key in placed]
    spare = {NO_ROOM: "No room", NO_TEACHER: "No instructor"}
    known |= {key: spare[key] for key in dict.fromkeys(used) if key in spare}
    columns = [
        Column(
            key=key,
            date=str(day),
            title=title,
            caption=f"{used.count(key)} today" if used.count(key) else "",
            today=today and shown == PLAIN,
            open_spans=open_spans(location, day),
        )
        for key, title in (known or {PLAIN: "All classes"}).items()
    ]
    return columns, [_block(line, key, now) for line, key in placed]


def _column_of(line: OccurrenceLine, shown: str) -> str:
    if shown == BY_TEACHER:
        return line.lead_id or NO_TEACHER
    if shown == BY_ROOM:
        return line.room_id or NO_ROOM
    return PLAIN


def _block(line: OccurrenceLine, column: str, now: int) -> CalendarBlock:
    start = formats.clock(line.starts_at, line.zone)
    cancelled = line.state == "cancelled"
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
        service=line.colour,
        letter=line.badge,
        teacher=formats.short_name(line.lead_name),
        room=", ".join(line.rooms),
        booked=line.booked,
        kept=line.kept,
        capacity=line.capacity,
        waiting=line.waiting,
        past=line.ends_at <= now,
        cancelled=cancelled,
        provisional=line.pending,
        clash=bool(line.conflict) and not cancelled,
        needs="" if line.lead_id or cancelled else "no teacher",
        movable=line.state == "scheduled" and line.starts_at > now,
    )


def _week_title(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    first, last = formats.MONTHS[monday.month - 1][:3], formats.MONTHS[sunday.month - 1][:3]
    if first == last:
        return f"{monday.day}–{sunday.day} {last}"
    return f"{monday.day} {first} – {sunday.day} {last}"
