"""Line icons from SVG files, tinted by a token, sharp at any device pixel ratio, cached."""

from contextlib import nullcontext
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop.bundle import RESOURCES
from desktop.theme.mirror import upright
from desktop.theme.palette import current_theme

STROKE = 1.9
DIRECTED = frozenset(
    ("chevron-left", "chevron-right", "undo-2", "trending-up", "log-out", "arrow-left-right")
)
"""Icons that point along the line of reading: they turn with it."""


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _renderer(name: str, tint: QColor, stroke: float) -> QSvgRenderer:
    svg = _source(name).replace("currentColor", tint.name())
    svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(svg.encode()))


def icon_pixmap(name: str, size: int, tint: QColor, ratio: float = 1.0) -> QPixmap:
    """The icon `name` (a file in resources/icons) as a square of `size` logical pixels."""
    key = f"icon/{name}/{size}/{tint.rgba()}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(tint.alphaF())
    _renderer(name, tint, STROKE).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def draw_icon(painter: QPainter, name: str, at: QPoint | QPointF, size: int, tint: QColor) -> None:
    """Paint an icon with its top left corner at `at`, sharp also under a scaled painter."""
    ratio = painter.device().devicePixelRatioF() * abs(painter.worldTransform().m11())
    made = icon_pixmap(name, size, tint, ratio)
    with nullcontext() if name in DIRECTED else upright(painter, QRectF(at, QSizeF(size, size))):
        painter.drawPixmap(at, made)


class _TokenIconEngine(QIconEngine):
    """Tints at the moment of painting, so that a change of theme needs no new icon."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _TokenIconEngine(self._name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        at = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
        draw_icon(painter, self._name, at, side, self._tint(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return icon_pixmap(self._name, min(size.width(), size.height()), self._tint(mode))

    @staticmethod
    def _tint(mode: QIcon.Mode) -> QColor:
        theme = current_theme()
        return theme.control if mode == QIcon.Mode.Disabled else theme.text


def token_icon(name: str) -> QIcon:
    """A QIcon for menus and actions that follows the theme."""
    return QIcon(_TokenIconEngine(name))
