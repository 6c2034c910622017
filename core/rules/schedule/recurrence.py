"""The dates of a series: an RRULE in the location's wall clock, with exceptions (SCH-1, SCH-2)."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from dateutil.rrule import rrulestr

from core.domain.refusals import Refusal
from core.domain.zones import add_days, is_date, local_date, to_utc
from core.rules.schedule.rule_parts import parts_of

MOST_DATES = 2000
"""So many at once; a rule that counts further is not read either."""
END_OF_DAYS = "9999-12-31"

_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?")


class Recurrence(msgspec.Struct, frozen=True):
    """A rule and its first date; start and zone matter to a rule that ends at a moment."""

    rule: str
    start_date: str
    local_start: str = "00:00"
    zone: str = "UTC"


def dates(
    of: Recurrence,
    until: str,
    *,
    since: str = "",
    skipped: Iterable[str] = (),
    added: Iterable[str] = (),
) -> tuple[str, ...] | Refusal:
    """Every local date from the start to `until`, both included, in order.

    A rule that ends at a moment has its last date where the start is not after it. `since` leaves
    out earlier dates, so that an old series does not run into the limit. Refuses `rule_invalid`
    (also for rules finer than a day), `invalid_date`, `too_many_dates`.
    """
    parts = parts_of(of.rule)
    if parts is None:
        return Refusal("rule_invalid", {"rule": of.rule})
    for day in (of.start_date, until, *skipped, *added):
        if not is_date(day):
            return Refusal("invalid_date", {"date": day})
    ends = _last_day(parts, of)
    count = int(parts.get("COUNT", 0))
    if ends is None or count > MOST_DATES:
        return Refusal("rule_invalid", {"rule": of.rule})
    found = _by_rule(parts, of.start_date, min(until, ends), since, count)
    if isinstance(found, Refusal):
        return found
    first_day = max(of.start_date, since)
    extra = {day for day in added if first_day <= day <= until}
    return tuple(sorted((found | extra) - set(skipped)))


def last_date(of: Recurrence) -> str:
    """The last date that a rule itself allows, "" where it has no end."""
    parts = parts_of(of.rule) or {}
    if "COUNT" in parts:
        found = dates(of, END_OF_DAYS)
        return found[-1] if not isinstance(found, Refusal) and found else of.start_date
    return (_last_day(parts, of) or "") if "UNTIL" in parts else ""


def in_step(of: Recurrence, day: str) -> str:
    """The last date of a rule up to a date, its start where none came yet: a rule that begins there
    goes on in the same rhythm."""
    found = of.start_date
    endless = _without_end(parts_of(of.rule) or {})
    for moment in rrulestr(endless, dtstart=datetime.fromisoformat(of.start_date)):
        if (date := moment.date().isoformat()) > day:
            break
        found = date
    return found


def _without_end(parts: Mapping[str, str]) -> str:
    return ";".join(f"{k}={v}" for k, v in parts.items() if k not in ("COUNT", "UNTIL"))


def _by_rule(
    parts: Mapping[str, str], start_date: str, last: str, since: str, count: int
) -> set[str] | Refusal:
    """The dates of the rule alone. Its end is ours to watch: the library runs on to the year 9999
    where a rule names dates that never come."""
    endless = _without_end(parts)
    found: set[str] = set()
    try:
        parsed = rrulestr(endless, dtstart=datetime.fromisoformat(start_date))
        for number, moment in enumerate(parsed, start=1):
            day = moment.date().isoformat()
            if day > last or (count and number > count):
                break
            if day >= since:
                found.add(day)
            if len(found) > MOST_DATES:
                return Refusal("too_many_dates", {"most": MOST_DATES})
    except (ValueError, KeyError, TypeError, IndexError):
        return Refusal("rule_invalid", {"rule": endless})
    return found


def _last_day(parts: Mapping[str, str], of: Recurrence) -> str | None:
    """The local date after which nothing begins any more; None for an end that is none."""
    if "UNTIL" not in parts:
        return END_OF_DAYS
    read = _UNTIL.fullmatch(parts["UNTIL"])
    if read is None:
        return None
    year, month, day, hour, minute, utc = read.groups()
    date = f"{year}-{month}-{day}"
    if not is_date(date) or (hour and (hour > "23" or minute > "59")):
        return None
    if hour is None:
        return date
    clock = f"{hour}:{minute}"
    if not utc:
        return date if of.local_start <= clock else add_days(date, -1)
    ends = to_utc(date, clock, "UTC")
    there = local_date(ends, of.zone)
    return there if to_utc(there, of.local_start, of.zone) <= ends else add_days(there, -1)
