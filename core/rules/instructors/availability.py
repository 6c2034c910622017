"""Weekly hours and their exceptions as moments of one local date (AVL-1)."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from core.domain.availability import EXTRA, Availability, AvailabilityException
from core.domain.refusals import Refusal
from core.domain.zones import add_days, day_bounds, is_date, to_utc


class Span(msgspec.Struct, frozen=True, order=True):
    """From a moment to before another, UTC milliseconds; `self_booking` as its hours say."""

    starts_at: int
    ends_at: int
    self_booking: bool = True

    def holds(self, starts_at: int, ends_at: int) -> bool:
        """Whether all of another span lies in it."""
        return self.starts_at <= starts_at and ends_at <= self.ends_at

    def meets(self, starts_at: int, ends_at: int) -> bool:
        """Whether it shares an instant with another span; touching is not meeting."""
        return self.starts_at < ends_at and starts_at < self.ends_at


class Hours(msgspec.Struct, frozen=True):
    """One date of one person at one location: what is open, and what was taken out of it."""

    open: tuple[Span, ...] = ()
    removed: tuple[Span, ...] = ()

    def fit(self, starts_at: int, ends_at: int, *, by_client: bool = False) -> bool:
        """Whether a session fits into one open span, untouched by what was removed (AVL-7)."""
        if any(span.meets(starts_at, ends_at) for span in self.removed):
            return False
        return any(
            span.holds(starts_at, ends_at) and (span.self_booking or not by_client)
            for span in self.open
        )


def hours_on(
    day: str,
    zone: str,
    weekly: Iterable[Availability],
    exceptions: Iterable[AvailabilityException],
) -> Hours:
    """The hours of a local date. Each row is a span of its own: neighbours do not join.

    One that the change of the clocks leaves empty is none (SCH-2).
    """
    weekday = date.fromisoformat(day).weekday()
    open_ = [
        _span(day, zone, row) for row in weekly if row.weekday == weekday and holds_on(row, day)
    ]
    removed: list[Span] = []
    for row in exceptions:
        if row.local_date == day:
            (open_ if row.kind == EXTRA else removed).append(_span(day, zone, row))
    return Hours(tuple(sorted(_there(open_))), tuple(_there(removed)))


def _there(spans: Iterable[Span]) -> Iterator[Span]:
    return (one for one in spans if one.starts_at < one.ends_at)


def holds_on(row: Availability, day: str) -> bool:
    """Whether weekly hours are valid on a date."""
    return row.valid_from <= day and (not row.valid_until or day <= row.valid_until)


def in_order(local_from: str, local_until: str, *days: str) -> Refusal | None:
    """Refuses `span_empty` where the end is not after the start, `invalid_date`."""
    for day in days:
        if day and not is_date(day):
            return Refusal("invalid_date", {"date": day})
    if local_until <= local_from:
        return Refusal("span_empty", {"local_from": local_from, "local_until": local_until})
    return None


def clashing(new: Availability, others: Iterable[Availability]) -> Availability | None:
    """Other weekly hours at the same place, on the same weekday, at the same time."""
    for row in others:
        if (
            (row.location_id, row.weekday) == (new.location_id, new.weekday)
            and row.local_from < new.local_until
            and new.local_from < row.local_until
            and (not row.valid_until or new.valid_from <= row.valid_until)
            and (not new.valid_until or row.valid_from <= new.valid_until)
        ):
            return row
    return None


def _span(day: str, zone: str, row: Availability | AvailabilityException) -> Span:
    return Span(
        moment(day, row.local_from, zone),
        moment(day, row.local_until, zone),
        bool(row.self_booking),
    )


def moment(day: str, local_time: str, zone: str) -> int:
    """UTC milliseconds of a wall-clock time of a date, 24:00 included."""
    if local_time == "24:00":
        return day_bounds(add_days(day, 1), zone)[0]
    return to_utc(day, local_time, zone)
