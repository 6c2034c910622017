"""The list of what can be ticked: Space ticks, what cannot be ticked is greyed and says why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from desktop.features.several.model import Line
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, GAP_L, GAP_S, RADIUS_SMALL, ROW_TWO_LINES
from desktop.widgets.badge import draw_badge
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.painting import RIGHT, box, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow

_BOX = 18
_ALL = "line"


class TickRow(ListRow, frozen=True, kw_only=True):
    """One line, whether it is ticked, and what speaks against ticking it."""

    line: Line
    ticked: bool = False
    against: str = ""


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, TickRow)  # noqa: S101
        theme = current_theme()
        one = row.line
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        at = QRect(inner.x(), inner.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        if row.ticked:
            box(painter, at, RADIUS_SMALL, theme.accent_fill)
            draw_icon(painter, "check", at.topLeft() + QPoint(2, 2), 14, theme.on_accent)
        else:
            edge = theme.line_strong if row.against else theme.control
            box(painter, at, RADIUS_SMALL, theme.panel, edge)
        left = at.right() + 1 + GAP_S
        if one.service:
            badge = QRect(left, inner.center().y() - BADGE // 2 + 1, BADGE, BADGE)
            draw_badge(painter, badge, one.letter, one.service)
            left = badge.right() + 1 + GAP_S
        words(painter, inner, one.side, font(bold=one.strong_side), theme.text, RIGHT)
        wide = inner.right() - left - text_width(one.side, bold=True) - GAP_S
        top = QRect(left, inner.y() + 4, wide, 20)
        ink = theme.muted if row.against else theme.strong
        words(painter, top, one.title, font(bold=chosen or row.ticked), ink)
        note, ink = (row.against, theme.attention.text) if row.against else (one.note, theme.muted)
        words(painter, top.translated(0, 18), note, font(Size.CAPTION), ink)

    def parts(self, rect: QRect, _row: ListRow) -> dict[str, QRect]:
        return {_ALL: rect}


class TickList(RowList):
    """`toggled` carries a line's key; Enter is `done`, Esc `left`."""

    toggled = Signal(str)
    done = Signal()
    left = Signal()

    def __init__(self, name: str, empty: EmptyState) -> None:
        super().__init__(name, _Delegate(), empty)
        self.part_clicked.connect(lambda key, _part: self.toggled.emit(key))

    def show_lines(
        self, lines: Sequence[Line], ticked: Sequence[str], against: Mapping[str, str]
    ) -> None:
        """Take lines with their state."""
        rows = []
        for one in lines:
            on, why = one.key in ticked, against.get(one.key, "")
            state = tr("ticked") if on else why
            said = ", ".join(part for part in (one.title, one.note, one.side, state) if part)
            rows.append(
                TickRow(
                    key=one.key, said=said, tall=ROW_TWO_LINES, line=one, ticked=on, against=why
                )
            )
        self.show_rows(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and self.current_key():
            self.toggled.emit(self.current_key())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
