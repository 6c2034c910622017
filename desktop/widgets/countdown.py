"""The bar at the foot of a box that runs out."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from desktop.theme.sizes import RADIUS


def draw_countdown(painter: QPainter, outline: QRect, bar: QRect, left: float, ink: QColor) -> None:
    """Paint the share that is `left`, 1 to 0, inside the rounded `outline`."""
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(outline), RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(shape)
    share = max(0.0, min(1.0, left))
    painter.fillRect(QRectF(bar.x(), bar.y(), bar.width() * share, bar.height()), ink)
    painter.restore()
