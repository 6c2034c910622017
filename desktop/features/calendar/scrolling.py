"""How the calendar's content moves under its heads: ranges of the bars, where it opens, what must
be seen."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.features.calendar.layout import PageLayout
from desktop.features.calendar.model import CalendarPage, Mode
from desktop.theme.sizes import DAY_HEAD, GUTTER

_ROOM = 24
_LATE = 0.8


def room_of(area: QAbstractScrollArea) -> tuple[int, int]:
    """Width and height that columns have."""
    view = area.viewport().size()
    return view.width() - GUTTER, view.height() - DAY_HEAD


def fit_bars(area: QAbstractScrollArea, layout: PageLayout) -> None:
    """Let the bars reach all of the content, and no further."""
    wide, tall = room_of(area)
    down, across = area.verticalScrollBar(), area.horizontalScrollBar()
    down.setRange(0, max(0, layout.height - tall))
    down.setPageStep(max(1, tall))
    down.setSingleStep(layout.axis.hour // 2)
    across.setRange(0, max(0, layout.width - wide))
    across.setPageStep(max(1, wide))


def present_y(layout: PageLayout, page: CalendarPage) -> float | None:
    """The height of the present, where its day is shown."""
    if page.now_at is None:
        return None
    for column in layout.columns:
        if column.shape.starts_at <= page.now_at < column.shape.ends_at:
            return layout.axis.y_of(column.shape, page.now_at)
    return None


def open_at_hours(area: QAbstractScrollArea, layout: PageLayout, page: CalendarPage) -> None:
    """Begin half an hour before the first opening; on a day that runs, with now in view (U-48)."""
    tops = [
        layout.axis.y_of(c.shape, start) for c in layout.columns for start, _ in c.column.open_spans
    ]
    top = min(tops, default=7.0 * layout.axis.hour) - layout.axis.hour / 2
    now = present_y(layout, page)
    _, tall = room_of(area)
    if now is not None and page.mode is Mode.DAY and now - top > tall * _LATE:
        top = now - tall * 0.5
    area.verticalScrollBar().setValue(max(0, round(top)))


def reveal(area: QAbstractScrollArea, rect: QRect) -> None:
    """Scroll no further than needed to show a place of the content."""
    wide, tall = room_of(area)
    down, across = area.verticalScrollBar(), area.horizontalScrollBar()
    if rect.top() < down.value():
        down.setValue(rect.top() - _ROOM)
    elif rect.bottom() > down.value() + tall:
        down.setValue(rect.bottom() + _ROOM - tall)
    if rect.left() < across.value():
        across.setValue(rect.left() - 8)
    elif rect.right() > across.value() + wide:
        across.setValue(rect.right() + 8 - wide)
