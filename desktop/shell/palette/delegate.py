"""Painting of palette lines: headings, rows with what was typed marked, state, key."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.shell.palette.folding import spans
from desktop.shell.palette.rows import PaletteLine, PaletteRow
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, GAP_L, GAP_M
from desktop.widgets.badge import draw_badge
from desktop.widgets.keycap import cap_width, draw_cap
from desktop.widgets.painting import metrics, text_width, words
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow


def pieces(title: str, query: str) -> list[tuple[str, bool]]:
    """The title cut into runs; True marks what was typed."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, size in spans(title, query):
        cut += [(title[at:start], False), (title[start : start + size], True)]
        at = start + size
    return [(text, typed) for text, typed in (*cut, (title[at:], False)) if text]


class PaletteDelegate(RowDelegate):
    """Lines of the palette."""

    lines = False

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, PaletteLine)  # noqa: S101
        inner = rect.adjusted(GAP_L, 0, -GAP_L, 0)
        if row.row is None:
            self._head(painter, rect, inner, row)
        else:
            right = self._right(painter, inner, row.row, chosen)
            self._left(painter, inner, right, row.row, row.query)

    def _head(self, painter: QPainter, rect: QRect, inner: QRect, line: PaletteLine) -> None:
        theme = current_theme()
        painter.fillRect(rect, theme.overlay)
        bold = font(Size.CAPTION, bold=True)
        words(painter, inner, line.head, bold, theme.text)
        beside = inner.adjusted(text_width(line.head, Size.CAPTION, bold=True) + 8, 0, 0, 0)
        words(painter, beside, line.count, font(Size.CAPTION), theme.muted)

    def _right(self, painter: QPainter, inner: QRect, row: PaletteRow, chosen: bool) -> int:
        theme = current_theme()
        right = inner.right() + 1
        middle = inner.center().y()
        keys = row.keys or ("Enter" if chosen else "")
        if keys:
            right -= cap_width(keys)
            draw_cap(painter, right, middle, keys)
            right -= GAP_M
        if row.state:
            tint = meaning_of(theme, row.state_tone).text
            wide = text_width(row.state, Size.CAPTION)
            place = QRect(right - wide, inner.y(), wide, inner.height())
            words(painter, place, row.state, font(Size.CAPTION), tint)
            right -= wide
            if row.state_icon:
                right -= 18
                draw_icon(painter, row.state_icon, QPoint(right, middle - 7), 14, tint)
            right -= GAP_M
        return right

    def _left(
        self, painter: QPainter, inner: QRect, right: int, row: PaletteRow, query: str
    ) -> None:
        theme = current_theme()
        middle = inner.center().y()
        if row.letter:
            place = QRect(inner.x(), middle - BADGE // 2, BADGE, BADGE)
            draw_badge(painter, place, row.letter)
        else:
            draw_icon(painter, row.icon, QPoint(inner.x(), middle - 7), 16, theme.muted)
        left = inner.x() + 32
        for text, typed in pieces(row.title, query):
            wide = metrics(Size.BODY, typed).horizontalAdvance(text)
            place = QRect(left, inner.y(), min(int(wide) + 1, right - left), inner.height())
            words(painter, place, text, font(bold=typed), theme.strong)
            if typed:
                painter.fillRect(QRect(left, middle + 9, int(wide), 2), theme.strong)
            left += int(wide)
        left += GAP_M
        note = QRect(left, inner.y(), max(0, right - left), inner.height())
        words(painter, note, row.note, font(Size.CAPTION), theme.muted)
