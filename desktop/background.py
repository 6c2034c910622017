"""Long work beside the GUI thread, with progress and a way to stop it (U-75, U-91)."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from core.domain.refusals import Fault

T = TypeVar("T")


class Stopped(Exception):
    """The person no longer wants what is being made."""


class Progress:
    """What the work tells: how far it is. It ends by itself where nobody waits for it any more."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()

    def step(self, done: int, of: int) -> None:
        """So many parts are done. Raises Stopped where the person has stopped it."""
        if self._stop.is_set():
            raise Stopped
        self._tell(done, of)

    def stop(self) -> None:
        """Let it end at its next step."""
        self._stop.set()


class Background(QObject):
    """One thread of its own; `progressed` carries done and all, on the GUI thread."""

    progressed = Signal(int, int)
    busy_changed = Signal(bool)
    _ended = Signal(object, object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "aside")
        self._now: Progress | None = None
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._pool.shutdown)

    def busy(self) -> bool:
        """Whether something is under way."""
        return self._now is not None

    def run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], object],
        failed: Callable[[Fault], object] | None = None,
    ) -> None:
        """Do `work` aside and hand its result to `then` on the GUI thread.

        What was under way before is stopped, and its result never comes. A Fault or an OSError
        goes to `failed`; anything else is a bug and is raised where the thread's errors are.
        """
        self.stop()
        progress = Progress(self.progressed.emit)
        self._now = progress
        self.busy_changed.emit(True)
        future = self._pool.submit(work, progress)
        future.add_done_callback(lambda done: self._tell(done, progress, then, failed))

    def stop(self) -> None:
        """Give up what is under way."""
        if self._now is not None:
            self._now.stop()
            self._now = None
            self.busy_changed.emit(False)

    def end(self) -> None:
        """Wait for the thread; nothing comes after."""
        self.stop()
        self._pool.shutdown(wait=True)

    def _tell(self, done: Future[Any], progress: Progress, then: object, failed: object) -> None:
        try:
            self._ended.emit(done, progress, then, failed)
        except RuntimeError:  # the window is gone, and with it whoever waited
            return

    def _finish(
        self,
        done: Future[T],
        progress: Progress,
        then: Callable[[T], object],
        failed: Callable[[Fault], object] | None,
    ) -> None:
        if progress is not self._now:
            return
        self._now = None
        self.busy_changed.emit(False)
        error = done.exception()
        if error is None:
            then(done.result())
        elif isinstance(error, OSError | Fault) and failed is not None:
            failed(error if isinstance(error, Fault) else Fault("file_not_written"))
        elif not isinstance(error, Stopped):
            raise error
