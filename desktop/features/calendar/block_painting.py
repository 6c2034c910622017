"""Painting of one block: state by shape as well as by colour (U-47)."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from desktop.features.calendar.model import CalendarBlock
from desktop.features.calendar.wording import (
    GAP,
    THREE_LINES,
    TWO_LINES,
    BlockWords,
    corner_icon,
    words_for,
)
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, RADIUS_SMALL
from desktop.theme.tokens import mix
from desktop.widgets.badge import draw_badge
from desktop.widgets.painting import LEFT, RIGHT, box, dashed, metrics, words

_BAR, _TRACK, _PAD, _END = 3, 3, 8, 3
_SMALL_TITLE = 72


def paint_block(painter: QPainter, rect: QRect, block: CalendarBlock) -> None:
    """Paint a block into its place."""
    theme = current_theme()
    ground = _paint_ground(painter, rect, block)
    if block.clash:
        paint_hatch(painter, rect, mix(theme.refused.line, ground, 0.28))
        box(painter, rect, RADIUS_SMALL, None, QPen(theme.refused.line, 2))
    elif block.provisional:
        box(painter, rect, RADIUS_SMALL, None, dashed(theme.provisional.line))
    _paint_words(painter, rect, block)


def paint_moved_away(painter: QPainter, rect: QRect, block: CalendarBlock, note: str) -> None:
    """What stays behind while a block is dragged: its empty outline."""
    theme = current_theme()
    box(painter, rect, RADIUS_SMALL, theme.panel, theme.line_strong)
    inner = rect.adjusted(_PAD, 4, -4, -2)
    line = QRect(inner.x(), inner.y() + 2, inner.width(), 14)
    title = f"{block.time} {block.short_title}"
    words(painter, line, title, font(Size.BLOCK_DETAIL), theme.muted)
    if inner.height() >= TWO_LINES:
        words(painter, line.translated(0, 16), note, font(Size.BLOCK_DETAIL), theme.muted)


def paint_hatch(painter: QPainter, rect: QRect, ink: QColor) -> None:
    """Diagonal lines over a place: a clash in red, out of order in grey."""
    painter.save()
    painter.setClipPath(_outline(rect), Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 2))
    for x in range(rect.left() - rect.height(), rect.right() + 1, 8):
        painter.drawLine(x, rect.bottom() + 1, x + rect.height(), rect.top())
    painter.restore()


def _outline(rect: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), RADIUS_SMALL, RADIUS_SMALL)
    return path


def _paint_ground(painter: QPainter, rect: QRect, block: CalendarBlock) -> QColor:
    theme = current_theme()
    if block.cancelled:
        box(painter, rect, RADIUS_SMALL, theme.panel, theme.line_strong)
        return theme.panel
    colour = theme.service(block.service)
    tint = colour.past_tint if block.past else colour.tint
    line = colour.past_line if block.past else colour.line
    track = colour.past_track if block.past else colour.track
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # One rounded shape filled in bands: cheaper than a clip for each block.
    painter.setPen(Qt.PenStyle.NoPen)
    outline = _outline(rect)
    painter.fillPath(outline, QBrush(tint))
    low = QPainterPath()
    low.addRect(QRectF(rect.x(), rect.bottom() + 1 - _TRACK, rect.width(), _TRACK))
    share = min(1.0, block.booked / block.capacity) if block.capacity else 0.0
    painter.fillPath(outline.intersected(low), QBrush(track))
    filled = QPainterPath()
    filled.addRect(QRectF(rect.x(), rect.bottom() + 1 - _TRACK, rect.width() * share, _TRACK))
    painter.fillPath(outline.intersected(filled), QBrush(line))
    if block.kept and block.capacity:
        # seats that are offered, kept by staff or lent to desks: neither booked nor free
        kept = QPainterPath()
        wide = rect.width() * min(1.0 - share, block.kept / block.capacity)
        start = rect.x() + rect.width() * share
        kept.addRect(QRectF(start, rect.bottom() + 1 - _TRACK, wide, _TRACK))
        painter.fillPath(outline.intersected(kept), QBrush(theme.provisional.line))
    bar = QPainterPath()
    bar.addRect(QRectF(rect.x(), rect.y(), _BAR, rect.height()))
    painter.fillPath(outline.intersected(bar), QBrush(line))
    return tint


def _title_face(rect: QRect, block: CalendarBlock) -> tuple[Size, QFont]:
    size = Size.BLOCK_DETAIL if rect.width() < _SMALL_TITLE else Size.BLOCK_TITLE
    return size, font(size, bold=True, struck=block.cancelled)


def _wording(rect: QRect, block: CalendarBlock, size: Size) -> BlockWords:
    room = rect.width() - _PAD - _END

    def detail(text: str, bold: bool) -> float:
        return metrics(Size.BLOCK_DETAIL, bold).horizontalAdvance(text)

    def title(text: str, bold: bool) -> float:
        return metrics(size, bold).horizontalAdvance(text)

    return words_for(block, room, rect.height() - _TRACK + 1, detail, title)


def _paint_words(painter: QPainter, rect: QRect, block: CalendarBlock) -> None:
    theme = current_theme()
    size, face = _title_face(rect, block)
    said = _wording(rect, block, size)
    colour = theme.service(block.service)
    ink = theme.muted if block.cancelled else colour.text
    lift = 4 if rect.height() >= 42 else 1
    short = rect.height() - _TRACK + 1 < TWO_LINES
    left, right = rect.x() + _PAD, rect.right() + 1 - _END
    top = QRect(left, rect.y() + (0 if short else lift), right - left, 16)
    if short:
        top.setHeight(rect.height() - (_TRACK if rect.height() > 17 else 0))
    icons = _paint_corner(painter, top, block, said.badge)
    top.setRight(icons - 1)
    words(painter, top, said.title, face, ink)
    if short:
        if said.time:
            words(painter, top, said.time, font(Size.BLOCK_DETAIL), _detail_ink(block), RIGHT)
        return
    line = QRect(left, top.bottom() + (1 if lift > 1 else 0), right - left, 14)
    _paint_detail(painter, line, block, said)
    if said.below and rect.height() - _TRACK + 1 >= THREE_LINES:
        _paint_teacher(painter, line.translated(0, 14), block, said.below)


def _detail_ink(block: CalendarBlock) -> QColor:
    theme = current_theme()
    return theme.muted if block.cancelled else theme.text


def _paint_corner(painter: QPainter, top: QRect, block: CalendarBlock, badge: bool) -> int:
    """Badge and mark from the right; returns where they begin."""
    theme = current_theme()
    at = top.right() + 1
    middle = top.center().y() + 1
    if badge:
        at -= BADGE
        place = QRect(at, middle - BADGE // 2, BADGE, BADGE)
        draw_badge(painter, place, block.letter, block.service)
        at -= 2
    icon = corner_icon(block)
    if icon:
        tints = {
            "triangle-alert": theme.attention.text,
            "octagon-x": theme.refused.text,
            "circle-dashed": theme.provisional.text,
        }
        at -= 14
        draw_icon(painter, icon, QPoint(at, middle - 7), 14, tints.get(icon, theme.text))
        at -= 2
    return at


def _paint_detail(painter: QPainter, line: QRect, block: CalendarBlock, said: BlockWords) -> None:
    colour = current_theme().service(block.service)
    detail = _detail_ink(block)
    words(painter, line, said.time, font(Size.BLOCK_DETAIL), detail, LEFT)
    if said.beside:
        used = metrics(Size.BLOCK_DETAIL).horizontalAdvance(said.time) + GAP
        _paint_teacher(painter, line.adjusted(int(used) + 1, 0, 0, 0), block, said.beside)
    if said.seats:
        face = font(Size.BLOCK_DETAIL, bold=block.full)
        words(painter, line, said.seats, face, colour.text, RIGHT)


def _paint_teacher(painter: QPainter, line: QRect, block: CalendarBlock, text: str) -> None:
    missing = bool(block.needs) and text == block.needs
    ink = current_theme().attention.text if missing else _detail_ink(block)
    words(painter, line, text, font(Size.BLOCK_DETAIL, bold=missing), ink, LEFT)
