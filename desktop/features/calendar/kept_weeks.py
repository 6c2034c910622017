"""Occurrences by week, read once and dropped only where something changed: flat with the years."""

from collections import OrderedDict
from datetime import date, timedelta

from core.changes import Change, ChangeSet
from core.domain.bookings import Booking, SeatHold, WaitlistEntry
from core.domain.leases import Lease
from core.domain.schedule import Allocation, Occurrence
from core.queries import occurrences
from core.queries.occurrences import OccurrenceLine
from core.queries.source import Source
from desktop import formats

MOST = 14
_BY_OCCURRENCE = (Booking, SeatHold, WaitlistEntry, Lease, Allocation)
Key = tuple[str, date]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


class KeptWeeks:
    """The last weeks that were looked at."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept: OrderedDict[Key, list[OccurrenceLine]] = OrderedDict()
        self.reads = 0

    def lines(self, location_id: str, zone: str, first: date, days: int) -> list[OccurrenceLine]:
        """All that overlap so many local days from the first, by start and id."""
        since = formats.midnight(first, zone)
        until = formats.midnight(first + timedelta(days=days), zone)
        found: dict[str, OccurrenceLine] = {}
        week = monday_of(first)
        while week < first + timedelta(days=days):
            found |= {line.id: line for line in self.week(location_id, zone, week)}
            week += timedelta(days=7)
        near = (one for one in found.values() if one.starts_at < until and one.ends_at > since)
        return sorted(near, key=lambda one: (one.starts_at, one.id))

    def week(self, location_id: str, zone: str, monday: date) -> list[OccurrenceLine]:
        """One week, from memory where it is known."""
        key = (location_id, monday)
        if key not in self._kept:
            since = formats.midnight(monday, zone)
            until = formats.midnight(monday + timedelta(days=7), zone)
            self._kept[key] = occurrences.occurrences(self._source, location_id, since, until)
            self.reads += 1
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def knows(self, location_id: str, monday: date) -> bool:
        """Whether a week can be shown without reading."""
        return (location_id, monday) in self._kept

    def forget(self, changes: ChangeSet) -> None:
        """Drop the weeks that a change touches; what may stand in any of them drops all."""
        touched: set[str] = set()
        for change in changes.changes:
            if change.row_type is Occurrence:
                touched.add(change.id)
                self._forget_days(change)
            elif change.row_type in _BY_OCCURRENCE:
                touched.add(str(getattr(change.after or change.before, "occurrence_id", "")))
            elif change.row_type in occurrences.TABLES:
                self._kept.clear()
                return
        for key in [k for k, lines in self._kept.items() if touched & {one.id for one in lines}]:
            del self._kept[key]

    def _forget_days(self, change: Change) -> None:
        """The weeks in which an occurrence lies, or lay, whether they knew it or not."""
        for row in (change.before, change.after):
            if isinstance(row, Occurrence):
                self._kept.pop(
                    (row.location_id, monday_of(date.fromisoformat(row.local_date))), None
                )
