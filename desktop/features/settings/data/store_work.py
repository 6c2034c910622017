"""Copies and exports of the store, made away from the window (U-75, U-82)."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from core.domain.refusals import Fault
from core.queries.exporting import write_everything
from core.queries.source import Source
from desktop.session import Session


class StoreWork(QObject):
    """`done` carries a sentence's key and what it names, `failed` a Fault, `written` a count."""

    done = Signal(str, str)
    failed = Signal(object)
    written = Signal(int)
    _came = Signal(str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = ThreadPoolExecutor(1, "store-work")
        self._stopped = False
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def copy(self) -> None:
        """Copy the store now."""
        self._begin("copied", lambda: self._session.desk.back_up().name)

    def want_back(self, name: str) -> None:
        """Try a copy and mark it for the next start."""

        def work() -> str:
            self._session.desk.want_back(name)
            return name

        self._begin("wanted", work)

    def export(self, target: Path) -> None:
        """Write everything into a file."""
        self._stopped = False

        def work() -> str:
            desk, known = self._session.desk, self._session.source
            with closing(desk.reader()) as connection:
                source = Source(connection.cursor(), known.dialect, known.organisation_id)
                count = write_everything(source, target, self._told)
            return "" if count is None else str(count)

        self._begin("exported", work)

    def stop(self) -> None:
        """Stop the export that is under way."""
        self._stopped = True

    def _told(self, count: int) -> bool:
        if isValid(self):
            self.written.emit(count)
        return not self._stopped

    def _begin(self, what: str, work: Callable[[], str]) -> None:
        future = self._pool.submit(work)
        future.add_done_callback(lambda done: self._tell(what, done))

    def _tell(self, what: str, done: Future[str]) -> None:
        error = done.exception()
        if isValid(self):
            self._came.emit(what, error if error is not None else done.result())

    def _take(self, what: str, came: object) -> None:
        if isinstance(came, str):
            self.done.emit(what, came)
        elif isinstance(came, OSError):
            self.failed.emit(Fault("file_unwritable", why=came.strerror or str(came)))
        elif isinstance(came, Fault):
            self.failed.emit(came)
        elif isinstance(came, Exception):
            raise came
