"""Painting of a result: shape, two words, name, then why and the figures."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.features.checkin.looks import ICONS, field_of
from desktop.features.checkin.model import Fact, ScanResult
from desktop.features.checkin.result_layout import ICON, SIDE, ResultLayout
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import upright
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.countdown import draw_countdown
from desktop.widgets.painting import box, dashed, metrics, rule_line, text_width, words, written

STAY_WIDE = 216
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def paint_result(
    painter: QPainter, rect: QRect, result: ScanResult, layout: ResultLayout, left: float
) -> None:
    """Paint everything but the buttons; `left` is the share of its time that is left."""
    colours = field_of(current_theme(), result.outcome)
    box(painter, rect, RADIUS, colours.fill)
    if result.provisional:
        box(painter, rect.adjusted(8, 8, -8, -16), RADIUS, None, dashed(colours.on, 2))
    draw_icon(painter, ICONS[result.outcome], layout.icon.topLeft(), ICON, colours.on)
    _head(painter, result, layout, colours.on)
    painter.setFont(font(Size.PAGE))
    painter.setPen(colours.on)
    with upright(painter, QRectF(layout.sentence)):
        written(painter, QRectF(layout.sentence), _WRAPPED, result.sentence)
    _facts(painter, result.facts, layout, colours.on)
    if result.footer:
        at = QPoint(SIDE, layout.footer.center().y() - 8)
        draw_icon(painter, result.footer_icon, at, 16, colours.on)
        place = layout.footer.adjusted(24, 0, -STAY_WIDE, 0)
        words(painter, place, result.footer, font(), colours.on)
    draw_countdown(painter, rect, layout.bar, left, colours.on)


def _head(painter: QPainter, result: ScanResult, layout: ResultLayout, ink: QColor) -> None:
    fits = text_width(result.headline, Size.RESULT, bold=True) <= layout.headline.width()
    face = font(Size.RESULT if fits else Size.NAME, bold=True)
    words(painter, layout.headline, result.headline, face, ink)
    words(painter, layout.name, result.name, font(Size.NAME, bold=True), ink)


def _facts(painter: QPainter, facts: tuple[Fact, ...], layout: ResultLayout, ink: QColor) -> None:
    if not facts:
        return
    table = layout.facts
    for y in (table.top(), table.bottom()):
        rule_line(painter, QPointF(table.left(), y), QPointF(table.right(), y), ink)
    for at, (fact, cell) in enumerate(zip(facts, layout.columns, strict=True)):
        if at:
            start, end = QPointF(cell.topLeft()), QPointF(cell.left(), table.bottom())
            rule_line(painter, start, end, ink)
        _fact(painter, fact, cell.adjusted(24 if at else 0, 0, -12, 0), ink)


def _fact(painter: QPainter, fact: Fact, cell: QRect, ink: QColor) -> None:
    tall = 20 + 52 + 28
    free = max(0, cell.height() - tall)
    y = cell.top() + round(free * 0.3)
    words(painter, QRect(cell.x(), y, cell.width(), 20), fact.caption, font(Size.SECTION), ink)
    y += 20 + round(free * 0.09)
    sizes = (Size.RESULT, Size.NAME, Size.PAGE) if fact.large else (Size.NAME, Size.PAGE)
    face = font(_largest(fact.value, sizes, cell.width(), bold=True), bold=True)
    words(painter, QRect(cell.x(), y, cell.width(), 52), fact.value, face, ink)
    y += 52 + round(free * 0.09)
    note = font(_largest(fact.note, (Size.PAGE, Size.SECTION), cell.width()))
    words(painter, QRect(cell.x(), y, cell.width(), 28), fact.note, note, ink)


def _largest(text: str, sizes: tuple[Size, ...], room: int, bold: bool = False) -> Size:
    """The first size in which the text fits, else the last."""
    return next((size for size in sizes if text_width(text, size, bold) <= room), sizes[-1])


def lines_of(sentence: str, width: int) -> int:
    """How many lines the sentence takes, at most three."""
    area = QRectF(0, 0, width, 1000)
    return max(
        1, min(3, round(metrics(Size.PAGE).boundingRect(area, _WRAPPED, sentence).height() / 25))
    )
