"""How a table is painted: its head, its cells, the line of its sums."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.tables.columns import TableRow
from desktop.tables.table_model import Index, TableModel
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, GROUP_HEAD, ROW
from desktop.widgets.painting import LEFT, RIGHT, box, rule_line, text_width, words


def room_of(rect: QRect, at: int, last: int) -> QRect:
    """What a cell may write on: the outer columns keep the page's distance from the edge."""
    left = GAP_L if at == 0 else GAP_S
    return rect.adjusted(left, 0, -(GAP_L if at == last else GAP_S), -1)


class TableHead(QHeaderView):
    """Names of the columns; a click, or Enter on one, sorts by it. An arrow says which way."""

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setFixedHeight(GROUP_HEAD)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:  # noqa: N802
        theme = current_theme()
        columns = self._table.columns
        painter.save()
        painter.fillRect(rect, theme.window)
        y = rect.bottom()
        rule_line(painter, QPointF(rect.x(), y), QPointF(rect.right() + 1, y), theme.line)
        if at < len(columns):
            column = columns[at]
            place = room_of(rect, at, len(columns) - 1)
            sorted_here = at == self._table.sorted_by
            ink = theme.strong if sorted_here else theme.muted
            if sorted_here:
                place = self._arrow(painter, place, column.title, column.kind.figure)
            align = RIGHT if column.kind.figure else LEFT
            words(painter, place, column.title, font(Size.CAPTION, sorted_here), ink, align)
        painter.restore()

    def _arrow(self, painter: QPainter, place: QRect, title: str, right: bool) -> QRect:
        """Paint the arrow beside the title, and give the room that is left."""
        wide = min(place.width() - 12, text_width(title, Size.CAPTION, bold=True))
        x = place.right() - wide - 10 if right else place.x() + wide + 4
        y = place.center().y()
        up = -2 if self._table.descending else 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current_theme().strong)
        painter.drawPolygon(
            QPolygon([QPoint(x, y + up), QPoint(x + 6, y + up), QPoint(x + 3, y - up)])
        )
        return place.adjusted(12, 0, 0, 0) if right else place.adjusted(0, 0, -12, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current_theme().window)
        painter.end()
        super().paintEvent(event)


class CellDelegate(QStyledItemDelegate):
    """A cell; the whole row is chosen, so selection reaches over all of them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, TableModel)  # noqa: S101
        theme = current_theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.accent_tint)
            if index.column() == 0:
                painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), theme.accent)
        y = rect.bottom()
        rule_line(painter, QPointF(rect.x(), y), QPointF(rect.right() + 1, y), theme.line)
        column = model.columns[index.column()]
        bold = column.strong or index.column() == 0
        ink = theme.strong if bold else theme.text
        place = room_of(rect, index.column(), len(model.columns) - 1)
        align = RIGHT if column.kind.figure else LEFT
        text = model.words(index.row(), index.column())
        words(painter, place, text, font(bold=column.strong), ink, align)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(80, ROW)


class TotalsLine(QWidget):
    """The sums below a table, each under its column."""

    def __init__(self, view: QTableView, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._model = view, model
        self._totals: TableRow | None = None
        self.setFixedHeight(ROW + 4)
        self.hide()
        head = view.horizontalHeader()
        head.sectionResized.connect(lambda *_: self.update())
        view.horizontalScrollBar().valueChanged.connect(lambda *_: self.update())

    def show_totals(self, totals: TableRow | None, said: str) -> None:
        """Show sums; None hides the line."""
        self._totals = totals
        self.setVisible(totals is not None)
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        theme = current_theme()
        box(painter, self.rect(), 0, theme.window)
        rule_line(painter, QPointF(0, 0), QPointF(self.width(), 0), theme.line_strong)
        if self._totals is None:
            return
        head = self._view.horizontalHeader()
        columns = self._model.columns
        for at, (column, text) in enumerate(zip(columns, self._words(), strict=True)):
            rect = QRect(head.sectionViewportPosition(at), 1, head.sectionSize(at), self.height())
            align = RIGHT if column.kind.figure else LEFT
            place = room_of(rect, at, len(columns) - 1)
            words(painter, place, text, font(bold=True), theme.strong, align)

    def _words(self) -> Sequence[str]:
        assert self._totals is not None  # noqa: S101
        return [
            "" if value is None else self._model.figures.words(column.kind, value)
            for column, value in zip(self._model.columns, self._totals.cells, strict=True)
        ]
