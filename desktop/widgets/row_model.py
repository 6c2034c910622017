"""Rows of a list as frozen values, kept apart by key so that a reload keeps the place."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.theme.sizes import ROW

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class ListRow(Struct, frozen=True, kw_only=True):
    """The least that a list must know of a row; each list adds what it paints.

    `said` is what a screen reader says and what type-ahead compares.
    """

    key: str
    said: str
    tall: int = ROW
    selectable: bool = True


class RowModel(QAbstractListModel):
    """Rows of one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show(self, rows: Sequence[ListRow]) -> None:
        """Take other rows. Same keys in the same order only repaint what differs."""
        new = tuple(rows)
        old = self._rows
        if [row.key for row in old] == [row.key for row in new]:
            self._rows = new
            for at, (was, now) in enumerate(zip(old, new, strict=True)):
                if was != now:
                    self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def rows(self) -> tuple[ListRow, ...]:
        """All rows."""
        return self._rows

    def row_at(self, index: Index) -> ListRow | None:
        """The row behind an index."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """The place of a key, or an invalid index."""
        for at, row in enumerate(self._rows):
            if row.key == key:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.said
        return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or not row.selectable:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
