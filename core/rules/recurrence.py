"""The dates of a series: an RRULE in the location's wall clock, with exceptions (SCH-1, SCH-2)."""

import re
from collections.abc import Iterable
from datetime import datetime

from dateutil.rrule import rrulestr

from core.domain.refusals import Refusal
from core.domain.zones import is_date

MOST_DATES = 2000

_RULE = re.compile(r"(RRULE:)?FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+\-]+)*")
_UTC_END = re.compile(r"(UNTIL=\d{8})T\d{6}Z?")
_FINER = ("BYHOUR", "BYMINUTE", "BYSECOND")


def dates(
    rule: str,
    start_date: str,
    until: str,
    *,
    since: str = "",
    skipped: Iterable[str] = (),
    added: Iterable[str] = (),
) -> tuple[str, ...] | Refusal:
    """Every local date from the start to `until`, both included, in order.

    `since` leaves out earlier dates, so that an old series does not run into the limit.
    Refuses `rule_invalid` (also for rules finer than a day), `invalid_date`, `too_many_dates`.
    """
    if refusal := _checked(rule, (start_date, until, *skipped, *added)):
        return refusal
    first = datetime.fromisoformat(start_date)
    last = datetime.fromisoformat(until)
    try:
        parsed = rrulestr(_UTC_END.sub(r"\1", rule), dtstart=first)
    except (ValueError, KeyError, TypeError):
        return Refusal("rule_invalid", {"rule": rule})
    found: set[str] = set()
    for moment in parsed:
        if moment > last:
            break
        if (day := moment.date().isoformat()) >= since:
            found.add(day)
        if len(found) > MOST_DATES:
            return Refusal("too_many_dates", {"most": MOST_DATES})
    first_day = max(start_date, since)
    extra = {day for day in added if first_day <= day <= until}
    return tuple(sorted((found | extra) - set(skipped)))


def _checked(rule: str, days: Iterable[str]) -> Refusal | None:
    if not _RULE.fullmatch(rule) or any(part in rule for part in _FINER):
        return Refusal("rule_invalid", {"rule": rule})
    for day in days:
        if not is_date(day):
            return Refusal("invalid_date", {"date": day})
    return None
