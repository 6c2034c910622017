"""Reads a screen anew once a frame, and only while it is in view."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

FRAME_MS = 16
OLD_S = 10.0


class Reload(QObject):
    """`ask` as often as you like: what is out of view waits until it is shown."""

    def __init__(self, view: QWidget, read: Callable[[], object]) -> None:
        super().__init__(view)
        self._view = view
        self._read = read
        self._stale = False
        self._read_at = float("-inf")
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._now)
        view.installEventFilter(self)

    def ask(self) -> None:
        """What is shown has changed."""
        self._stale = True
        if self._view.isVisible() and not self._frame.isActive():
            self._frame.start()

    def look(self) -> None:
        """It comes into view: read at once what has changed, or what time has made old."""
        if self._stale or monotonic() - self._read_at > OLD_S:
            self._read()
            self.done()

    def done(self) -> None:
        """It was just read."""
        self._stale = False
        self._read_at = monotonic()
        self._frame.stop()

    def stale(self) -> bool:
        """Whether something changed that is not shown yet."""
        return self._stale

    def _now(self) -> None:
        if self._stale and self._view.isVisible():
            self._read()
            self.done()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._view and event.type() == QEvent.Type.Show and self._stale:
            self._frame.start()
        return False
