"""A page or panel that says which of its parts the keyboard goes to first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """Not by a focus proxy: Tab would jump from before the page to that part, and what lies
    between could never be reached."""

    _first: QWidget | None = None

    def set_first(self, part: QWidget) -> None:
        """Which part gets the keyboard when the page does."""
        self._first = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Give the keyboard to the first part."""
        if self._first is None:
            super().setFocus(reason)
        else:
            self._first.setFocus(reason)
