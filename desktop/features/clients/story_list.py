"""Lines that tell what happened, newest first: history, notes, payments, the life of a credit."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.features.clients.model import LedgerLine, StoryLine
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow

TALL, _WHEN = 48, 48


class StoryRow(ListRow, frozen=True, kw_only=True):
    """When, mark, what, remark, and figures at the right."""

    when: str
    icon: str
    tone: Tone
    text: str
    note: str
    figure: str = ""
    after: str = ""


class StoryDelegate(RowDelegate):
    """Two lines a row; figures stand in line."""

    def __init__(self, when_wide: int) -> None:
        super().__init__()
        self._when = when_wide

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        if not isinstance(row, StoryRow):
            return
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        when = QRect(inner.x(), inner.y(), self._when - 4, inner.height())
        words(painter, when, row.when, font(Size.CAPTION), theme.muted)
        left = inner.x() + self._when
        tint = meaning_of(theme, row.tone).text
        draw_icon(painter, row.icon, QPoint(left, inner.center().y() - 7), 16, tint)
        left += 24
        right = inner.right() + 1 - self._figures(painter, inner, row)
        top = QRect(left, inner.y() + 5, right - left, 20)
        words(painter, top, row.text, font(), theme.strong)
        words(painter, top.translated(0, 18), row.note, font(Size.CAPTION), theme.muted)

    def _figures(self, painter: QPainter, inner: QRect, row: StoryRow) -> int:
        theme = current_theme()
        if not row.figure and not row.after:
            return 0
        after = 72 if row.after else 0
        if row.after:
            words(painter, inner, row.after, font(Size.CAPTION), theme.muted, RIGHT)
        place = inner.adjusted(0, 0, -after, 0)
        words(painter, place, row.figure, font(bold=True), theme.strong, RIGHT)
        return after + text_width(row.figure, bold=True) + GAP_S


class StoryList(RowList):
    """As tall as its rows: the page scrolls, not the list."""

    def __init__(self, name: str, when_wide: int = _WHEN, parent: QWidget | None = None) -> None:
        super().__init__(name, StoryDelegate(when_wide), None, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, rows: Sequence[StoryRow]) -> None:
        """Take other lines."""
        self.show_rows(rows)
        self.setFixedHeight(sum(row.tall for row in rows))


def story_rows(lines: Sequence[StoryLine], *, brief: bool = False) -> list[StoryRow]:
    """History, notes or payments as rows; `brief` where the column of time is narrow."""
    return [
        StoryRow(
            key=line.entry_id,
            said=", ".join(p for p in (line.when, line.text, line.note, line.amount) if p),
            tall=TALL,
            when=(line.brief or line.when) if brief else line.when,
            icon=line.icon,
            tone=line.tone,
            text=line.text,
            note=line.note,
            figure=line.amount,
        )
        for line in lines
    ]


def ledger_rows(lines: Sequence[LedgerLine]) -> list[StoryRow]:
    """The life of a pass's credits as rows."""
    return [
        StoryRow(
            key=line.entry_id,
            said=", ".join(
                p for p in (line.when, line.text, line.note, line.change, line.balance) if p
            ),
            tall=TALL,
            when=line.when,
            icon=line.icon,
            tone=line.tone,
            text=line.text,
            note=line.note,
            figure=line.change,
            after=line.balance,
        )
        for line in lines
    ]
