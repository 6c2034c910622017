"""A list of painted rows: keyboard movement, type-ahead, parts that can be clicked, emptiness."""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.theme.mirror import place_of, turn
from desktop.theme.palette import current_theme
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.painting import rule_line
from desktop.widgets.row_model import ROW_ROLE, Index, ListRow, RowModel
from desktop.widgets.slim_bar import SlimBar

TYPE_AHEAD_S = 1.0


class RowDelegate(QStyledItemDelegate):
    """Paints ground, selection and line; a list's own delegate paints what stands on it."""

    lines = True

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        """Paint one row's content."""
        raise NotImplementedError

    def parts(self, _rect: QRect, _row: ListRow) -> dict[str, QRect]:
        """Places in a row that can be clicked by themselves, by name."""
        return {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        row = index.data(ROW_ROLE)
        return QSize(80, row.tall if isinstance(row, ListRow) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ListRow):
            return
        theme = current_theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if option.direction == Qt.LayoutDirection.RightToLeft:
            turn(painter, rect)
        if not row.selectable:
            painter.fillRect(rect, theme.window)
        elif chosen:
            painter.fillRect(rect, theme.accent_tint)
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        self.draw(painter, rect, row, chosen)
        if self.lines:
            y = rect.bottom()
            rule_line(painter, QPointF(rect.x(), y), QPointF(rect.right(), y), theme.line)
        painter.restore()


class RowList(QListView):
    """Rows by key. Enter or double click opens, arrows move over what can be selected."""

    opened = Signal(str)
    moved = Signal(str)
    part_clicked = Signal(str, str)

    # On the class, because Qt sends events before the constructor has ended.
    _typed_at = float("-inf")

    def __init__(
        self,
        name: str,
        delegate: RowDelegate,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = RowModel(self)
        self._delegate = delegate
        delegate.setParent(self)
        self._empty = empty
        self.setModel(self.rows)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._open)
        SlimBar(self)
        if empty is not None:
            empty.setParent(self.viewport())
            empty.setVisible(True)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Take other rows and keep the place by key; the first row is chosen where it is gone."""
        place = self.current_key()
        line = self.currentIndex().row()
        self.rows.show(rows)
        if self._empty is not None:
            self._empty.setVisible(not rows)
        if place and self.current_key() != place:
            self._return_to(place, line)

    def choose(self, key: str) -> None:
        """Move to a row."""
        self.setCurrentIndex(self.rows.index_of(key))

    def current_key(self) -> str:
        """The chosen row's key, or an empty text."""
        row = self.rows.row_at(self.currentIndex())
        return row.key if row else ""

    def step(self, by: int) -> None:
        """Move by rows that can be selected, as arrows do from a search box."""
        able = [at for at, row in enumerate(self.rows.rows()) if row.selectable]
        if not able:
            return
        here = self.currentIndex().row()
        nearest = min(range(len(able)), key=lambda at: abs(able[at] - here))
        at = nearest if here < 0 else max(0, min(len(able) - 1, nearest + by))
        self.setCurrentIndex(self.rows.index(able[at]))

    def _return_to(self, key: str, line: int) -> None:
        index = self.rows.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            return
        able = [at for at, row in enumerate(self.rows.rows()) if row.selectable]
        if able:
            self.setCurrentIndex(self.rows.index(min(able, key=lambda at: abs(at - line))))

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row and row.selectable:
            self.opened.emit(row.key)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        row = self.rows.row_at(current)
        self.moved.emit(row.key if row else "")

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        self._typed_at = monotonic()
        super().keyboardSearch(search)

    def event(self, event: QEvent) -> bool:
        # Once a name is being typed its letters belong to the list, not to the screen's actions.
        typing = monotonic() - self._typed_at < TYPE_AHEAD_S
        if event.type() == QEvent.Type.ShortcutOverride and typing:
            assert isinstance(event, QKeyEvent)  # noqa: S101
            if event.text().isalpha() and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row_at(index)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        for name, place in self._delegate.parts(self.visualRect(index), row).items():
            if place.contains(place_of(event, self.viewport())):
                self.part_clicked.emit(row.key, name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
