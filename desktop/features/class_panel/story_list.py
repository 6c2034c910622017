"""Notes and history of the class as lists of two lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from desktop.features.class_panel.model import HistoryLine, NoteLine
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, ROW_TWO_LINES
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate
from desktop.widgets.row_model import ListRow

_WHEN = 72


class StoryRow(ListRow, frozen=True, kw_only=True):
    """When, a mark, what, by whom."""

    when: str
    icon: str
    tone: Tone
    text: str
    by: str


class StoryDelegate(RowDelegate):
    """Paints a row of notes or history."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        assert isinstance(row, StoryRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        left = inner.x()
        if row.when:
            when = QRect(left, inner.y(), _WHEN, inner.height())
            words(painter, when, row.when, font(Size.CAPTION), theme.muted)
            left += _WHEN
        tint = meaning_of(theme, row.tone).text
        draw_icon(painter, row.icon, QPoint(left, inner.center().y() - 7), 16, tint)
        left += 26
        top = QRect(left, inner.y() + 4, inner.right() - left, 20)
        words(painter, top, row.text, font(), theme.strong)
        words(painter, top.translated(0, 19), row.by, font(Size.CAPTION), theme.muted)


def note_rows(notes: Sequence[NoteLine]) -> list[StoryRow]:
    """Notes as rows."""
    return [
        StoryRow(
            key=n.note_id,
            said=f"{n.text}, {n.by}",
            tall=ROW_TWO_LINES,
            when="",
            icon="notebook-pen",
            tone=Tone.NEUTRAL,
            text=n.text,
            by=n.by,
        )
        for n in notes
    ]


def history_rows(lines: Sequence[HistoryLine]) -> list[StoryRow]:
    """History as rows."""
    return [
        StoryRow(
            key=h.entry_id,
            said=f"{h.when}, {h.text}, {h.by}",
            tall=ROW_TWO_LINES,
            when=h.when,
            icon=h.icon,
            tone=h.tone,
            text=h.text,
            by=h.by,
        )
        for h in lines
    ]
