"""From occurrences to a calendar page: the columns of a day or a week, the blocks, the legend."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from core.domain.json_text import mapping
from core.domain.organisation import Location
from core.domain.schedule import Resource
from core.queries.closed_times import Away
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.calendar.blocks import block_of
from desktop.features.calendar.colours import Colours
from desktop.features.calendar.filters import BY_SERVICE, Filter
from desktop.features.calendar.kept_weeks import monday_of
from desktop.features.calendar.model import CalendarPage, Choice, Column, Mode, Shade
from desktop.saying import tr

BY_ROOM, BY_TEACHER, PLAIN = "by_room", "by_teacher", "plain"
BY_PLACE, MINE = "by_place", "mine"
NO_ROOM, NO_TEACHER = tr("no room"), tr("no teacher")
CHOICES = (
    Choice(BY_ROOM, tr("By room")),
    Choice(BY_TEACHER, tr("By instructor")),
    Choice(PLAIN, tr("All together")),
)


class Look(Struct, frozen=True):
    """What a person looks at: how many days, which, in which columns, filtered and coloured."""

    mode: Mode
    day: date
    shown: str
    filter: Filter = Filter()
    colour: str = BY_SERVICE

    @property
    def first(self) -> date:
        """The first day in view."""
        return self.day if self.mode is Mode.DAY else monday_of(self.day)


class Known(Struct, frozen=True, kw_only=True):
    """What the page is made of. `people` are columns by instructor, `hours` theirs of the day,
    `closed` reasons by local date, `places` the locations of a page of several."""

    location: Location
    lines: list[OccurrenceLine]
    rooms: list[Resource]
    now: int
    choices: tuple[Choice, ...] = CHOICES
    people: Mapping[str, str] = {}
    hours: Mapping[str, tuple[tuple[int, int], ...] | None] = {}
    away: tuple[Away, ...] = ()
    closed: Mapping[str, str] = {}
    places: Mapping[str, str] = {}


def page_of(look: Look, known: Known) -> CalendarPage:
    """The page of a look, for a day or a week."""
    location, now = known.location, known.now
    today = formats.local(now, location.zone).date()
    lines = [line for line in known.lines if look.filter.fits(line)]
    colours = Colours(look.colour, known.lines)
    if look.mode is Mode.WEEK:
        columns = [_day(look.first + timedelta(days=n), lines, known, today) for n in range(7)]
        keys = [line.local_date for line in lines]
        title = _week_title(look.first)
    else:
        columns, keys = _split(look, lines, known, today)
        title = formats.short_day(formats.midnight(look.day, location.zone), location.zone)
    in_view = any(column.date == str(today) for column in columns)
    several = bool(known.places)
    return CalendarPage(
        mode=look.mode,
        zone=location.zone,
        title=title,
        columns=tuple(columns),
        blocks=tuple(
            block_of(line, key, now, colours, known.places if several else {})
            for line, key in zip(lines, keys, strict=True)
        ),
        legend=colours.legend(),
        shown=next((c.text for c in known.choices if c.ident == look.shown), ""),
        choices=known.choices,
        now_at=now if in_view else None,
        now=formats.clock(now, location.zone) if in_view else "",
        filtered=look.filter.count,
    )


def open_spans(location: Location, day: date) -> tuple[tuple[int, int], ...]:
    """The opening hours of a local day as UTC spans; no hours set means always open."""
    hours = mapping(location.opening_hours)
    if not hours:
        return (_whole(location, day),)
    return tuple(
        (
            formats.wall(day, opens, location.zone),
            formats.wall(day, closes, location.zone),
        )
        for opens, closes in hours.get(str(day.weekday()), ())
    )


def _whole(location: Location, day: date) -> tuple[int, int]:
    starts_at = formats.midnight(day, location.zone)
    return starts_at, formats.midnight(day + timedelta(days=1), location.zone)


def _ground(known: Known, day: date, staff_id: str = "") -> tuple[
    tuple[tuple[int, int], ...], tuple[Shade, ...]
]:  # fmt: skip
    """When a column is open, and the shades over it with their words."""
    location = known.location
    if why := known.closed.get(str(day)):
        text = tr("Closed") if why == "-" else tr("Closed: {0}").format(why)
        return (), (Shade(*_whole(location, day), text),)
    spans = known.hours.get(staff_id)
    low, high = _whole(location, day)
    shades = tuple(
        Shade(max(low, one.starts_at), min(high, one.ends_at), one.reason or tr("Time off"))
        for one in known.away
        if one.staff_id == staff_id and one.starts_at < high and one.ends_at > low
    )
    return spans if spans is not None else open_spans(location, day), shades


def _day(day: date, lines: list[OccurrenceLine], known: Known, today: date) -> Column:
    own = [one for one in lines if one.local_date == str(day) and one.state != "cancelled"]
    booked = sum(one.booked for one in own)
    person = next(iter(known.people), "") if len(known.people) == 1 else ""
    spans, shades = _ground(known, day, person)
    return Column(
        key=str(day),
        date=str(day),
        title=f"{formats.WEEKDAYS[day.weekday()]} {day.day}",
        caption=tr("{0} · {1} booked").format(len(own), booked) if own else "",
        today=day == today,
        open_spans=spans,
        shades=shades,
    )


def _split(
    look: Look, lines: list[OccurrenceLine], known: Known, today: date
) -> tuple[list[Column], list[str]]:
    """One day in columns: rooms, instructors, locations, or a single one."""
    keys = [_column_of(line, look.shown) for line in lines]
    titles = _titles(look.shown, lines, known)
    spare = {NO_ROOM: tr("No room"), NO_TEACHER: tr("No instructor")}
    titles |= {key: spare[key] for key in dict.fromkeys(keys) if key in spare}
    columns = []
    for key, title in (titles or {PLAIN: tr("All classes")}).items():
        spans, shades = _ground(known, look.day, key)
        columns.append(
            Column(
                key=key,
                date=str(look.day),
                title=title,
                caption=tr("{0} today").format(keys.count(key)) if keys.count(key) else "",
                today=look.day == today and len(titles) < 2,
                open_spans=spans,
                shades=shades,
            )
        )
    return columns, keys


def _titles(shown: str, lines: list[OccurrenceLine], known: Known) -> dict[str, str]:
    if shown == BY_TEACHER:
        leads = {str(line.lead_id): line.lead_name for line in lines if line.lead_id}
        both: dict[str, str] = {**leads, **known.people}
        return dict(sorted(both.items(), key=lambda pair: (pair[1], pair[0])))
    if shown == BY_PLACE:
        return dict(known.places)
    if shown == BY_ROOM:
        return {room.id: room.name for room in known.rooms if room.type == "room"}
    return {PLAIN: tr("My classes") if shown == MINE else tr("All classes")}


def _column_of(line: OccurrenceLine, shown: str) -> str:
    if shown == BY_TEACHER:
        return line.lead_id or NO_TEACHER
    if shown == BY_ROOM:
        return line.room_id or NO_ROOM
    return line.location_id if shown == BY_PLACE else PLAIN


def _week_title(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    first, last = formats.SHORT_MONTHS[monday.month - 1], formats.SHORT_MONTHS[sunday.month - 1]
    if first == last:
        return f"{monday.day}–{sunday.day} {last}"
    return f"{monday.day} {first} – {sunday.day} {last}"
