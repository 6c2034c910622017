"""Charts painted from rows: bars, stacked bars, a line, a heat map; the base is zero (U-73)."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.tokens import Theme, mix
from desktop.widgets.painting import CENTRE, LEFT, RIGHT, text_width, words

MOST_BARS = 24
SERIES = (1, 7, 3, 10, 6, 11)
"""Service colours that are told apart also with colour-blindness, in this order."""
_LABEL, _ROW, _GAP = 128, 22, 8


class Shape(Enum):
    """How a chart shows its values."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    HEAT = "heat"


class ChartData(Struct, frozen=True, kw_only=True):
    """What a chart shows: `values` has a row for each name and a column for each series."""

    shape: Shape
    title: str
    unit: str
    names: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    say: Callable[[int], str]
    """A value in words."""


class Inks(Struct, frozen=True):
    """The colours of a chart: of the theme, or for paper."""

    strong: QColor
    muted: QColor
    line: QColor
    ground: QColor
    series: tuple[QColor, ...]


def inks_of(theme: Theme) -> Inks:
    """The theme's."""
    series = tuple(theme.service(number).line for number in SERIES)
    return Inks(theme.strong, theme.muted, theme.line, theme.panel, series)


def paint_chart(painter: QPainter, area: QRectF, data: ChartData, inks: Inks) -> None:
    """Paint a chart into an area, on whatever device."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = area.top()
    if len(data.series) > 1 and data.shape is not Shape.HEAT:
        _legend(painter, QRectF(area.left(), top, area.width(), 20), data, inks)
        top += 24
    room = QRectF(area.left(), top, area.width(), area.bottom() - top)
    ways = {Shape.LINE: _line, Shape.HEAT: _heat}
    ways.get(data.shape, _bars)(painter, room, data, inks)
    painter.restore()


def chart_tall(data: ChartData) -> int:
    """How much height a chart asks for."""
    if data.shape is Shape.LINE:
        return 220
    rows = min(len(data.names), MOST_BARS)
    legend = 24 if len(data.series) > 1 and data.shape is not Shape.HEAT else 0
    head = 24 if data.shape is Shape.HEAT else 0
    return max(72, rows * (_ROW + 2) + legend + head)


def _legend(painter: QPainter, area: QRectF, data: ChartData, inks: Inks) -> None:
    at = area.left()
    for number, name in enumerate(data.series):
        ink = inks.series[number % len(inks.series)]
        painter.fillRect(QRectF(at, area.center().y() - 5, 10, 10), ink)
        wide = text_width(name, Size.CAPTION)
        place = QRectF(at + 16, area.top(), wide + 2, area.height())
        words(painter, place, name, font(Size.CAPTION), inks.muted, LEFT)
        at += wide + 36


def _bars(painter: QPainter, area: QRectF, data: ChartData, inks: Inks) -> None:
    totals = [sum(row) for row in data.values]
    most = max([*totals, 0])
    least = min([*totals, 0])
    figures = max([text_width(data.say(one), Size.CAPTION) for one in totals] or [0]) + _GAP
    wide = max(24.0, area.width() - _LABEL - figures)
    span = (most - least) or 1
    zero = area.left() + _LABEL + wide * -least / span
    for at, name in enumerate(data.names[:MOST_BARS]):
        y = area.top() + at * (_ROW + 2)
        label = QRectF(area.left(), y, _LABEL - _GAP, _ROW)
        words(painter, label, name, font(Size.CAPTION), inks.strong, LEFT)
        left = zero
        for number, value in enumerate(data.values[at]):
            long = wide * value / span
            bar = QRectF(left, y + 4, long, _ROW - 8).normalized()
            painter.fillRect(bar, inks.series[number % len(inks.series)])
            left += long
        end = QRectF(max(left, zero) + 6, y, figures, _ROW)
        words(painter, end, data.say(totals[at]), font(Size.CAPTION), inks.muted, LEFT)
    painter.setPen(QPen(inks.line, 1))
    bottom = area.top() + min(len(data.names), MOST_BARS) * (_ROW + 2)
    painter.drawLine(QPointF(zero, area.top()), QPointF(zero, bottom))


def _line(painter: QPainter, area: QRectF, data: ChartData, inks: Inks) -> None:
    every = [value for row in data.values for value in row]
    most, least = max([*every, 0]), min([*every, 0])
    span = (most - least) or 1
    gutter = max(text_width(data.say(most), Size.CAPTION), text_width("0", Size.CAPTION)) + _GAP
    room = area.adjusted(gutter, 10, -40, -24)

    def point(at: int, value: int) -> QPointF:
        x = room.left() + room.width() * at / max(1, len(data.values) - 1)
        return QPointF(x, room.bottom() - room.height() * (value - least) / span)

    painter.setPen(QPen(inks.line, 1))
    for value in dict.fromkeys((0, most, least)):
        y = point(0, value).y()
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        place = QRectF(area.left(), y - 8, gutter - _GAP, 16)
        words(painter, place, data.say(value), font(Size.CAPTION), inks.muted, RIGHT)
    for number in range(len(data.series)):
        ink = inks.series[number % len(inks.series)]
        painter.setPen(QPen(ink, 2))
        points = [point(at, row[number]) for at, row in enumerate(data.values)]
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(ink)
        for one in points:
            painter.drawEllipse(one, 2.5, 2.5)
    step = max(1, len(data.values) * 56 // max(1, int(room.width())) + 1)
    for at in range(0, len(data.values), step):
        place = QRectF(point(at, 0).x() - 40, room.bottom() + 6, 80, 16)
        words(painter, place, data.names[at], font(Size.CAPTION), inks.muted, CENTRE)


def _heat(painter: QPainter, area: QRectF, data: ChartData, inks: Inks) -> None:
    most = max([value for row in data.values for value in row] or [0])
    wide = (area.width() - 56) / max(1, len(data.series))
    for number, name in enumerate(data.series):
        place = QRectF(area.left() + 56 + number * wide, area.top(), wide, 20)
        words(painter, place, name, font(Size.CAPTION), inks.muted, CENTRE)
    for at, name in enumerate(data.names):
        y = area.top() + 24 + at * (_ROW + 2)
        words(painter, QRectF(area.left(), y, 52, _ROW), name, font(Size.CAPTION), inks.muted, LEFT)
        for number, value in enumerate(data.values[at]):
            share = value / most if most else 0.0
            cell = QRectF(area.left() + 56 + number * wide, y, wide - 2, _ROW)
            painter.fillRect(cell, mix(inks.series[0], inks.ground, 0.06 + 0.84 * share))
            if value:
                ink = inks.ground if share > 0.55 else inks.strong
                words(painter, cell, data.say(value), font(Size.CAPTION), ink, CENTRE)


class ChartView(QWidget):
    """A chart on the screen; a screen reader hears its values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, data: ChartData | None) -> None:
        """Show a chart; None shows none."""
        self._data = data
        self.setVisible(data is not None and bool(data.names))
        if data is not None:
            self.setFixedHeight(chart_tall(data))
            said = [
                f"{name} {', '.join(data.say(value) for value in row)}"
                for name, row in zip(data.names, data.values, strict=True)
            ]
            self.setAccessibleName(f"{data.title}, {data.unit}: {'; '.join(said[:MOST_BARS])}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, chart_tall(self._data) if self._data else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._data is not None:
            painter = brush(self)
            paint_chart(painter, QRectF(self.rect()), self._data, inks_of(current_theme()))


PAPER = Inks(
    QColor(0, 0, 0),
    QColor(80, 80, 80),
    QColor(190, 190, 190),
    QColor(Qt.GlobalColor.white),
    (QColor(0x2F62C4), QColor(0xAB3D06), QColor(0x1F6B5A), QColor(0x742E7F), QColor(0xA87D00)),
)
"""For paper, legible in grey too."""
