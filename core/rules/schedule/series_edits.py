"""What becomes of each date of a series when it is changed from a date on (SCH-4)."""

import re
from typing import Literal

import msgspec

from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence, Series
from core.domain.zones import MINUTE_MS, add_days

Fate = Literal["stays", "moves", "asks", "untouched"]
"""It is as wanted; it follows; it has bookings, so somebody chooses; it was changed by hand."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"BYDAY=([A-Z0-9,+\-]+)")
_WKST = re.compile(r";WKST=([A-Z]{2})")
_UNTIL = re.compile(r";UNTIL=\d{8}(T\d{6}Z?)?|;COUNT=\d+")


class Shape(msgspec.Struct, frozen=True):
    """What a date of a series is like; `day_shift` moves it by so many days."""

    local_start: str
    duration_min: int
    capacity: int
    lead_id: str
    day_shift: int = 0


class DateChange(msgspec.Struct, frozen=True):
    """One coming date of a series, where it goes, and what becomes of it."""

    occurrence: Occurrence
    to_date: str
    fate: Fate


def shape_of(series: Series) -> Shape:
    """What the dates of a series are like now."""
    return Shape(series.local_start, series.duration_min, series.capacity, series.lead_id)


def change_of(occurrence: Occurrence, series: Series, wanted: Shape, *, used: bool) -> DateChange:
    """What becomes of one date. `used`: somebody is booked, waits, or has seats kept."""
    to_date = add_days(occurrence.original_date, wanted.day_shift)
    moved = occurrence.local_date != occurrence.original_date
    if moved or _shape(occurrence, series) != shape_of(series):
        return DateChange(occurrence, to_date, "untouched")
    if msgspec.structs.replace(wanted, day_shift=0) == shape_of(series) and not wanted.day_shift:
        return DateChange(occurrence, to_date, "stays")
    return DateChange(occurrence, to_date, "asks" if used else "moves")


def _shape(occurrence: Occurrence, series: Series) -> Shape:
    """Who was not free when it was made did not leave it by anybody's hand."""
    minutes = (occurrence.ends_at - occurrence.starts_at) // MINUTE_MS
    unassigned = occurrence.conflict and not occurrence.lead_id
    lead_id = series.lead_id if unassigned else occurrence.lead_id
    return Shape(occurrence.local_start, minutes, occurrence.capacity, lead_id)


def shifted_rule(rule: str, days: int) -> str | Refusal:
    """A rule whose weekdays are some days later, without its end.

    The week begins later too: else every other week would hold one of its days a week early.

    Refuses `rule_not_shiftable`: only rules by day or week can be moved by days.
    """
    open_ended = _UNTIL.sub("", rule)
    if not days:
        return open_ended
    named = _BYDAY.search(open_ended)
    if not re.search(r"FREQ=(DAILY|WEEKLY)", open_ended):
        return Refusal("rule_not_shiftable", {"rule": rule})
    if named is None:
        return open_ended
    moved = ",".join(_later(day, days) for day in named[1].split(","))
    week = _WKST.search(open_ended)
    begins = _later(week[1] if week else "MO", days)
    return f"{_WKST.sub('', _BYDAY.sub(f'BYDAY={moved}', open_ended))};WKST={begins}"


def _later(weekday: str, days: int) -> str:
    return _WEEKDAYS[(_WEEKDAYS.index(weekday) + days) % 7]
