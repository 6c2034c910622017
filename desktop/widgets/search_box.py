"""A search field with its icon and key; it tells what was typed once typing rests."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.widgets.keycap import cap_width, draw_cap

DEBOUNCE_MS = 150
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class SearchBox(QLineEdit):
    """`searched` after a rest of 150 ms, `moved` for arrows, `entered` for Enter (U-04)."""

    searched = Signal(str)
    moved = Signal(int)
    entered = Signal(str)
    left = Signal()

    def __init__(self, hint: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(32)
        right = cap_width(key) + 8 if key else 0
        self.setTextMargins(24, 0, right, 0)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DEBOUNCE_MS)
        self._rest.timeout.connect(self._tell)
        self.textEdited.connect(self._rest.start)

    def _tell(self) -> None:
        self.searched.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._rest.isActive():
                self._rest.stop()
                self._tell()
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self._rest.stop()
        if self.text():
            self.clear()
            self._tell()
        else:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = brush(self)
        middle = self.height() // 2
        draw_icon(painter, "search", QPoint(10, middle - 8), 16, current_theme().muted)
        if self._key and not self.text():
            draw_cap(painter, self.width() - cap_width(self._key) - 8, middle, self._key)
