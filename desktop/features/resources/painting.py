"""Painting of one row of the resource day: bars, hatches, steps, share in use."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.features.resources.geometry import DayLayout, RowPlace
from desktop.features.resources.model import Clash, Hold, Level, Outage, ResourceLine
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, RADIUS_SMALL
from desktop.theme.tokens import mix
from desktop.widgets.painting import CENTRE, RIGHT, box, dashed, rule_line, text_width, words

_BAR = 4
_SHARE_WIDE, _SHARE_TALL = 60, 4


def paint_row(painter: QPainter, layout: DayLayout, row: RowPlace, width: int) -> None:
    """One resource: name, what holds it, how much of the day."""
    theme = current_theme()
    line = row.line
    if line is None:
        _paint_group(painter, row, width)
        return
    _paint_name(painter, QRect(GAP_L, row.top, layout.left - GAP_L - 4, row.height), line)
    for level in line.levels:
        _paint_level(painter, layout.span_rect(row, level.starts_at, level.ends_at), row, level)
    for hold, lane in row.lanes:
        _paint_hold(painter, layout.hold_rect(row, hold, lane), hold)
    for outage in line.outages:
        rect = layout.span_rect(row, outage.starts_at, outage.ends_at)
        _paint_outage(painter, rect, outage)
    for clash in line.clashes:
        _paint_clash(painter, layout, row, clash)
    _paint_share(painter, layout, row, line.used_percent)
    y = row.top + row.height - 1
    rule_line(painter, QPointF(0, y), QPointF(width, y), theme.line)


def _paint_group(painter: QPainter, row: RowPlace, width: int) -> None:
    theme = current_theme()
    ground = QRect(0, row.top, width, row.height)
    painter.fillRect(ground, theme.window)
    inner = ground.adjusted(GAP_L, 0, -GAP_L, 0)
    words(painter, inner, row.group.name, font(bold=True), theme.strong)
    left = text_width(row.group.name, bold=True) + GAP_S
    beside = inner.adjusted(left, 0, 0, 0)
    words(painter, beside, row.group.note, font(Size.CAPTION), theme.muted)
    if row.group.used_percent is not None:
        text = f"{row.group.used_percent} %"
        words(painter, inner, text, font(Size.CAPTION, bold=True), theme.strong, RIGHT)
    for y in (row.top - 1, row.top + row.height - 1):
        rule_line(painter, QPointF(0, y), QPointF(width, y), theme.line)


def _paint_name(painter: QPainter, place: QRect, line: ResourceLine) -> None:
    theme = current_theme()
    words(painter, place, line.name, font(), theme.strong)
    beside = place.adjusted(text_width(line.name) + GAP_S, 0, 0, 0)
    if beside.width() > 16:
        words(painter, beside, line.note, font(Size.CAPTION), theme.muted)


def _paint_share(painter: QPainter, layout: DayLayout, row: RowPlace, percent: int) -> None:
    theme = current_theme()
    place = QRect(layout.right, row.top, layout.used - GAP_L, row.height)
    words(painter, place, f"{percent} %", font(Size.CAPTION), theme.text, RIGHT)
    if layout.used < _SHARE_WIDE + 64:
        return
    left = layout.right + GAP_L
    middle = row.top + row.height // 2
    track = QRect(left, middle - _SHARE_TALL // 2, _SHARE_WIDE, _SHARE_TALL)
    box(painter, track, 2, theme.line)
    track.setWidth(round(_SHARE_WIDE * min(100, percent) / 100))
    box(painter, track, 2, theme.control)


def _outline(rect: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), RADIUS_SMALL, RADIUS_SMALL)
    return path


def _paint_hold(painter: QPainter, rect: QRect, hold: Hold) -> None:
    theme = current_theme()
    colour = theme.service(hold.service)
    painter.save()
    painter.setClipPath(_outline(rect), Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, colour.past_tint if hold.past else colour.tint)
    bar = QRect(rect.x(), rect.y(), _BAR, rect.height())
    painter.fillRect(bar, colour.past_line if hold.past else colour.line)
    painter.restore()
    if hold.provisional:
        box(painter, rect, RADIUS_SMALL, None, dashed(theme.provisional.line))
    bold = not hold.past
    face = font(Size.BLOCK_DETAIL, bold=bold)
    inner = rect.adjusted(_BAR + 4, 0, -3, 0)
    quantity = text_width(hold.quantity, Size.CAPTION, bold) + 4 if hold.quantity else 0
    if quantity and inner.width() - quantity > 24:
        words(painter, inner, hold.quantity, face, colour.text, RIGHT)
        inner.adjust(0, 0, -quantity, 0)
    if inner.width() > 12:
        words(painter, inner, hold.text, face, colour.text)


def _hatch(painter: QPainter, rect: QRect, ink: QColor, width: float = 2) -> None:
    painter.save()
    painter.setClipPath(_outline(rect), Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, width))
    for x in range(rect.left() - rect.height(), rect.right() + 1, 9):
        painter.drawLine(x, rect.bottom() + 1, x + rect.height(), rect.top())
    painter.restore()


def _paint_outage(painter: QPainter, rect: QRect, outage: Outage) -> None:
    theme = current_theme()
    box(painter, rect, RADIUS_SMALL, theme.panel)
    _hatch(painter, rect, theme.line_strong)
    box(painter, rect, RADIUS_SMALL, None, theme.control)
    bold = text_width(outage.text, Size.CAPTION, bold=True)
    wide = min(rect.width() - 8, 28 + bold + text_width(outage.note, Size.CAPTION) + 8)
    label = QRect(rect.x() + 4, rect.y() + 3, wide, rect.height() - 6)
    painter.fillRect(label, theme.panel)
    middle = label.center().y() + 1
    draw_icon(painter, "wrench", QPoint(label.x() + 6, middle - 6), 12, theme.text)
    place = label.adjusted(22, 0, -2, 0)
    words(painter, place, outage.text, font(Size.CAPTION, bold=True), theme.strong)
    place.adjust(bold + 4, 0, 0, 0)
    if outage.note and place.width() > 12:
        words(painter, place, outage.note, font(Size.CAPTION), theme.text)


def _paint_clash(painter: QPainter, layout: DayLayout, row: RowPlace, clash: Clash) -> None:
    theme = current_theme()
    rect = layout.span_rect(row, clash.starts_at, clash.ends_at)
    _hatch(painter, rect, mix(theme.refused.line, theme.panel, 0.85), 2.5)
    # Names stay readable: the hatch stops where they are written.
    for hold, lane in row.lanes:
        bar = layout.hold_rect(row, hold, lane)
        if bar.intersects(rect):
            wide = text_width(hold.text, Size.CAPTION, bold=True) + 6
            label = QRect(bar.x() + _BAR + 1, bar.y() + 4, wide, bar.height() - 8)
            painter.fillRect(label.intersected(bar), theme.service(hold.service).tint)
            inner = bar.adjusted(_BAR + 4, 0, -3, 0)
            ink = theme.service(hold.service).text
            words(painter, inner, hold.text, font(Size.BLOCK_DETAIL, bold=True), ink)
    box(painter, rect, RADIUS_SMALL, None, QPen(theme.refused.line, 2))
    left = rect.right() + 6
    middle = row.top + row.height // 4 + 1
    wide = text_width(clash.text, Size.CAPTION, bold=True)
    if left + 18 > layout.right:
        return
    draw_icon(painter, "octagon-x", QPoint(left, middle - 8), 16, theme.refused.text)
    if left + 20 + wide < layout.right:
        place = QRect(left + 20, middle - 8, wide, 16)
        words(painter, place, clash.text, font(Size.CAPTION, bold=True), theme.refused.text)


def _paint_level(painter: QPainter, rect: QRect, row: RowPlace, level: Level) -> None:
    theme = current_theme()
    full = level.used >= level.of
    share = min(1.0, level.used / level.of) if level.of else 0.0
    tall = max(4, round((row.height - 8) * share))
    step = QRect(rect.x(), row.top + row.height - 1 - tall, rect.width(), tall)
    painter.fillRect(step, theme.line)
    top = QRect(step.x(), step.y() - 1, step.width(), 2)
    painter.fillRect(top, theme.attention.line if full else theme.control)
    text = f"{level.used}/{level.of}"
    inside = tall >= 20
    y = step.y() + 2 if inside else step.y() - 16
    place = QRect(rect.x() - 8, y, rect.width() + 16, tall - 2 if inside else 14)
    ink = theme.attention.text if full else theme.text
    words(painter, place, text, font(Size.CAPTION, bold=full), ink, CENTRE)


def paint_slot(painter: QPainter, rect: QRect, text: str, *, free: bool) -> None:
    """The free slot under the pointer or the keyboard."""
    theme = current_theme()
    box(painter, rect, RADIUS_SMALL, theme.panel if free else None, QPen(theme.focus, 2))
    if free:
        face = font(Size.CAPTION, bold=True)
        inner = rect.adjusted(7, 0, -2, 0)
        said = f"+ {text}"
        if text_width(said, Size.CAPTION, bold=True) > inner.width():
            said = said.partition("–")[0]
        words(painter, inner, said, face, theme.accent)
