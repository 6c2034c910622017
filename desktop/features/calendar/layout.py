"""A page laid out for a size: where each column, block and "+N" lies, and what lies at a point.

Coordinates are those of the whole content: x from the left of the first column, y from midnight.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect

from desktop.features.calendar.geometry import Axis, DayShape, axis_for, day_shape
from desktop.features.calendar.lanes import Item, lay_out
from desktop.features.calendar.model import CalendarBlock, CalendarPage, Column, Mode, Target
from desktop.theme.sizes import HOUR_DAY, HOUR_WEEK

COLUMN_LEAST = {Mode.DAY: 120, Mode.WEEK: 98}
_LEFT, _RIGHT = 2, 7
_SHORTEST = 16


class MorePlace(Struct, frozen=True):
    """A "+N" and the blocks behind it."""

    keys: tuple[str, ...]
    rect: QRect
    clash: bool = False


class ColumnLayout(Struct, frozen=True):
    """One column: its left edge and width, its day, and what lies in it."""

    column: Column
    left: int
    width: int
    shape: DayShape
    blocks: tuple[tuple[CalendarBlock, QRect], ...]
    more: tuple[MorePlace, ...]


class PageLayout(Struct, frozen=True):
    """All columns of a page over one axis."""

    axis: Axis
    columns: tuple[ColumnLayout, ...]
    width: int

    @property
    def height(self) -> int:
        """Pixels from midnight to midnight."""
        return self.axis.height

    def places(self) -> list[tuple[CalendarBlock, QRect]]:
        """Blocks that have a lane, column by column."""
        return [place for column in self.columns for place in column.blocks]

    def rect_of(self, occurrence_id: str) -> QRect | None:
        """Where a block lies; None for one behind a "+N" or not on the page."""
        return next((r for b, r in self.places() if b.occurrence_id == occurrence_id), None)

    def block_at(self, at: QPoint) -> CalendarBlock | None:
        """The block under a point."""
        return next((b for b, rect in self.places() if rect.contains(at)), None)

    def more_at(self, at: QPoint) -> MorePlace | None:
        """The "+N" under a point."""
        places = (more for column in self.columns for more in column.more)
        return next((more for more in places if more.rect.contains(at)), None)

    def column_at(self, x: int) -> ColumnLayout | None:
        """The column under an x, or the nearest one."""
        if not self.columns:
            return None
        return min(self.columns, key=lambda c: max(c.left - x, x - c.left - c.width + 1, 0))

    def column_of(self, key: str) -> ColumnLayout | None:
        """A column by its key."""
        return next((c for c in self.columns if c.column.key == key), None)

    def rect_for(self, target: Target) -> QRect:
        """Where a span would lie over the whole width of its column."""
        column = self.column_of(target.column)
        if column is None:
            return QRect()
        top, height = _across(self.axis, column.shape, target.starts_at, target.ends_at)
        return QRect(column.left + _LEFT, top, column.width - _LEFT - _RIGHT, height)


def _across(axis: Axis, shape: DayShape, starts_at: int, ends_at: int) -> tuple[int, int]:
    top = round(axis.y_of(shape, starts_at)) + 1
    bottom = round(axis.y_of(shape, ends_at)) - 1
    return top, max(_SHORTEST, bottom - top)


def _column(
    axis: Axis, column: Column, left: int, width: int, blocks: Sequence[CalendarBlock], zone: str
) -> ColumnLayout:
    shape = day_shape(column.date, zone)
    spans = {b.occurrence_id: _across(axis, shape, b.starts_at, b.ends_at) for b in blocks}
    items = [Item(key, top, top + height + 2) for key, (top, height) in spans.items()]
    placed, rest = lay_out(items, width - _LEFT - _RIGHT)
    known = {b.occurrence_id: b for b in blocks}
    start = left + _LEFT
    rects = []
    for place in placed:
        top, height = spans[place.key]
        x, far = round(start + place.left), round(start + place.left + place.width)
        rects.append((known[place.key], QRect(x, top, far - x, height)))
    rects.sort(key=lambda pair: (pair[1].y(), pair[1].x()))
    more = tuple(
        MorePlace(
            m.keys,
            QRect(round(start + m.left), round(m.starts), round(m.width), round(m.ends - m.starts)),
            any(known[key].clash for key in m.keys),
        )
        for m in rest
    )
    return ColumnLayout(column, left, width, shape, tuple(rects), more)


def lay_out_page(page: CalendarPage, width: int) -> PageLayout:
    """Lay a page out; the columns share the width, but never fall below their least."""
    shapes = [day_shape(column.date, page.zone) for column in page.columns]
    axis = axis_for(shapes, HOUR_WEEK if page.mode is Mode.WEEK else HOUR_DAY)
    count = max(1, len(page.columns))
    total = max(width, count * COLUMN_LEAST[page.mode])
    by_column: dict[str, list[CalendarBlock]] = {column.key: [] for column in page.columns}
    for block in page.blocks:
        if block.column in by_column:
            by_column[block.column].append(block)
    edges = [round(total * at / count) for at in range(count + 1)]
    columns = tuple(
        _column(axis, c, edges[at], edges[at + 1] - edges[at], by_column[c.key], page.zone)
        for at, c in enumerate(page.columns)
    )
    return PageLayout(axis, columns, total)
