"""Typed keys and clicks for tests of the desk."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
    """Press and let go one key."""
    QTest.keyClick(widget, key, modifier)


def type_text(widget: QWidget, text: str) -> None:
    """Type a text key by key."""
    QTest.keyClicks(widget, text)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click with the left button, in the middle or at a place."""
    place = at if at is not None else widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NONE, place)


def show_active(window: QWidget) -> None:
    """Show a window and wait until keys reach it."""
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 5000)
    QApplication.processEvents()
