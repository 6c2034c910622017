"""The panel on the right for what is selected. It narrows the screen and never covers it."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, SIDE_PANEL
from desktop.widgets.button import Button, Kind
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import rule_line

_LEAST, _SHARE = 376, 0.36


class SidePanel(QWidget):
    """Holds one content widget at a time; Esc inside it asks to close."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(SIDE_PANEL)
        self.setAccessibleName(self.tr("Side panel"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._content: QWidget | None = None
        self.hide()

    def fit(self, window_wide: int) -> None:
        """Give way where the window is narrow, so that the screen beside it stays usable."""
        self.setFixedWidth(min(SIDE_PANEL, max(_LEAST, round(window_wide * _SHARE))))

    def content(self) -> QWidget | None:
        """What is shown, if anything."""
        return self._content

    def adopt(self, content: QWidget) -> None:
        """Keep a widget out of sight until it is opened, so that it ends with the window.

        One without a parent would end whenever Python collects it, part by part, while Qt may
        still ask it for its size.
        """
        content.hide()
        content.setParent(self)

    def open(self, content: QWidget) -> None:
        """Show a widget; the one before stays with the panel, out of sight."""
        if self._content is content:
            self.show()
            return
        self._take_out()
        self._content = content
        self._column.addWidget(content)
        content.show()
        self.show()

    def dismiss(self) -> None:
        """Give the width back to the screen."""
        if self._content is None:
            return
        self._take_out()
        self.hide()
        self.closed.emit()

    def _take_out(self) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content = None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        rule_line(painter, QPointF(0, 0), QPointF(0, self.height()), theme.line_strong)


class PanelHead(QWidget):
    """A panel's title line: title, room for tools, close with its key."""

    close_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, GAP_S, GAP_L, 0)
        row.setSpacing(GAP_S)
        self.lead = QHBoxLayout()
        row.addLayout(self.lead)
        self.title = Label(title, Size.PAGE, bold=True, ink=Ink.STRONG)
        row.addWidget(self.title)
        row.addStretch(1)
        self.tools = QHBoxLayout()
        row.addLayout(self.tools)
        close = Button.icon_only("x", self.tr("Close panel"), kind=Kind.QUIET)
        close.clicked.connect(self.close_asked)
        self._closing = (close, KeyHint([("Esc", "")]))
        for part in self._closing:
            row.addWidget(part)

    def bar_closing(self) -> None:
        """A panel that cannot be left shows no way to."""
        for part in self._closing:
            part.hide()
