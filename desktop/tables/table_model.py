"""Rows of a table, sorted as the person likes, kept apart by key."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.domain.folding import fold
from desktop.tables.columns import Column, Figures, TableRow, Value

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """`sort` by a column again turns the order round; equal rows keep theirs."""

    def __init__(self, columns: Sequence[Column], figures: Figures, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.figures = figures
        self._given: tuple[TableRow, ...] = ()
        self._rows: tuple[TableRow, ...] = ()
        self.sorted_by = -1
        self.descending = False

    def show(
        self,
        rows: Sequence[TableRow],
        figures: Figures | None = None,
        columns: Sequence[Column] | None = None,
    ) -> None:
        """Take other rows, and other columns where they are given."""
        self.beginResetModel()
        if columns is not None and tuple(columns) != self.columns:
            self.columns = tuple(columns)
            self.sorted_by = -1
        self.figures = figures or self.figures
        self._given = tuple(rows)
        self._order()
        self.endResetModel()

    def rows(self) -> tuple[TableRow, ...]:
        """The rows in the order that is seen."""
        return self._rows

    def row_of(self, key: str) -> int:
        """The place of a key; -1 where it is not."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def words(self, row: int, column: int) -> str:
        """A cell as it is shown."""
        return self.figures.words(self.columns[column].kind, self._rows[row].cells[column])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self.sorted_by = column
        self.descending = order == Qt.SortOrder.DescendingOrder
        self._order()
        self.layoutChanged.emit()

    def _order(self) -> None:
        self._rows = self._given
        if 0 <= self.sorted_by < len(self.columns):
            at = self.sorted_by
            self._rows = tuple(
                sorted(self._given, key=lambda row: _key(row.cells[at]), reverse=self.descending)
            )

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(_Role.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role in {_Role.DisplayRole, _Role.AccessibleTextRole}:
            return self.words(index.row(), index.column())
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = int(_Role.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role in {_Role.DisplayRole, _Role.AccessibleTextRole}:
            return self.columns[section].title
        return None


def _key(value: Value) -> tuple[int, int, str]:
    """Nothing comes first, then figures, then texts without regard to case and accents."""
    if value is None:
        return 0, 0, ""
    return (1, value, "") if isinstance(value, int) else (2, 0, fold(value))
