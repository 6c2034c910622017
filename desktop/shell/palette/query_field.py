"""The field of the palette: bare text on the overlay, arrows and Enter handed on."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class QueryField(QLineEdit):
    """`entered(True)` is Ctrl+Enter."""

    moved = Signal(int)
    entered = Signal(bool)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Search field"))
        self.setPlaceholderText(name)
        self.setFont(font(Size.SECTION))
        self.setFrame(False)
        self.setStyleSheet(
            "QLineEdit { border: 0; background: transparent; padding: 0; min-height: 48px; }"
        )
        self.setTextMargins(30, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        at = QPoint(0, self.height() // 2 - 10)
        draw_icon(brush(self), "search", at, 20, current_theme().accent)
