"""The list of what can be ticked: Space ticks, what cannot be ticked is greyed and says why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from desktop.saying import tr
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, RADIUS_SMALL, ROW_TWO_LINES
from desktop.widgets.choice_panel import Choice, draw_choice
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.painting import box
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow

_BOX = 18
_ALL = "line"


class TickRow(ListRow, frozen=True, kw_only=True):
    """One line, whether it is ticked, and what speaks against ticking it."""

    line: Choice
    ticked: bool = False
    against: str = ""


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, TickRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        at = QRect(inner.x(), inner.center().y() - _BOX // 2 + 1, _BOX, _BOX)
        if row.ticked:
            box(painter, at, RADIUS_SMALL, theme.accent_fill)
            draw_icon(painter, "check", at.topLeft() + QPoint(2, 2), 14, theme.on_accent)
        else:
            edge = theme.line_strong if row.against else theme.control
            box(painter, at, RADIUS_SMALL, theme.panel, edge)
        rest = inner.adjusted(_BOX + GAP_S, 0, 0, 0)
        draw_choice(painter, rest, row.line, bold=chosen or row.ticked, against=row.against)

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
        self, lines: Sequence[Choice], ticked: Sequence[str], against: Mapping[str, str]
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
