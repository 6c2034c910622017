"""The curtain: covers the whole window, so that nothing of the studio is seen behind it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme


class Curtain(QWidget):
    """Holds one widget in its middle. While it is drawn the keyboard stays in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def draw_over(self, content: QWidget) -> None:
        """Cover the window with a widget; one that was shown before stays, out of sight."""
        if self._content is not None and self._content is not content:
            self._column.removeWidget(self._content)
            self._content.hide()
        if self._content is not content:
            self._content = content
            content.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
            self._column.addWidget(content)
        self.setGeometry(self._over.rect())
        self._let_reach(open_=False)
        content.show()
        self.show()
        self.raise_()
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        self._let_reach(open_=True)
        super().hideEvent(event)

    def _let_reach(self, *, open_: bool) -> None:
        """What lies behind is disabled: Tab, clicks and screen readers pass it by."""
        for child in self._over.children():
            if isinstance(child, QWidget) and child is not self and not child.isWindow():
                child.setEnabled(open_)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().window)
