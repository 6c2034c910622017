"""The whole desk in its window on a live store, driven by keys, for tests.

with open_window(live, tmp_path, qtbot) as desk:
    desk.keys("F4")
    desk.write("Anna")
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.domain.rows import Row
from desktop.actions.screens import Screen
from desktop.desk_app import DeskApp
from desktop.session import Session
from tests.support.keys import show_active

TURNS = 3


class DeskWindowDriver:
    """Presses keys where the focus is, as a person does, and waits for what shows."""

    def __init__(self, app: DeskApp, qtbot: QtBot) -> None:
        self.app = app
        self.window = app.window
        self.bot = qtbot

    def go(self, screen: Screen) -> None:
        """Bring a screen into view by its action."""
        self.do(screen.action)

    def do(self, ident: str) -> None:
        """Trigger an action that is allowed now."""
        action = self.app.registry.action(ident)
        assert action.isEnabled(), ident
        action.trigger()
        self.rest()

    def rest(self) -> None:
        """Let the event loop turn as often as a page and its form need to come into view."""
        for _ in range(TURNS):
            QApplication.processEvents()

    def focus(self) -> QWidget:
        """What holds the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def keys(self, *texts: str) -> None:
        """Press keys by name, such as F4, Return, Ctrl+Z."""
        for text in texts:
            QTest.keySequence(self.focus(), QKeySequence(text))
            self.rest()

    def write(self, text: str) -> None:
        """Type letters into what has the focus."""
        QTest.keyClicks(self.focus(), text)
        self.rest()

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.bot.waitUntil(lambda: bool(holds()), timeout=5000)

    def rows(self, name: str) -> list[str]:
        """What the rows of the visible list with this name say."""
        for view in self.window.findChildren(QAbstractItemView):
            if view.isVisible() and view.accessibleName() == name:
                model = view.model()
                return [str(model.index(at, 0).data()) for at in range(model.rowCount())]
        return []

    def said(self) -> list[str]:
        """The messages on show."""
        return [message.accessibleName() for message in self.window.messages.messages()]

    def row(self, row_type: type[Row], key: str) -> Row | None:
        """A row of the desk's store."""
        return self.app.session.source.rows.get(row_type, key)


@contextmanager
def open_window(session: Session, folder: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    """The desk shown, loaded and with all its screens; it is taken down at the end."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    others = set(app.topLevelWidgets())
    desk = DeskApp(app, session, folder / "window.ini")
    desk.window.resize(1280, 800)
    desk.load()
    show_active(desk.window)
    for part in desk.screens.missing():
        getattr(desk.screens, part)
    try:
        yield DeskWindowDriver(desk, qtbot)
    finally:
        # what is under way is told to a window that is still there
        session.desk.dispatcher.network(lambda: None).result(10)
        QApplication.processEvents()
        desk.end()
        # at once: the next desk dresses the application, which must not reach half a window
        desk.window.close()
        desk.window.deleteLater()
        # each desk that stayed would be dressed again with the next one
        for left in set(app.topLevelWidgets()) - others:
            left.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
