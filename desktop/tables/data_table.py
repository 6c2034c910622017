"""A table of typed rows: sorting, type-ahead, copying, sums, widths that stay, emptiness."""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.domain.folding import fold
from desktop.tables.columns import Column, Figures, Kind, TableRow, said
from desktop.tables.table_model import TableModel
from desktop.tables.table_parts import CellDelegate, TableHead, TotalsLine
from desktop.theme.fonts import Size
from desktop.theme.sizes import ROW
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.painting import text_width
from desktop.widgets.row_list import TYPE_AHEAD_S
from desktop.widgets.slim_bar import SlimBar

NARROW = 8
"""A column that asks for no more holds a few letters."""
LEAST = {Kind.TEXT: 104, Kind.DATE: 152, Kind.MOMENT: 164, Kind.CLOCK: 60, Kind.MONEY: 96}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TableView(QTableView):
    """The rows alone. Enter or a double click opens one, letters look for one."""

    opened = Signal(str)
    moved = Signal(str)

    # On the class, because Qt sends events before the constructor has ended.
    _typed, _typed_at = "", float("-inf")

    def __init__(self, name: str, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = model
        self.setAccessibleName(name)
        self.setHorizontalHeader(TableHead(model, self))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW)
        self.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.doubleClicked.connect(lambda _index: self._open())
        SlimBar(self)

    def sort_by(self, column: int) -> None:
        """Sort by a column; the same once more turns it round. Figures begin with the largest."""
        model, key = self.table, self.current_key()
        falls = model.columns[column].kind.figure
        if model.sorted_by == column:
            falls = not model.descending
        order = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        model.sort(column, order)
        self.horizontalHeader().viewport().update()
        self.choose(key)

    def choose(self, key: str) -> None:
        """Move to a row."""
        at = self.table.row_of(key)
        if at >= 0:
            self.setCurrentIndex(self.table.index(at, 0))

    def current_key(self) -> str:
        """The chosen row's key, or an empty text."""
        index = self.currentIndex()
        rows = self.table.rows()
        return rows[index.row()].key if index.isValid() and index.row() < len(rows) else ""

    def chosen_text(self) -> str:
        """The chosen rows as a table that other programs take: tabs and lines."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        wide = range(len(self.table.columns))
        return "\n".join("\t".join(self.table.words(at, to) for to in wide) for at in places)

    def _open(self) -> None:
        if self.current_key():
            self.opened.emit(self.current_key())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # noqa: N802
        super().currentChanged(current, previous)
        self.moved.emit(self.current_key())

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Look in the first column: letters that follow each other make one word."""
        typing = self._typing()
        self._typed = (self._typed if typing else "") + search
        self._typed_at = monotonic()
        wanted = fold(self._typed)
        rows = self.table.rows()
        here = self.currentIndex().row()
        for step in range(0 if typing else 1, len(rows) + 1):
            at = (here + step) % len(rows)
            if fold(self.table.words(at, 0)).startswith(wanted):
                self.setCurrentIndex(self.table.index(at, 0))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.chosen_text())
        elif event.key() in _ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers()
            # Once a name is being typed its letters are the table's, not the screen's actions.
            typed = self._typing() and event.text().isalnum()
            if plain and (event.key() in _ENTER or typed):
                event.accept()
                return True
        return super().event(event)

    def _typing(self) -> bool:
        return monotonic() - self._typed_at < TYPE_AHEAD_S


class DataTable(QWidget):
    """The table with its sums and what it says when it is empty; `widths_changed` when dragged."""

    widths_changed = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        figures: Figures,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = TableModel(columns, figures, self)
        self.view = TableView(name, self.model, self)
        self.totals = TotalsLine(self.view, self.model, self)
        self._widths: tuple[int, ...] = ()
        self._fitting = False
        self.empty = empty
        if empty is not None:
            empty.setParent(self.view.viewport())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.totals)
        self.setFocusProxy(self.view)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.horizontalHeader().sectionResized.connect(self._dragged)
        self.view.viewport().installEventFilter(self)

    def show_rows(
        self,
        rows: Sequence[TableRow],
        totals: TableRow | None = None,
        *,
        figures: Figures | None = None,
        columns: Sequence[Column] | None = None,
    ) -> None:
        """Take other rows; the chosen one stays chosen where it is still there."""
        key = self.view.current_key()
        self.model.show(rows, figures, columns)
        told = said(self.model.columns, totals, self.model.figures) if totals else ""
        self.totals.show_totals(totals, told)
        if columns is not None:
            self._widths = ()
        if self.empty is not None:
            self.empty.setVisible(not rows)
        self._fit()
        self.view.choose(key)
        if not self.view.current_key() and rows:
            model = self.view.selectionModel()
            model.setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def widths(self) -> tuple[int, ...]:
        """The columns' widths in thousandths of the whole, as the person has dragged them."""
        return self._widths

    def set_widths(self, widths: Sequence[int]) -> None:
        """Give columns the widths they had; what does not fit the columns is not taken."""
        if len(widths) == len(self.model.columns):
            self._widths = tuple(widths)
            self._fit()

    def _shares(self) -> Sequence[int]:
        return self._widths or [column.wide for column in self.model.columns]

    def _fit(self) -> None:
        """Share the width among the columns; what has no room is scrolled to, and not cut."""
        head = self.view.horizontalHeader()
        self._fitting = True
        for at, wide in enumerate(self._wanted(self.view.viewport().width())):
            head.resizeSection(at, wide)
        self._fitting = False
        if self.empty is not None:
            self.empty.setGeometry(self.view.viewport().rect())
        self.totals.update()

    def _wanted(self, whole: int) -> list[int]:
        """A width for each column: its share, but never less than its figures need."""
        shares = self._shares()
        if self._widths:
            return [max(48, whole * share // max(1, sum(shares))) for share in shares]
        least = [least_wide(column) for column in self.model.columns]
        left, found, rest = whole, [0] * len(least), sum(shares)
        # those whose share is too small take their least first, the others share what is left
        for at in sorted(range(len(least)), key=lambda one: shares[one] / least[one]):
            found[at] = max(least[at], left * shares[at] // max(1, rest))
            left, rest = max(0, left - found[at]), rest - shares[at]
        return found

    def _dragged(self, *_: int) -> None:
        if self._fitting:
            return
        head = self.view.horizontalHeader()
        whole = max(1, sum(head.sectionSize(at) for at in range(head.count())))
        count = len(self.model.columns)
        self._widths = tuple(head.sectionSize(at) * 1000 // whole for at in range(count))
        self.widths_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        # The rows get their room after the table has its own.
        if event.type() == QEvent.Type.Resize and not self._fitting:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()


def least_wide(column: Column) -> int:
    """What a column needs, so that neither its title nor its figures are cut."""
    least = 56 if column.wide <= NARROW else LEAST.get(column.kind, 64)
    return max(least, text_width(column.title, Size.CAPTION, bold=True) + 20)
