"""The few strokes that all painted parts share: boxes, words, measures."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import from_the_right, reads_right_to_left, upright
from desktop.theme.reading_order import in_order

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_OTHER_SIDE = {
    int(Qt.AlignmentFlag.AlignLeft): Qt.AlignmentFlag.AlignRight,
    int(Qt.AlignmentFlag.AlignRight): Qt.AlignmentFlag.AlignLeft,
}
_LTR = Qt.LayoutDirection.LeftToRight


@lru_cache(maxsize=64)
def metrics(size: Size, bold: bool = False) -> QFontMetricsF:
    """Measures of a font of the scale."""
    return QFontMetricsF(font(size, bold))


def text_width(text: str, size: Size = Size.BODY, bold: bool = False) -> int:
    """Whole pixels that a text needs."""
    return int(metrics(size, bold).horizontalAdvance(text)) + 1


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QPen | QColor | None = None,
) -> None:
    """A rounded box; its one-pixel edge lies inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(edge) if isinstance(edge, QColor) else edge
    inset = pen.widthF() / 2 if pen else 0.0
    painter.setPen(pen or Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def dashed(colour: QColor, width: float = 1.0) -> QPen:
    """The pen of everything provisional."""
    pen = QPen(colour, width, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    return pen


def words(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    face: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text, cut with an ellipsis where it does not fit."""
    area = QRectF(rect)
    painter.setFont(face)
    painter.setPen(colour)
    said = fitting(in_order(text), QFontMetricsF(face), area.width())
    with upright(painter, area):
        written(painter, area, align | Qt.TextFlag.TextSingleLine, said)


def written(painter: QPainter, area: QRect | QRectF, flags: int, text: str) -> None:
    """Draw a text that leads where the language does, and is itself read as its letters are: a
    time, a phone number and a Latin name stay from left to right on every desk (U-63)."""
    if not from_the_right():
        painter.drawText(area, flags, text)
        return
    side = flags & (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight)
    other = _OTHER_SIDE.get(int(side), side)
    kept = painter.layoutDirection()
    reads = Qt.LayoutDirection.RightToLeft if reads_right_to_left(text) else _LTR
    painter.setLayoutDirection(reads)
    painter.drawText(area, (flags & ~side) | other | Qt.AlignmentFlag.AlignAbsolute, text)
    painter.setLayoutDirection(kept)


def fitting(text: str, measure: QFontMetricsF, wide: float) -> str:
    """A text, or as much of it as there is room for, with an ellipsis."""
    if measure.horizontalAdvance(text) <= wide + 0.5:
        return text
    return measure.elidedText(text, Qt.TextElideMode.ElideRight, wide)


def rule_line(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """A crisp line of one pixel; both ends lie on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colour, 1))
    painter.drawLine(start, end)
