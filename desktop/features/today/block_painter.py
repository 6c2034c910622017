"""Painting of one class on the day line: state by shape as well as colour."""

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.features.today.model import Block
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS_SMALL
from desktop.theme.tokens import ServiceColour
from desktop.widgets.painting import LEFT, RIGHT, box, dashed, text_width, words

_BAR, _TRACK = 4, 3
_LEAST_FOR_WORDS = 44


def paint_block(painter: QPainter, rect: QRect, block: Block, chosen: bool) -> None:
    """Paint a class into its place."""
    theme = current_theme()
    if block.cancelled:
        box(painter, rect, RADIUS_SMALL, theme.panel, theme.line_strong)
        _bar_only(painter, rect, theme.line_strong)
    else:
        _ground(painter, rect, block, theme.service(block.service))
    if block.provisional:
        box(painter, rect, RADIUS_SMALL, None, dashed(theme.provisional.line))
    _say(painter, rect, block)
    if chosen:
        ring = rect.adjusted(-3, -3, 3, 3)
        box(painter, ring, RADIUS_SMALL + 3, None, QPen(theme.focus, 2))


def _clip(rect: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), RADIUS_SMALL, RADIUS_SMALL)
    return path


def _ground(painter: QPainter, rect: QRect, block: Block, colour: ServiceColour) -> None:
    tint = colour.past_tint if block.done else colour.tint
    line = colour.past_line if block.done else colour.line
    track = colour.past_track if block.done else colour.track
    painter.save()
    painter.setClipPath(_clip(rect))
    painter.fillRect(rect, tint)
    bottom = QRect(rect.x(), rect.bottom() - _TRACK + 1, rect.width(), _TRACK)
    painter.fillRect(bottom, track)
    share = min(1.0, block.booked / block.capacity) if block.capacity else 0.0
    bottom.setWidth(round(rect.width() * share))
    painter.fillRect(bottom, line)
    painter.fillRect(QRect(rect.x(), rect.y(), _BAR, rect.height()), line)
    painter.restore()


def _bar_only(painter: QPainter, rect: QRect, colour: QColor) -> None:
    painter.save()
    painter.setClipPath(_clip(rect))
    painter.fillRect(QRect(rect.x(), rect.y(), _BAR, rect.height()), colour)
    painter.restore()


def _corner_icon(block: Block) -> str:
    if block.cancelled:
        return "x"
    if block.needs:
        return "triangle-alert"
    if block.provisional:
        return "circle-dashed"
    return "check" if block.done else ""


def _say(painter: QPainter, rect: QRect, block: Block) -> None:
    if rect.width() < _LEAST_FOR_WORDS:
        return
    theme = current_theme()
    colour = theme.service(block.service)
    icon = _corner_icon(block)
    inner = rect.adjusted(_BAR + 4, 4, -4, -_TRACK - 2)
    top = QRect(inner.x(), inner.y(), inner.width() - (16 if icon else 0), 16)
    below = QRect(inner.x(), inner.y() + 17, inner.width(), 14)
    faded = block.done or block.cancelled
    ink = theme.muted if faded else colour.text
    title = block.title
    if text_width(title, Size.BODY, bold=True) > top.width():
        title = block.short_title
    face = font(Size.BLOCK_TITLE, bold=True, struck=block.cancelled)
    words(painter, top, title, face, ink)
    if icon:
        tints = {"triangle-alert": theme.attention.text, "circle-dashed": theme.provisional.text}
        at = QPoint(rect.right() - 17, inner.y() + 1)
        draw_icon(painter, icon, at, 14, tints.get(icon, theme.muted))
    detail = theme.muted if faded else theme.text
    left = tr("cancelled") if block.cancelled else block.time
    words(painter, below, left, font(Size.BLOCK_DETAIL), detail, LEFT)
    if not block.cancelled:
        _say_seats(painter, below, block, detail)


def _say_seats(painter: QPainter, below: QRect, block: Block, detail: QColor) -> None:
    theme = current_theme()
    used = text_width(block.time, Size.CAPTION) + 6
    room = below.width() - used
    if block.needs:
        place = below.adjusted(used, 0, 0, 0)
        face = font(Size.BLOCK_DETAIL, bold=True)
        words(painter, place, block.needs, face, theme.attention.text, RIGHT)
        return
    bold = block.full and not block.done
    fitting = [t for t in seat_texts(block) if text_width(t, Size.CAPTION, bold) <= room]
    if fitting:
        words(painter, below, fitting[0], font(Size.BLOCK_DETAIL, bold), detail, RIGHT)


def seat_texts(block: Block) -> tuple[str, ...]:
    """Ways to say the seats, the fullest first; a bold number alone means full."""
    waiting = f" +{block.waiting}" if block.waiting else ""
    both = f"{block.booked}/{block.capacity}"
    return (both + waiting, f"{block.booked}{waiting}", both, str(block.booked))
