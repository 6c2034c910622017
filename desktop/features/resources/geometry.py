"""Where each resource and each span lies: a line of real time across, rows by type down. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from PySide6.QtCore import QRect

from desktop.features.resources.model import Hold, ResourceDay, ResourceGroup, ResourceLine
from desktop.theme.sizes import GROUP_HEAD, ROW

NAMES, USED, HEAD = 176, 132, 36
NAMES_SMALL, USED_SMALL, SMALL = 148, 64, 1000
LANE, SHARED_ROW = 28, 40
HOUR_LEAST = 44
SLOT_MIN = 30
MINUTE = 60_000


class RowPlace(Struct, frozen=True):
    """A group head (no line) or a resource, and the lane of each of its holds."""

    top: int
    height: int
    group: ResourceGroup
    line: ResourceLine | None = None
    lanes: tuple[tuple[Hold, int], ...] = ()


class DayLayout(Struct, frozen=True):
    """A day laid out for a width. y counts from the first row, x from the left edge."""

    from_at: int
    to_at: int
    left: int
    width: int
    used: int
    height: int
    rows: tuple[RowPlace, ...]

    @property
    def right(self) -> int:
        """Where time ends and the share in use begins."""
        return self.left + self.width

    def x_of(self, at: int) -> int:
        """The pixel of an instant. Hours are real ones, so days of 23 and 25 hours are right."""
        share = (at - self.from_at) / (self.to_at - self.from_at)
        return self.left + round(max(0.0, min(1.0, share)) * self.width)

    def at_of(self, x: int) -> int:
        """The instant of a pixel."""
        share = max(0.0, min(1.0, (x - self.left) / self.width))
        return self.from_at + round(share * (self.to_at - self.from_at))

    def slot_of(self, x: int) -> int:
        """The start of the half hour under a pixel."""
        step = SLOT_MIN * MINUTE
        last = self.to_at - step
        return min(last, self.from_at + (self.at_of(x) - self.from_at) // step * step)

    def row_at(self, y: int) -> RowPlace | None:
        """The row under a y."""
        return next((r for r in self.rows if r.top <= y < r.top + r.height), None)

    def row_of(self, resource_id: str) -> RowPlace | None:
        """The row of a resource."""
        for row in self.rows:
            if row.line is not None and row.line.resource_id == resource_id:
                return row
        return None

    def hold_rect(self, row: RowPlace, hold: Hold, lane: int) -> QRect:
        """Where the bar of a hold lies."""
        left, right = self.x_of(hold.starts_at), self.x_of(hold.ends_at)
        top = row.top + 4 + lane * LANE
        return QRect(left + 1, top, max(6, right - left - 3), LANE - 4)

    def span_rect(self, row: RowPlace, starts_at: int, ends_at: int) -> QRect:
        """A span over the whole height of a row."""
        left, right = self.x_of(starts_at), self.x_of(ends_at)
        return QRect(left, row.top + 3, max(6, right - left), row.height - 7)


def lanes_of(holds: Sequence[Hold]) -> tuple[tuple[Hold, int], ...]:
    """A lane for each hold, so that those that clash stand below each other."""
    ends: list[int] = []
    found: list[tuple[Hold, int]] = []
    for hold in sorted(holds, key=lambda h: (h.starts_at, h.ends_at, h.hold_id)):
        lane = next((at for at, end in enumerate(ends) if end <= hold.starts_at), len(ends))
        ends[lane : lane + 1] = [hold.ends_at]
        found.append((hold, lane))
    return tuple(found)


def lay_out(day: ResourceDay, width: int) -> DayLayout:
    """All rows of a day; time gets what names and shares leave."""
    hours = (day.to_at - day.from_at) / (60 * MINUTE)
    names, used = (NAMES_SMALL, USED_SMALL) if width < SMALL else (NAMES, USED)
    room = max(round(hours * HOUR_LEAST), width - names - used)
    rows: list[RowPlace] = []
    top = 0
    for group in day.groups:
        rows.append(RowPlace(top, GROUP_HEAD, group))
        top += GROUP_HEAD
        for line in group.lines:
            lanes = () if line.shared else lanes_of(line.holds)
            count = 1 + max((lane for _, lane in lanes), default=0)
            height = SHARED_ROW if line.shared else max(ROW, count * LANE + 4)
            rows.append(RowPlace(top, height, group, line, lanes))
            top += height
    return DayLayout(day.from_at, day.to_at, names, room, used, top, tuple(rows))


def free_from(line: ResourceLine, starts_at: int) -> bool:
    """Whether nothing holds or bars a resource at an instant; a shared one is judged by number."""
    spans = [(o.starts_at, o.ends_at) for o in line.outages]
    if line.shared:
        spans += [(v.starts_at, v.ends_at) for v in line.levels if v.used >= v.of]
    else:
        spans += [(h.starts_at, h.ends_at) for h in line.holds]
    return not any(start <= starts_at < end for start, end in spans)


def free_until(line: ResourceLine, starts_at: int, longest_min: int) -> int:
    """When what is free from an instant ends, at most so many minutes later."""
    spans = [o.starts_at for o in line.outages]
    if line.shared:
        spans += [v.starts_at for v in line.levels if v.used >= v.of]
    else:
        spans += [h.starts_at for h in line.holds]
    ahead = [start for start in spans if start > starts_at]
    return min([*ahead, starts_at + longest_min * MINUTE])


def hours_of(day: ResourceDay) -> list[tuple[int, str]]:
    """Each full hour in view and its label in the location's zone."""
    zone = ZoneInfo(day.zone)
    hour = 60 * MINUTE
    first = -(-day.from_at // hour) * hour
    return [
        (at, f"{datetime.fromtimestamp(at / 1000, zone):%H:%M}")
        for at in range(first, day.to_at, hour)
    ]


def span_words(day: ResourceDay, starts_at: int, ends_at: int) -> str:
    """A span in the location's own time: 13:30–15:00."""
    zone = ZoneInfo(day.zone)
    start, end = (datetime.fromtimestamp(at / 1000, zone) for at in (starts_at, ends_at))
    return f"{start:%H:%M}–{end:%H:%M}"
