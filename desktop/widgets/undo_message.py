"""Messages that name what was done and offer to take it back (U-27)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_S
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Label
from desktop.widgets.shadow import MARGIN, draw_floating

STAYS_MS = 8000
MOST_AT_ONCE = 5


class UndoMessage(QWidget):
    """One message. It never takes the focus; it rests while the pointer is on it."""

    undone = Signal()
    gone = Signal()

    def __init__(
        self, text: str, undo: bool = True, stays_ms: int = STAYS_MS, words: str = ""
    ) -> None:
        """`text` may hold <b>, with everything from people escaped by the caller. `words` name
        another act than undo."""
        super().__init__()
        self._undo = undo
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN + 40, MARGIN + 4, MARGIN + 4, MARGIN + 4)
        row.setSpacing(GAP_S)
        self.label = Label(text)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        row.addWidget(self.label)
        if undo:
            self.undo_button = Button(
                words or self.tr("Undo"), key="" if words else "Ctrl+Z", kind=Kind.LINK
            )
            self.undo_button.clicked.connect(self._take_back)
            row.addWidget(self.undo_button)
        self.close_button = Button.icon_only("x", self.tr("Close message"), kind=Kind.QUIET)
        self.close_button.clicked.connect(self.leave)
        row.addWidget(self.close_button)
        self.setAccessibleName(text.replace("<b>", "").replace("</b>", ""))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays_ms)
        self._timer.timeout.connect(self.leave)
        self._timer.start()

    def _take_back(self) -> None:
        self.undone.emit()
        self.leave()

    def leave(self) -> None:
        """Go now, since it no longer holds."""
        self._timer.stop()
        self.gone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._timer.start()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        edge = MARGIN
        draw_floating(painter, QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))
        icon = "undo-2" if self._undo else "check"
        at = QPoint(MARGIN + 12, self.height() // 2 - 8)
        draw_icon(painter, icon, at, 16, current_theme().muted)


class MessageStack(QWidget):
    """The messages at the bottom left of a window, newest lowest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._messages: list[UndoMessage] = []
        self.hide()

    def say(
        self, text: str, undo: Callable[[], None] | None = None, words: str = ""
    ) -> UndoMessage:
        """Show what was done; `undo` takes it back, or does what `words` say."""
        message = UndoMessage(text, undo is not None, words=words)
        if undo is not None:
            message.undone.connect(undo)
        message.gone.connect(lambda: self._drop(message))
        self._messages.append(message)
        message.setParent(self)
        message.show()
        if len(self._messages) > MOST_AT_ONCE:
            self._messages[0].leave()  # whoever keeps it hears that it is gone
        self._fit()
        return message

    def messages(self) -> list[UndoMessage]:
        """What is on show, oldest first."""
        return list(self._messages)

    def place(self, left: int, bottom: int) -> None:
        """Stand with the visible edge of the lowest message at this corner."""
        self.move(left - MARGIN, bottom + MARGIN - self.height())

    def _drop(self, message: UndoMessage) -> None:
        if message in self._messages:
            self._messages.remove(message)
            message.hide()
            message.deleteLater()
            self._fit()

    def _fit(self) -> None:
        bottom = self.geometry().bottom() + 1
        top, wide = 0, 0
        for message in self._messages:
            message.adjustSize()
            message.move(0, top)
            wide = max(wide, message.width())
            top += message.height() + GAP_S - 2 * MARGIN  # shadows lie over each other
        self.resize(wide, top + 2 * MARGIN - GAP_S)
        self.move(self.x(), bottom - self.height())
        self.setVisible(bool(self._messages))
        self.raise_()
