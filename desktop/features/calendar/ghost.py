"""The ghost of a drag: a frame to see through, its words on opaque labels beside it (U-43)."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.features.calendar.model import DropAnswer, DropConflict
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_S, RADIUS_SMALL
from desktop.widgets.keycap import cap_width, draw_cap
from desktop.widgets.painting import RIGHT, box, rule_line, text_width, words
from desktop.widgets.shadow import draw_floating

_LABEL, _CARD_WIDE, _ROW, _HEAD, _FOOT = 24, 300, 24, 40, 34
_KIND_WIDE = 72


class GhostWords:
    """Words of the ghost that are not the answer's: title and hints, translated by the view."""

    def __init__(self, title: str, free: str, next_free: str, hints: list[tuple[str, str]]) -> None:
        self.title, self.free, self.next_free, self.hints = title, free, next_free, hints


def paint_ghost(painter: QPainter, rect: QRect, answer: DropAnswer, said: GhostWords) -> QRect:
    """Frame and label; returns the label's place."""
    theme = current_theme()
    bad = bool(answer.conflicts)
    edge = theme.refused.line if bad else theme.accent
    veil = QColor(edge)
    veil.setAlphaF(0.10)
    box(painter, rect, RADIUS_SMALL, veil, QPen(edge, 2))
    label = QRect(rect.x(), rect.y() - _LABEL, rect.width(), _LABEL)
    fill = theme.refused_field.fill if bad else theme.accent_fill
    ink = theme.refused_field.on if bad else theme.on_accent
    box(painter, label, RADIUS_SMALL, fill)
    icon = "octagon-x" if bad else "arrow-down-up"
    draw_icon(painter, icon, QPoint(label.x() + 6, label.y() + 5), 14, ink)
    inner = label.adjusted(25, 0, -8, 0)
    small = font(Size.CAPTION)
    wide = text_width(answer.span, Size.CAPTION)
    words(painter, inner, answer.span, small, ink, RIGHT)
    if inner.width() - wide > 32:
        place = inner.adjusted(0, 0, -wide - GAP_S, 0)
        words(painter, place, said.title, font(Size.BODY, bold=True), ink)
    return label


def paint_hit(painter: QPainter, rect: QRect) -> None:
    """Frame what stands in the way."""
    theme = current_theme()
    veil = QColor(theme.refused.line)
    veil.setAlphaF(0.12)
    box(painter, rect, RADIUS_SMALL, veil, QPen(theme.refused.line, 2))


def card_height(answer: DropAnswer) -> int:
    """How tall the label beside the ghost is."""
    rows = len(answer.conflicts) + (1 if answer.next_free_text else 0)
    return _HEAD + _ROW * rows + (8 if rows else 0) + _FOOT


def card_place(label: QRect, answer: DropAnswer, view: QRect) -> QRect:
    """Beside the ghost where there is room, and always inside the view."""
    tall = card_height(answer)
    left = label.right() + 1 + GAP_S
    if left + _CARD_WIDE > view.right():
        left = label.left() - GAP_S - _CARD_WIDE
    left = max(view.left() + 4, min(left, view.right() - _CARD_WIDE - 4))
    top = max(view.top() + 4, min(label.top(), view.bottom() - tall - 4))
    return QRect(left, top, _CARD_WIDE, tall)


def paint_card(painter: QPainter, card: QRect, answer: DropAnswer, said: GhostWords) -> None:
    """The opaque label: when, each reason, the next free time, the keys."""
    theme = current_theme()
    bad = bool(answer.conflicts)
    draw_floating(painter, QRectF(card))
    if bad:
        box(painter, card, 6, None, QPen(theme.refused.line, 1))
    meaning = meaning_of(theme, Tone.REFUSED if bad else Tone.OK)
    icon = "octagon-x" if bad else "circle-check"
    draw_icon(painter, icon, QPoint(card.x() + GAP_M, card.y() + 11), 16, meaning.text)
    head = QRect(card.x() + 36, card.y(), card.width() - 48, _HEAD - 2)
    title = answer.when if bad else f"{answer.when} {said.free}"
    words(painter, head, title, font(bold=True), theme.strong)
    y = card.y() + _HEAD - 4
    for conflict in answer.conflicts:
        _paint_reason(painter, QRect(card.x() + GAP_M, y, card.width() - 24, _ROW), conflict)
        y += _ROW
    if answer.next_free_text:
        place = QRect(card.x() + GAP_M, y, card.width() - 24, _ROW)
        _paint_next_free(painter, place, answer, said.next_free)
    _paint_keys(painter, card, said.hints if bad and answer.next_free else said.hints[1:])


def _paint_reason(painter: QPainter, place: QRect, conflict: DropConflict) -> None:
    theme = current_theme()
    words(painter, place, conflict.kind, font(), theme.muted)
    rest = place.adjusted(_KIND_WIDE, 0, 0, 0)
    words(painter, rest, conflict.text, font(), theme.text)
    rest.adjust(text_width(conflict.text) + 3, 0, 0, 0)
    if rest.width() > 16:
        words(painter, rest, conflict.what, font(bold=True), theme.strong)


def _paint_next_free(painter: QPainter, place: QRect, answer: DropAnswer, label: str) -> None:
    theme = current_theme()
    words(painter, place, label, font(), theme.muted)
    rest = place.adjusted(_KIND_WIDE, 0, 0, 0)
    words(painter, rest, answer.next_free_text, font(bold=True), theme.ok.text)
    rest.adjust(text_width(answer.next_free_text, bold=True) + 1, 0, 0, 0)
    words(painter, rest, answer.next_free_note, font(), theme.ok.text)


def _paint_keys(painter: QPainter, card: QRect, hints: list[tuple[str, str]]) -> None:
    theme = current_theme()
    y = card.bottom() - _FOOT
    left, right = card.x() + GAP_M, card.right() - GAP_M
    rule_line(painter, QPointF(left, y), QPointF(right, y), theme.line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = y + _FOOT // 2
    wides = [cap_width(key) + 5 + text_width(word, Size.CAPTION) for key, word in hints]
    gap = (right - left - sum(wides)) // max(1, len(hints) - 1) if len(hints) > 2 else 16
    at = left
    for (key, word), wide in zip(hints, wides, strict=True):
        cap = draw_cap(painter, at, middle, key)
        place = QRect(at + cap + 5, middle - 8, wide, 16)
        words(painter, place, word, font(Size.CAPTION), theme.muted, Qt.AlignmentFlag.AlignVCenter)
        at += wide + gap
