"""From occurrences to the cells of a month."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.calendar.colours import Colours
from desktop.features.calendar.filters import in_trouble
from desktop.features.calendar.kept_weeks import monday_of
from desktop.features.calendar.model import MonthDay, MonthLine, MonthPage
from desktop.saying import counted, tr


def weeks_of(day: date) -> tuple[date, int]:
    """The Monday before the month of a day begins, and how many days its whole weeks have."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    monday = monday_of(first)
    return monday, -(-(following - monday).days // 7) * 7


class Painted(Struct, frozen=True):
    """How the cells are told: colours, what day it is, and the reasons of closed dates."""

    colours: Colours
    today: date
    now: int
    closed: Mapping[str, str]


def month_page(
    day: date, lines: list[OccurrenceLine], how: Painted, filtered: int = 0
) -> MonthPage:
    """The page of the month that a day is in."""
    by_day: dict[str, list[OccurrenceLine]] = defaultdict(list)
    for line in lines:
        by_day[line.local_date].append(line)
    monday, days = weeks_of(day)
    dates = [monday + timedelta(days=n) for n in range(days)]
    return MonthPage(
        title=f"{formats.MONTHS[day.month - 1]} {day.year}",
        weekdays=formats.WEEKDAYS,
        days=tuple(
            _cell(one, by_day[str(one)], how, inside=one.month == day.month) for one in dates
        ),
        legend=how.colours.legend(),
        filtered=filtered,
    )


def _cell(day: date, lines: list[OccurrenceLine], how: Painted, *, inside: bool) -> MonthDay:
    live = [line for line in lines if line.state != "cancelled"]
    booked, seats = sum(one.booked for one in live), sum(one.capacity for one in live)
    name = f"{formats.WEEKDAYS[day.weekday()]} {day.day} {formats.MONTHS[day.month - 1]}"
    count = counted(len(live), "1 class", "{0} classes")
    why = how.closed.get(str(day), "")
    parts = [name, why, count, tr("{0} of {1} booked").format(booked, seats) if seats else ""]
    return MonthDay(
        date=str(day),
        number=str(day.day),
        said=", ".join(part for part in parts if part),
        caption=tr("{0} · {1} booked").format(len(live), booked) if live else "",
        fill=min(1.0, booked / seats) if seats else 0.0,
        inside=inside,
        today=day == how.today,
        closed=why,
        lines=tuple(_line(one, how.colours, how.now) for one in lines),
    )


def _line(one: OccurrenceLine, colours: Colours, now: int) -> MonthLine:
    time = formats.clock(one.starts_at, one.zone)
    seats = f"{one.booked}/{one.capacity}"
    return MonthLine(
        occurrence_id=one.id,
        time=time,
        title=one.short_name or one.name,
        seats=f"{seats} +{one.waiting}" if one.waiting else seats,
        service=colours.of(one),
        full=one.booked + one.kept >= one.capacity,
        past=one.ends_at <= now,
        cancelled=one.state == "cancelled",
        trouble=in_trouble(one),
        said=tr("{0} {1}, {2} of {3} booked").format(time, one.name, one.booked, one.capacity),
    )
