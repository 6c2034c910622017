"""An invented week and day for the pictures of the calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from desktop.features.calendar.model import (
    CalendarBlock,
    CalendarPage,
    Choice,
    Column,
    DropAnswer,
    DropConflict,
    LegendEntry,
    Mode,
    Target,
)

ZONE = "Europe/London"
MONDAY = date(2026, 11, 16)
TODAY = 2
SERVICES = {"Reformer": 1, "Mat": 4, "Tower": 11, "Vinyasa": 6, "Private": 12, "Wheel": 7}
LONG = {"Reformer": "Reformer Flow", "Mat": "Mat Basics", "Wheel": "Wheel throwing"}
TEACHERS = {
    "A": "Ana P.", "L": "Leo B.", "M": "Mia K.", "J": "Jon S.", "I": "Ines R.", "": "",
}  # fmt: skip
_MINUTES = {"Mat": 45, "Vinyasa": 60, "Wheel": 120, "Private": 60}
WEEK = {
    0: "0700 Reformer A 8/8|0730 Vinyasa J 9/14|0815 Reformer A 6/8|0900 Mat M 12/12 1|"
    "0930 Tower L 4/6|1000 Wheel I 8/8|1100 Private L 1/1|1215 Vinyasa J 7/14|"
    "1500 Private L 1/1|1630 Reformer A 5/8|1700 Mat M 10/12|1800 Reformer A 8/8 2|"
    "1830 Vinyasa J 12/14",
    1: "0700 Reformer A 7/8|0830 Mat M 5/12|0930 Reformer L 8/8 1|1100 Private L 1/1|"
    "1215 Reformer A 3/8|1215 Vinyasa J 8/14|1630 Tower L 6/6|1730 Wheel I 8/8 4|"
    "1800 Reformer A 8/8 3|1900 Mat M 9/12",
    2: "0700 Reformer A 8/8|0730 Vinyasa J 9/14|0815 Reformer A 7/8|0900 Mat M 12/12|"
    "0930 Tower L 6/6|1000 Wheel I 8/8|1100 Private L 1/1|1215 Reformer A 5/8|"
    "1215 Vinyasa J 6/14|1500 Private L 1/1|1630 Reformer A 8/8|1700 Mat M 11/12|"
    "1800 Reformer A 8/8 2|1830 Vinyasa J 14/14 3|1900 Private - 1/1",
    3: "0700 Reformer A 8/8 1|0815 Reformer A 6/8|0930 Mat M 8/12|1100 Private L 1/1|"
    "1215 Reformer A 4/8|1500 Tower M 4/6|1700 Mat M 9/12|1700 Private L 1/1|"
    "1845 Reformer A 6/8",
    4: "0700 Reformer L 5/8|0730 Vinyasa J 10/14|0900 Reformer L 8/8|1030 Mat M 6/12|"
    "1130 Wheel I 7/8|1215 Vinyasa J 6/14|1530 Reformer A 2/8 ~|1700 Tower L 0/6 x|"
    "1900 Mat M 3/12 ~",
    5: "0800 Reformer A 8/8 2|0830 Vinyasa J 14/14 1|0945 Reformer A 8/8|1015 Mat M 12/12|"
    "1015 Tower L 3/6|1115 Wheel I 8/8|1300 Reformer A 4/8",
    6: "0900 Vinyasa J 11/14|0930 Reformer A 7/8|1030 Mat M 8/12|1100 Wheel I 6/8",
}  # fmt: skip
_OPEN = {5: (8, 14), 6: (9, 14)}
CAPTIONS = ["13 · 91", "10 · 63", "15 · 105", "9 · 46", "10 · 69", "7 · 59", "4 · 32"]


def at(day: date, text: str) -> int:
    """The instant of a local time written as 1845."""
    local = datetime.combine(day, time(int(text[:2]), int(text[2:])), ZoneInfo(ZONE))
    return round(local.timestamp() * 1000)


NOW = at(MONDAY + timedelta(days=TODAY), "1741")


def clock(instant: int) -> str:
    """18:45."""
    return f"{datetime.fromtimestamp(instant / 1000, ZoneInfo(ZONE)):%H:%M}"


def block(day: date, text: str, column: str, minutes: int = 0) -> CalendarBlock:
    """A block from a line such as "0900 Mat M 12/12 1"; ~ provisional, x cancelled, ! clash."""
    start, name, teacher, seats, *marks = text.split()
    booked, capacity = map(int, seats.split("/"))
    starts_at = at(day, start)
    ends_at = starts_at + (minutes or _MINUTES.get(name, 55)) * 60_000
    return CalendarBlock(
        occurrence_id=f"{day:%a}-{start}-{name}",
        column=column,
        starts_at=starts_at,
        ends_at=ends_at,
        day=f"{day:%a} {day.day} {day:%b}",
        time=clock(starts_at),
        span=f"{clock(starts_at)}–{clock(ends_at)}",
        title=LONG.get(name, name),
        short_title=name,
        service=SERVICES[name],
        letter=name[0],
        teacher=TEACHERS.get(teacher, ""),
        booked=booked,
        capacity=capacity,
        waiting=next((int(m) for m in marks if m.isdigit()), 0),
        past=ends_at < NOW,
        provisional="~" in marks,
        cancelled="x" in marks,
        clash="!" in marks,
        needs="no teacher" if teacher == "-" else "",
    )


def week_page() -> CalendarPage:
    """The week of the pictures."""
    columns, blocks = [], []
    for number, text in WEEK.items():
        day = MONDAY + timedelta(days=number)
        opens, closes = _OPEN.get(number, (7, 20))
        columns.append(
            Column(
                key=day.isoformat(),
                date=day.isoformat(),
                title=f"{day:%a} {day.day}",
                caption=f"{CAPTIONS[number]} booked",
                today=number == TODAY,
                open_spans=((at(day, f"{opens:02d}00"), at(day, f"{closes:02d}00")),),
            )
        )
        blocks += [block(day, line, day.isoformat()) for line in text.split("|")]
    return CalendarPage(
        mode=Mode.WEEK,
        zone=ZONE,
        title="16–22 Nov",
        columns=tuple(columns),
        blocks=tuple(blocks),
        legend=tuple(LegendEntry(n[0], s, n) for n, s in SERVICES.items()),
        shown="All rooms",
        choices=(Choice("all", "All rooms"), Choice("a", "Studio A"), Choice("b", "Studio B")),
        now_at=NOW,
        now="17:41",
    )


def crowded_week(count: int) -> CalendarPage:
    """The week with its classes repeated, a few minutes apart, until there are `count`."""
    page = week_page()
    blocks = []
    for number in range(count):
        again, which = divmod(number, len(page.blocks))
        made = page.blocks[which]
        later = again * 5 * 60_000
        blocks.append(
            replace(
                made,
                occurrence_id=f"{made.occurrence_id}-{again}",
                starts_at=made.starts_at + later,
                ends_at=made.ends_at + later,
            )
        )
    return replace(page, blocks=tuple(blocks))


DAY = {
    "Reformers": "0700 Reformer A 8/8|0815 Reformer A 7/8|1215 Reformer A 5/8|"
    "1400 Reformer L 7/8|1630 Reformer A 8/8|1800 Reformer A 8/8 2|1915 Reformer L 6/8 ~",
    "Studio A": "0730 Vinyasa J 9/14|0900 Mat M 12/12|1215 Vinyasa J 6/14|1400 Vinyasa J 6/14|"
    "1700 Mat M 11/12|1830 Vinyasa J 14/14 3|2000 Mat M 4/12",
    "Studio B": "1000 Private L 1/1|1500 Private L 1/1|1730 Tower L 5/6|1900 Private - 1/1|"
    "1930 Tower M 5/6 !",
    "Wheel room": "1000 Wheel I 8/8|1330 Wheel I 8/8|1830 Wheel I 7/8|1300 Tower L 0/6 x",
}  # fmt: skip


def day_page() -> CalendarPage:
    """Wednesday by room."""
    day = MONDAY + timedelta(days=TODAY)
    span = (at(day, "0700"), at(day, "2100"))
    blocks, columns = [], []
    for room, text in DAY.items():
        lines = text.split("|")
        caption = f"{len(lines)} today"
        columns.append(
            Column(
                key=room,
                date=day.isoformat(),
                title=room,
                caption=caption,
                open_spans=(span,),
            )
        )
        for line in lines:
            minutes = 75 if line.startswith("1830 Vin") else 60 if "Mat M 11" in line else 0
            blocks.append(block(day, line, room, minutes))
    return CalendarPage(
        mode=Mode.DAY,
        zone=ZONE,
        title="Wed 18 Nov",
        columns=tuple(columns),
        blocks=tuple(blocks),
        shown="By room",
        choices=(Choice("room", "By room"), Choice("teacher", "By instructor")),
        now_at=NOW,
        now="17:41",
    )


def preview(_block_id: str, to: Target, _copies: bool) -> DropAnswer:
    """Thursday from 16:00 to 18:00 is taken."""
    starts_at, ends_at, column = to.starts_at, to.ends_at, to.column
    thursday = MONDAY + timedelta(days=3)
    day = f"{date.fromisoformat(column):%a}" if column[:1].isdigit() else "Wed"
    span = f"{clock(starts_at)}–{clock(ends_at)}"
    when = f"{day} {clock(starts_at)}"
    free = at(thursday, "1800")
    if column != thursday.isoformat() or ends_at <= at(thursday, "1700") or starts_at >= free:
        return DropAnswer(when=when, span=span)
    return DropAnswer(
        when=f"{when} is not free",
        span=span,
        conflicts=(
            DropConflict(
                kind="Teacher",
                text="Mia K. has",
                what="Mat Basics 17:00",
                occurrence_id="Thu-1700-Mat",
            ),
            DropConflict(
                kind="Room",
                text="Studio B holds",
                what="Private 17:00",
                occurrence_id="Thu-1700-Private",
            ),
        ),
        allowed=False,
        next_free=Target(free, free + ends_at - starts_at, column),
        next_free_text="Thu 18:00",
        next_free_note=", both free",
    )
