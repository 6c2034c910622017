"""A bar that is dragged to another line: where it would come, and the words beside it."""

from msgspec import Struct
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.features.resources.geometry import DayLayout
from desktop.features.resources.model import Hold
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_S, RADIUS_SMALL
from desktop.widgets.painting import box, text_width, words
from desktop.widgets.shadow import draw_floating


class BarDrag(Struct, frozen=True):
    """The bar and the line it comes from; the line it is over, and what a drop would mean."""

    hold: Hold
    line_id: str
    to: str = ""
    said: str = ""
    can: bool = True


def paint_drag(painter: QPainter, layout: DayLayout, drag: BarDrag) -> None:
    """The frame of the bar on the line, with an opaque label."""
    row = layout.row_of(drag.to)
    if row is None or row.line is None:
        return
    theme = current_theme()
    edge = theme.accent if drag.can else theme.refused.line
    veil = QColor(edge)
    veil.setAlphaF(0.12)
    place = layout.span_rect(row, drag.hold.starts_at, drag.hold.ends_at)
    box(painter, place, RADIUS_SMALL, veil, QPen(edge, 2))
    if not drag.said:
        return
    text = f"{row.line.name} {drag.said}" if drag.can else drag.said
    wide = min(420, text_width(text, Size.CAPTION) + 2 * GAP_S)
    left = min(place.right() + 6, layout.right - wide)
    label = QRect(max(layout.left, left), place.center().y() - 12, wide, 24)
    draw_floating(painter, label.toRectF())
    ink = theme.text if drag.can else theme.refused.text
    inner = label.adjusted(GAP_S, 0, -GAP_S, 0)
    words(painter, inner, text, font(Size.CAPTION), ink)
