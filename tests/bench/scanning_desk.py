"""A desk with its window in the bench's process, and a way to scan at it."""

import gc
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from core import bus
from core.domain import phones
from core.domain.ids import StaffId
from core.queries import occurrences
from desktop.actions.screens import Screen
from desktop.desk import open_desk
from desktop.desk_app import DeskApp
from desktop.formats import day_bounds
from desktop.session import Session
from desktop.vault import FileVault

LONGEST_MS = 5_000


class ScanningDesk:
    """The window at 1280 by 800, Check-in in view, without a network."""

    def __init__(self, folder: Path, person: str) -> None:
        running = QApplication.instance()
        self._app = running if isinstance(running, QApplication) else QApplication([])
        self._desk = open_desk(folder, FileVault(folder))
        self._session = Session(self._desk)
        self._session.choose_person(StaffId(person))
        self.app = DeskApp(self._app, self._session, folder / "window.ini")
        self.app.window.resize(1280, 800)
        self.app.show()
        self.app.load()
        self.app.window.go(Screen.CHECK_IN)
        self._app.processEvents()
        self._rest()

    def _rest(self) -> None:
        """What a desk does in the second after its first picture (desktop/desk_app.py)."""
        bus.load()
        phones.load()
        while self.app.screens.missing():
            self._app.processEvents()
        gc.freeze()

    def scan(self, code: str) -> None:
        """Until the result is there. Raises TimeoutError."""
        loop = QEventLoop()
        shown: list[object] = []
        screen = self.app.screens.check_in
        screen.shown.connect(shown.append)
        screen.shown.connect(loop.quit)
        QTimer.singleShot(LONGEST_MS, loop.quit)
        self.app.wedge.scanned.emit(code)
        if not shown:
            loop.exec()
        screen.shown.disconnect(loop.quit)
        screen.shown.disconnect(shown.append)
        if not shown:
            raise TimeoutError(code)

    def begin(self) -> None:
        """Work in the background too, as a desk does after its first picture."""
        self._desk.begin()

    def look_at(self, screen: Screen, milliseconds: int) -> None:
        """Have a screen in view for a while."""
        self.app.window.go(screen)
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def open_first_class(self) -> None:
        """The first class of today, in the side panel."""
        session = self.app.session
        day = day_bounds(session.now(), session.zone)
        first = occurrences.occurrences(session.source, session.location_id, *day)[0]
        self.app.open_class(first.id)

    def paint(self) -> None:
        """Paint the whole window."""
        self.app.window.grab()

    def close(self) -> None:
        self.app.end()
        self.app.window.close()
        self._session.close()
        self._desk.close()
