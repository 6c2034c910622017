"""Series by walking the calendar day by day, and wall clocks by trying every offset.

Written apart from the rules, to be compared with them: no recurrence library, no shared code.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

DAY = timedelta(days=1)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rhythm(msgspec.Struct, frozen=True):
    """A rule: daily, weekly on weekdays, or monthly on a day of the month; what ends it."""

    every: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    week_begins: int = 0
    count: int = 0
    until: date | None = None

    @property
    def text(self) -> str:
        """As RFC 5545 writes it."""
        parts = [f"FREQ={self.every}", f"INTERVAL={self.interval}"]
        parts += [f"WKST={NAMES[self.week_begins]}"]
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(NAMES[one] for one in self.weekdays))
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


def walk(
    rhythm: Rhythm, start: date, last: date, skipped: Iterable[date], added: Iterable[date]
) -> list[date]:
    """Every date from the start to the last, both included."""
    by_rule = list(_by_rule(rhythm, start, last))
    extra = [day for day in added if start <= day <= last]
    return sorted({*by_rule, *extra} - set(skipped))


def moment(day: date, clock: str, zone: str) -> int:
    """UTC milliseconds: the first moment at which the clocks there show it; where none ever does,
    as if they had not been changed yet."""
    wall = datetime.fromisoformat(f"{day}T{clock}")
    there = ZoneInfo(zone)
    as_utc = wall.replace(tzinfo=UTC)
    offsets = {_offset(as_utc + timedelta(hours=h), there) for h in (-50, -26, -14, 0, 14, 26, 50)}
    fits = [as_utc - offset for offset in offsets if _shown(as_utc - offset, there) == wall]
    if not fits:
        hours = (as_utc + timedelta(hours=h) for h in range(-50, 51))
        before = [_offset(at, there) for at in hours if _shown(at, there) < wall]
        fits = [as_utc - before[-1]]
    return int(min(fits).timestamp() * 1000)


def _offset(at: datetime, there: ZoneInfo) -> timedelta:
    return at.astimezone(there).utcoffset() or timedelta()


def _shown(at: datetime, there: ZoneInfo) -> datetime:
    return at.astimezone(there).replace(tzinfo=None)


def _by_rule(rhythm: Rhythm, start: date, last: date) -> Iterator[date]:
    number = 0
    day = start
    while day <= last:
        if rhythm.until and day > rhythm.until:
            return
        if _matches(rhythm, start, day):
            number += 1
            if rhythm.count and number > rhythm.count:
                return
            yield day
        day += DAY


def _matches(rhythm: Rhythm, start: date, day: date) -> bool:
    on_weekday = not rhythm.weekdays or day.weekday() in rhythm.weekdays
    if rhythm.every == "DAILY":
        return on_weekday and (day - start).days % rhythm.interval == 0
    if rhythm.every == "WEEKLY":
        weeks = (_week(day, rhythm) - _week(start, rhythm)).days // 7
        on_day = on_weekday if rhythm.weekdays else day.weekday() == start.weekday()
        return on_day and weeks % rhythm.interval == 0
    months = (day.year - start.year) * 12 + day.month - start.month
    last = (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    wanted = rhythm.month_day if rhythm.month_day > 0 else last.day + 1 + rhythm.month_day
    return months % rhythm.interval == 0 and day.day == wanted


def _week(day: date, rhythm: Rhythm) -> date:
    return day - (day.weekday() - rhythm.week_begins) % 7 * DAY
