"""Wall clocks: local date, time and zone to UTC milliseconds and back (ORG-2, SCH-2, CHK-11).

Only the pinned tzdata package is used, never the system's, so that all machines agree.
"""

import calendar
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

zoneinfo.reset_tzpath(())

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def zone_known(zone: str) -> bool:
    """Whether the pinned zone data has a zone of this IANA name."""
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return False
    return True


def is_date(text: str) -> bool:
    """Whether a text is a date that exists, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@lru_cache(maxsize=16384)
def to_utc(local_date: str, local_time: str, zone: str) -> int:
    """UTC milliseconds of a wall-clock time (SCH-2).

    A time that does not exist moves forward by the gap; one that exists twice is the first.
    """
    wall = datetime.fromisoformat(f"{local_date}T{local_time}")
    return _ms(wall.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0))


def to_local(at: int, zone: str) -> datetime:
    """The wall clock in a zone at a moment in UTC milliseconds."""
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(zoneinfo.ZoneInfo(zone))


@lru_cache(maxsize=16384)
def local_date(at: int, zone: str) -> str:
    """The local date at a moment, as YYYY-MM-DD."""
    return to_local(at, zone).date().isoformat()


def local_time(at: int, zone: str) -> str:
    """The local time at a moment, as HH:MM."""
    return to_local(at, zone).strftime("%H:%M")


@lru_cache(maxsize=16384)
def class_day(starts_at: int, ends_at: int, zone: str) -> tuple[int, int]:
    """From 00:00 of the local start date to 24:00 of the local end date, half-open (CHK-11).

    A class that ends at midnight ends on the date before.
    """
    first = to_local(starts_at, zone).date()
    last = to_local(max(starts_at, ends_at - 1), zone).date()
    return _midnight(first, zone), _midnight(last + timedelta(days=1), zone)


def day_bounds(day: str, zone: str) -> tuple[int, int]:
    """One local date as UTC milliseconds, half-open; 23 or 25 hours when clocks change."""
    first = date.fromisoformat(day)
    return _midnight(first, zone), _midnight(first + timedelta(days=1), zone)


def add_days(day: str, days: int) -> str:
    """The date so many days after a date."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def months_end(day: str, months: int) -> str:
    """The last date of so many months that begin on a date, both included (PASS-10).

    One month from the 15th ends on the 14th; from 31 January it ends on the last of February.
    ValueError past the year 9999.
    """
    first = date.fromisoformat(day)
    at = first.year * 12 + first.month - 1 + months
    if first.day == 1:
        return (date(at // 12, at % 12 + 1, 1) - timedelta(days=1)).isoformat()
    last = calendar.monthrange(at // 12, at % 12 + 1)[1]
    return date(at // 12, at % 12 + 1, min(first.day - 1, last)).isoformat()


def _midnight(day: date, zone: str) -> int:
    return _ms(datetime.combine(day, time(0), zoneinfo.ZoneInfo(zone)))


def _ms(aware: datetime) -> int:
    return (aware.astimezone(UTC) - _EPOCH) // _MS
