"""Each column painted once into a picture, so that scrolling only copies (U-49)."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from core.domain.zones import HOUR_MS
from desktop.features.calendar.block_painting import paint_block, paint_hatch
from desktop.features.calendar.geometry import Axis
from desktop.features.calendar.layout import ColumnLayout, MorePlace
from desktop.features.calendar.model import CalendarBlock, Shade
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import turn
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS_SMALL
from desktop.theme.tokens import mix
from desktop.widgets.painting import CENTRE, box, rule_line, text_width, words

_TODAY_SHARE = 0.4


def paint_column(painter: QPainter, axis: Axis, column: ColumnLayout) -> None:
    """Ground, hours and blocks of a column; x counts from the painter's origin."""
    _paint_ground(painter, axis, column)
    for block, rect in column.blocks:
        _paint_buffers(painter, axis, block, rect)
    for block, rect in column.blocks:
        paint_block(painter, rect, block)
    for more in column.more:
        _paint_more(painter, more)


def _paint_ground(painter: QPainter, axis: Axis, column: ColumnLayout) -> None:
    theme = current_theme()
    left, width, height = column.left, column.width, axis.height
    painter.fillRect(QRect(left, 0, width, height), theme.sunken)
    ground = theme.panel
    if column.column.today:
        ground = mix(theme.accent_tint, theme.panel, _TODAY_SHARE)
    for starts_at, ends_at in column.column.open_spans:
        top = round(axis.y_of(column.shape, starts_at))
        bottom = round(axis.y_of(column.shape, ends_at))
        painter.fillRect(QRect(left, top, width, bottom - top), ground)
    for shade in column.column.shades:
        _paint_shade(painter, axis, column, shade)
    right = left + width
    half = mix(theme.line, ground, 0.5)
    for y, _label in axis.hours():
        rule_line(painter, QPointF(left, y), QPointF(right, y), theme.line)
        if axis.hour >= 64:
            between = y + axis.hour // 2
            rule_line(painter, QPointF(left, between), QPointF(right, between), half)
    missing = axis.missing(column.shape)
    if missing is not None:
        _paint_missing(painter, QRect(left, round(missing[0]), width, 0), round(missing[1]))
    edge = right - 1
    rule_line(painter, QPointF(edge, 0), QPointF(edge, height), theme.line)


def _paint_shade(painter: QPainter, axis: Axis, column: ColumnLayout, shade: Shade) -> None:
    """Somebody is away, or the place is closed: hatched, with the words at its top."""
    theme = current_theme()
    top = round(axis.y_of(column.shape, shade.starts_at))
    bottom = round(axis.y_of(column.shape, shade.ends_at))
    place = QRect(column.left, top, column.width - 1, bottom - top)
    painter.fillRect(place, theme.sunken)
    paint_hatch(painter, place, mix(theme.line_strong, theme.sunken, 0.5))
    seen = max(top, round(axis.y_of(column.shape, _first_hour(column, shade))))
    wide = min(place.width() - 8, text_width(shade.text, Size.CAPTION) + 12)
    plate = QRect(place.x() + 4, seen + 4, wide, 20)
    box(painter, plate, RADIUS_SMALL, theme.panel)
    words(painter, plate.adjusted(6, 0, -4, 0), shade.text, font(Size.CAPTION), theme.muted)


def _first_hour(column: ColumnLayout, shade: Shade) -> int:
    """Where the words of a shade are looked for: seven in the morning of a whole day."""
    morning = column.shape.starts_at + 7 * HOUR_MS
    return morning if shade.starts_at < morning < shade.ends_at else shade.starts_at


def _paint_buffers(painter: QPainter, axis: Axis, block: CalendarBlock, rect: QRect) -> None:
    """The time to set up and to clear away, as pale bands before and after the block."""
    colours = current_theme().service(block.service)
    minute = axis.hour / 60
    for minutes, at in ((block.before_min, -1), (block.after_min, 1)):
        tall = round(minutes * minute)
        if tall < 2:
            continue
        top = rect.y() - tall if at < 0 else rect.bottom() + 1
        band = QRect(rect.x(), top, rect.width(), tall)
        painter.fillRect(band, mix(colours.line, current_theme().panel, 0.10))
        painter.fillRect(
            QRect(band.x(), band.y(), 3, tall), mix(colours.line, current_theme().panel, 0.35)
        )


def _paint_missing(painter: QPainter, place: QRect, bottom: int) -> None:
    theme = current_theme()
    place.setBottom(bottom - 1)
    painter.fillRect(place, theme.window)
    painter.save()
    painter.setPen(theme.line_strong)
    painter.setClipRect(place)
    for x in range(place.left() - place.height(), place.right(), 8):
        painter.drawLine(x, place.bottom(), x + place.height(), place.top())
    painter.restore()


def _paint_more(painter: QPainter, more: MorePlace) -> None:
    theme = current_theme()
    rect = more.rect.adjusted(0, 0, 0, -2)
    edge = QPen(theme.refused.line, 2) if more.clash else theme.line_strong
    box(painter, rect, RADIUS_SMALL, theme.raised, edge)
    top = QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), 26))
    text = f"+{len(more.keys)}"
    words(painter, top, text, font(Size.BLOCK_DETAIL, bold=True), theme.text, CENTRE)


class Tiles:
    """Pictures of columns, kept while nothing they show has changed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, QPixmap]] = {}

    def forget(self) -> None:
        """Paint anew."""
        self._kept.clear()

    def tile(
        self, axis: Axis, column: ColumnLayout, ratio: float, *, turned: bool = False
    ) -> QPixmap:
        """The picture of a column at a device pixel ratio."""
        shown = (column, axis, ratio, current_theme().name, turned)
        kept = self._kept.get(column.column.key)
        if kept is not None and kept[0] == shown:
            return kept[1]
        made = QPixmap(round(column.width * ratio), round(axis.height * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        if turned:
            turn(painter, QRect(0, 0, column.width, axis.height))
        painter.translate(-column.left, 0)
        paint_column(painter, axis, column)
        painter.end()
        self._kept[column.column.key] = (shown, made)
        return made
