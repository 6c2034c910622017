"""The soft shadow of what floats, painted once and without a graphics effect."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.painting import box

MARGIN = 16
_DROP = 4


def draw_floating(painter: QPainter, rect: QRectF) -> None:
    """A raised panel on `rect` with an edge that is also seen in the dark, and its shadow.

    The widget keeps MARGIN free around `rect`.
    """
    theme = current_theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    layer = QColor(theme.shadow)
    layer.setAlphaF(theme.shadow.alphaF() / 9)
    painter.setBrush(layer)
    for spread in range(12, -4, -2):
        grown = rect.adjusted(-spread, -spread, spread, spread).translated(0, _DROP)
        painter.drawRoundedRect(grown, RADIUS + max(spread, 0), RADIUS + max(spread, 0))
    box(painter, rect, RADIUS, theme.overlay, theme.overlay_edge)
