"""Where each class lies on the day line: which hours fit, lanes of a room, pixels."""

from msgspec import Struct
from PySide6.QtCore import QRect

from desktop.features.today.model import Block, DayLine

NAMES, HEAD, LANE = 100, 25, 44
_HOUR_LEAST = 95


class LineLayout(Struct, frozen=True):
    """Places in pixels for one width. `from_min` and `to_min` are what is in view."""

    from_min: int
    to_min: int
    per_min: float
    tops: tuple[int, ...]
    lanes: tuple[int, ...]
    places: tuple[tuple[Block, QRect], ...]
    height: int

    def x_of(self, minute: float) -> int:
        """The pixel of a minute."""
        return NAMES + round((minute - self.from_min) * self.per_min)


def window_of(line: DayLine, width: int, from_start: bool) -> tuple[int, int]:
    """First and last minute in view: all where they fit, else the rest of the day round now."""
    first, last = line.hours[0][0], line.ends_min
    fits = max(2, (width - NAMES) // _HOUR_LEAST) * 60
    if last - first <= fits:
        return first, last
    if from_start:
        return first, first + fits
    now = line.now_min if line.now_min is not None else first
    # What is still to come matters more, so the end of the day is kept in view if now is too.
    start = max(first, min(last - fits, (now - 90) // 60 * 60))
    return start, start + fits


def lanes_of(blocks: list[Block]) -> tuple[dict[str, int], int]:
    """A lane for each block of one room, so that clashing ones stand below each other."""
    ends: list[int] = []
    lane: dict[str, int] = {}
    for block in sorted(blocks, key=lambda b: (b.start_min, b.end_min)):
        free = next((at for at, end in enumerate(ends) if end <= block.start_min), len(ends))
        ends[free : free + 1] = [block.end_min]
        lane[block.occurrence_id] = free
    return lane, max(1, len(ends))


def lay_out(line: DayLine, width: int, from_start: bool) -> LineLayout:
    """Everything for one width."""
    start, end = window_of(line, width, from_start)
    per_min = (width - NAMES) / (end - start)
    tops, counts = [], []
    places: list[tuple[Block, QRect]] = []
    top = HEAD
    for room in line.rooms:
        own = [block for block in line.blocks if block.room == room]
        lane, count = lanes_of([b for b in own if not b.cancelled])
        for block in own:
            if block.end_min <= start or block.start_min >= end:
                continue
            left = NAMES + round((max(block.start_min, start) - start) * per_min)
            right = NAMES + round((min(block.end_min, end) - start) * per_min)
            y = top + lane.get(block.occurrence_id, 0) * LANE
            places.append((block, QRect(left + 1, y + 2, right - left - 2, LANE - 4)))
        tops.append(top)
        counts.append(count)
        top += count * LANE
    return LineLayout(start, end, per_min, tuple(tops), tuple(counts), tuple(places), top)
