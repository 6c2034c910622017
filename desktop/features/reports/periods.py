"""Spans of dates by name, each with the span before it to compare with."""

from datetime import date, timedelta

from msgspec import Struct

from desktop.saying import tr

CUSTOM = "custom"
PRESETS = (
    ("this_month", tr("This month")),
    ("last_month", tr("Last month")),
    ("days_30", tr("Last 30 days")),
    ("quarter", tr("This quarter")),
    ("year", tr("This year")),
    ("months_12", tr("Last 12 months")),
    ("months_24", tr("Last 24 months")),
    (CUSTOM, tr("From and to")),
)


class Period(Struct, frozen=True):
    """Local dates such as 2026-11-18, both included."""

    first: str
    last: str

    @property
    def days(self) -> int:
        """How many dates it has."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    def before(self) -> "Period":
        """As many dates, just before."""
        first = date.fromisoformat(self.first)
        return Period(str(first - timedelta(days=self.days)), str(first - timedelta(days=1)))


def period_of(preset: str, today: str) -> Period:
    """A preset as of a date; spans that run are cut at today."""
    on = date.fromisoformat(today)
    month = on.replace(day=1)
    if preset == "last_month":
        last = month - timedelta(days=1)
        return Period(str(last.replace(day=1)), str(last))
    first = {
        "this_month": month,
        "days_30": on - timedelta(days=29),
        "quarter": on.replace(month=3 * ((on.month - 1) // 3) + 1, day=1),
        "year": on.replace(month=1, day=1),
        "months_12": back(on, 12),
        "months_24": back(on, 24),
    }[preset]
    return Period(str(first), today)


def back(on: date, months: int) -> date:
    """The day after the same date so many months ago; the last of a shorter month."""
    at = on.year * 12 + on.month - 1 - months
    first = date(at // 12, at % 12 + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(on.day, last)) + timedelta(days=1)
