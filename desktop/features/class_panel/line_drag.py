"""Dragging somebody along the waitlist: a line shows where they would come (WL-1, U-42)."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from desktop.features.class_panel.roster_rows import WaitRow
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L
from desktop.widgets.row_list import RowList


class _Mark(QWidget):
    """The line between two who wait."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(6)
        self.hide()

    def paintEvent(self, _event: QEvent) -> None:  # noqa: N802
        painter = brush(self)
        painter.setPen(QPen(current_theme().accent, 2))
        painter.drawLine(QPointF(GAP_L, 3), QPointF(self.width() - GAP_L, 3))


class LineDrag(QObject):
    """`dropped` carries the client and the place that they are put at, the first is 1."""

    dropped = Signal(str, int)

    def __init__(self, roster: RowList) -> None:
        super().__init__(roster)
        self._roster = roster
        self._mark = _Mark(roster.viewport())
        self._from: tuple[QPoint, WaitRow] | None = None
        self._to = 0
        roster.viewport().installEventFilter(self)

    def under_way(self) -> bool:
        """Whether somebody is being dragged."""
        return self._mark.isVisible()

    def stop(self) -> None:
        """Leave the line as it was."""
        self._from, self._to = None, 0
        self._mark.hide()
        self._roster.viewport().unsetCursor()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            row = self._roster.rows.row_at(self._roster.indexAt(at))
            self._from = (at, row) if isinstance(row, WaitRow) else None
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            far = (at - self._from[0]).manhattanLength() >= QApplication.startDragDistance()
            if far or self.under_way():
                self._show(at)
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._drop()
        return False

    def _show(self, at: QPoint) -> None:
        """Where the pointer is between: before the first whose middle is below it."""
        waiting = self._waiting()
        below = [n for n, (_, middle, _) in enumerate(waiting) if middle > at.y()]
        self._to = below[0] if below else len(waiting)
        top = waiting[self._to][0] if below else waiting[-1][2]
        self._mark.setGeometry(0, top - 3, self._roster.viewport().width(), 6)
        self._mark.show()
        self._roster.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _waiting(self) -> list[tuple[int, int, int]]:
        """Top, middle and bottom of each who waits."""
        roster = self._roster
        rects = [
            roster.visualRect(roster.rows.index_of(row.key))
            for row in roster.rows.rows()
            if isinstance(row, WaitRow)
        ]
        return [(r.top(), r.center().y(), r.bottom() + 1) for r in rects]

    def _drop(self) -> None:
        held, to, moved = self._from, self._to, self.under_way()
        self.stop()
        if held is None or not moved:
            return
        line = held[1].line
        place = to + 1 if to < line.place else to
        if place != line.place:
            self.dropped.emit(line.client_id, place)
