"""Watches how long the GUI thread is busy in one go (U-91).

It counts the processor time of the thread, so that a busy machine does not fail a test; what the
thread waits for (a disk, a lock) is not counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

from PySide6.QtCore import Qt, QTimer


class Watchdog:
    """Stretches of work of the GUI thread in milliseconds, each with what was being done.

    A timer beats each millisecond: the time the thread spent between two beats is one stretch.
    """

    def __init__(self) -> None:
        self.stretches: list[tuple[float, str]] = []
        self._doing = ""
        self._last = thread_time()
        self._beat = QTimer()
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._mark)
        self._beat.start(1)

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """A person's act; what it leaves to the event loop goes by its name, too."""
        self._mark()
        self._doing = what
        yield
        self._mark()

    def end(self) -> None:
        """Watch no longer."""
        self._beat.stop()

    def longer_than(self, most_ms: float) -> list[str]:
        """Every stretch that was too long, in words."""
        return [f"{ms:.0f} ms: {what}" for ms, what in self.stretches if ms > most_ms]

    def _mark(self) -> None:
        now = thread_time()
        self.stretches.append(((now - self._last) * 1000, self._doing))
        self._last = now
