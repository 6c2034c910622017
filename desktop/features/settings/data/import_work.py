"""Reads and plans an import away from the window: a file of any size never stops the desk.

What reads files is itself loaded there, with the first file (U-91).
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from core.domain.refusals import Fault
from core.queries.source import Source
from desktop.session import Session

if TYPE_CHECKING:
    from core.imports.plan import Plan

Asked = tuple[str, dict[str, str], str, str, str]
"""File, what its columns mean, encoding, delimiter, kind of rows."""


class ImportWork(QObject):
    """`planned` carries a Plan, `failed` a Fault. What is asked later makes earlier answers old."""

    planned = Signal(object)
    failed = Signal(object)
    _came = Signal(int, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = ThreadPoolExecutor(1, "import")
        self._asked = 0
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def plan(self, *wish: *Asked) -> None:
        """Plan it; the answer comes as a signal."""
        self._asked += 1
        asked, now = self._asked, self._session.now()
        future = self._pool.submit(self._work(wish, now))
        future.add_done_callback(lambda done: self._tell(asked, done))

    def _work(self, wish: Asked, now: int) -> "Callable[[], Plan]":
        desk, source = self._session.desk, self._session.source

        def work() -> "Plan":
            from core.imports.plan import Wish, plan_import

            with closing(desk.reader()) as connection:
                known = Source(connection.cursor(), source.dialect, source.organisation_id)
                return plan_import(
                    known.rows, source.organisation_id, Wish(Path(wish[0]), *wish[1:]), now
                )

        return work

    def _tell(self, asked: int, done: "Future[Plan]") -> None:
        error = done.exception()
        if isValid(self):  # the window may be gone by the time that a large file is read
            self._came.emit(asked, error if error is not None else done.result())

    def _take(self, asked: int, came: object) -> None:
        if asked != self._asked:
            return
        if isinstance(came, Fault):
            self.failed.emit(came)
        elif isinstance(came, Exception):
            raise came
        else:
            self.planned.emit(came)
