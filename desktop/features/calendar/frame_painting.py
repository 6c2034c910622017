"""What stands round the columns and stays in place: day heads, hours, the line of the present."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from desktop.features.calendar.geometry import Axis
from desktop.features.calendar.layout import ColumnLayout, PageLayout
from desktop.features.calendar.model import Mode
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import DAY_HEAD, GAP_S, GUTTER, RADIUS_SMALL
from desktop.theme.tokens import mix
from desktop.widgets.painting import CENTRE, RIGHT, box, rule_line, text_width, words

_NOTCH = 6
_PILL = 16


class Scrolled(Struct, frozen=True):
    """How far the content is scrolled, and the size of the viewport."""

    x: int
    y: int
    width: int
    height: int

    @property
    def left(self) -> int:
        """Where content x 0 lies in the viewport."""
        return GUTTER - self.x

    @property
    def top(self) -> int:
        """Where content y 0 lies in the viewport."""
        return DAY_HEAD - self.y


def paint_heads(painter: QPainter, layout: PageLayout, seen: Scrolled) -> None:
    """The row of day or room heads."""
    theme = current_theme()
    row = QRect(0, 0, seen.width, DAY_HEAD)
    painter.setClipping(False)
    painter.fillRect(row, theme.panel)
    painter.setClipRect(row.adjusted(GUTTER, 0, 0, 0))
    rule_line(painter, QPointF(GUTTER, 0), QPointF(GUTTER, DAY_HEAD), theme.line)
    for column in layout.columns:
        _paint_head(painter, column, seen.left)
    painter.setClipping(False)
    y = DAY_HEAD - 1
    rule_line(painter, QPointF(0, y), QPointF(seen.width, y), theme.line_strong)
    for column in layout.columns:
        if column.column.today:
            left = max(GUTTER, seen.left + column.left)
            painter.fillRect(QRect(left, y - 1, column.width - 1, 2), theme.accent)


def _paint_head(painter: QPainter, column: ColumnLayout, left: int) -> None:
    theme = current_theme()
    place = QRect(left + column.left, 0, column.width, DAY_HEAD)
    inner = place.adjusted(GAP_S + 1, 0, -GAP_S - 1, 0)
    ink = theme.accent if column.column.today else theme.strong
    title = column.column.title
    wide = text_width(title, Size.BODY, bold=True)
    words(painter, inner, title, font(bold=True), ink)
    rest = inner.adjusted(wide + GAP_S, 0, 0, 0)
    caption = column.column.caption
    if text_width(caption, Size.CAPTION) > rest.width():
        caption = caption.partition(" · ")[0]
    if text_width(caption, Size.CAPTION) <= rest.width():
        words(painter, rest, caption, font(Size.CAPTION), theme.muted, RIGHT)
    edge = place.right()
    rule_line(painter, QPointF(edge, 0), QPointF(edge, DAY_HEAD), theme.line)


def paint_gutter(painter: QPainter, axis: Axis, seen: Scrolled, now_y: float | None) -> None:
    """The hours on the left; the one that the present covers makes room."""
    theme = current_theme()
    strip = QRect(0, DAY_HEAD, GUTTER, seen.height - DAY_HEAD)
    painter.setClipRect(strip)
    painter.fillRect(strip, theme.panel)
    for y, label in axis.hours():
        at = seen.top + y
        near = now_y is not None and abs(now_y - y) < _PILL
        if y and not near and DAY_HEAD - 8 < at < seen.height + 8:
            place = QRect(0, at - 8, GUTTER - GAP_S, 16)
            words(painter, place, label, font(Size.CAPTION), theme.muted, RIGHT)
    rule_line(painter, QPointF(GUTTER - 1, DAY_HEAD), QPointF(GUTTER - 1, seen.height), theme.line)
    painter.setClipping(False)


def paint_now_pill(painter: QPainter, text: str, y: int) -> None:
    """The time of the present at the hours."""
    theme = current_theme()
    place = QRect(4, y - _PILL // 2, GUTTER - 12, _PILL)
    box(painter, place, RADIUS_SMALL, theme.accent_fill)
    words(painter, place, text, font(Size.CAPTION, bold=True), theme.on_accent, CENTRE)


def paint_now_line(
    painter: QPainter, layout: PageLayout, mode: Mode, seen: Scrolled, y: float
) -> None:
    """The line of the present: behind blocks, with a notch at each of their edges."""
    at = seen.top + round(y) - 1
    painter.save()
    painter.setClipRect(GUTTER, DAY_HEAD, seen.width - GUTTER, seen.height - DAY_HEAD)
    for column in layout.columns:
        today = column.column.today or mode is Mode.DAY
        strong = 2 if today else 1
        if today or any(c.column.today for c in layout.columns[layout.columns.index(column) :]):
            _paint_stretches(painter, column, seen.left, round(y), QRect(0, at, 0, strong))
        if column.column.today and mode is Mode.WEEK:
            dot = QRect(seen.left + column.left - 4, at - 3, 8, 8)
            box(painter, dot, 4, current_theme().accent)
    painter.restore()


def _paint_stretches(
    painter: QPainter, column: ColumnLayout, left: int, y: int, line: QRect
) -> None:
    theme = current_theme()
    accent = mix(theme.accent, theme.panel, 1.0 if line.height() > 1 else 0.45)
    start = column.left
    hit = sorted(
        (rect.left(), rect.right() + 1)
        for _, rect in column.blocks
        if rect.top() < y < rect.bottom()
    )
    for first, last in [*hit, (column.left + column.width, 0)]:
        notch = _NOTCH if last else 0
        begin = start - (_NOTCH if start > column.left else 0)
        place = QRect(left + begin, line.y(), first + notch - begin, line.height())
        painter.fillRect(place, accent)
        start = max(start, last)
