"""The desk on the demo studio, offscreen, for pictures: presses actions and keys, and saves."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.domain.zones import to_utc
from core.queries import place
from desktop.actions.screens import Screen
from desktop.desk_app import DeskApp
from desktop.theme.switch import Appearance
from sync_server.demo.studio import DemoStudio
from tests.desktop.demo_desk import DemoDesk
from tests.desktop.pictures.reading import Reader, words_of_rows
from tests.support.keys import show_active

NOW = to_utc("2026-11-18", "17:41", "Europe/London")
OWNER = "Ruth Hartley"
LONGEST_S, LOOK_S = 60.0, 0.01
_THEMES = {"light": Appearance.LIGHT, "dark": Appearance.DARK}


class Stage:
    """One desk in its window; what a scene calls."""

    def __init__(self, desk: DeskApp, studio: DemoStudio) -> None:
        self.desk = desk
        self.window = desk.window
        self.studio = studio

    def go(self, screen: Screen) -> None:
        """Bring a screen into view."""
        self.do(screen.action)

    def do(self, ident: str) -> None:
        """Trigger an action that is allowed now."""
        action = self.desk.registry.action(ident)
        assert action.isEnabled(), ident
        action.trigger()
        self.settle()

    def keys(self, *texts: str) -> None:
        """Press keys by name."""
        for text in texts:
            QTest.keySequence(self._focus(), QKeySequence(text))
            self.settle()

    def write(self, text: str) -> None:
        """Type into what has the focus, and wait until typing rests."""
        QTest.keyClicks(self._focus(), text)
        QTest.qWait(250)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds. Raises AssertionError when it does not."""
        end = time.monotonic() + LONGEST_S
        while not holds():
            assert time.monotonic() < end, "waited too long"
            QApplication.processEvents()
            Event().wait(LOOK_S)  # lets go of the interpreter, so that what reads aside gets on

    def as_person(self, name: str) -> None:
        """Let somebody work here."""
        source, here = self.desk.session.source, self.desk.session.location_id
        found = {member.name: member.id for member, _ in place.people(source, here)}
        self.desk.session.choose_person(found[name])
        self.settle()

    def open_client(self, name: str) -> None:
        """Open a client's profile."""
        self.desk.open_client(self.studio.clients[name])
        self.settle()

    def open_class(self, name: str) -> None:
        """Open a class of the demo studio by its short name."""
        self.desk.open_class(self.studio.occurrences[name])
        self.settle()

    def shown_window(self) -> QWidget:
        """The window to take a picture of: the clients' one while there is one."""
        kiosk = self.desk.kiosk.shown
        if kiosk is None:
            return self.window
        kiosk.window.setWindowState(Qt.WindowState.WindowNoState)
        kiosk.window.resize(self.window.size())
        self.settle()
        return kiosk.window

    def settle(self) -> None:
        """Let what is under way reach the screen."""
        self.desk.session.desk.dispatcher.network(lambda: None).result(10)
        for _ in range(8):
            QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window


class Studio:
    """One demo desk with its window, for many scenes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def picture(
        self,
        scene: Callable[[Stage], None],
        theme: str,
        size: tuple[int, int],
        file: Path,
        reader: Reader | None = None,
    ) -> None:
        """Play a scene, save what the window shows, let it be read; then all is closed again."""
        stage = self._stage
        stage.desk.theme.choose(_THEMES[theme])
        stage.window.resize(*size)
        stage.settle()
        try:
            scene(stage)
            stage.settle()
            with reader.reading() if reader else nullcontext():
                stage.shown_window().grab().save(str(file))
            if reader:
                reader.read(file.stem, stage.shown_window())
        finally:
            self._tidy()

    def known_words(self) -> set[str]:
        """Every word that stands in the rows: data, which nobody translates."""
        return words_of_rows(self._stage.desk.session.desk)

    def _tidy(self) -> None:
        stage = self._stage
        stage.desk.kiosk.end()
        stage.window.palette_box.hide()
        stage.desk.links.close_panel()
        for message in list(stage.window.messages.messages()):
            message.leave()
        stage.as_person(OWNER)
        stage.go(Screen.TODAY)


@contextmanager
def open_studio() -> Iterator[Studio]:
    """A desk on the demo studio of a Wednesday evening."""
    app = QApplication.instance() or QApplication(["foyer"])
    assert isinstance(app, QApplication)
    with TemporaryDirectory(prefix="foyer-pictures-") as name:
        folder = Path(name)
        with DemoDesk.open(folder, NOW) as demo:
            desk = DeskApp(app, demo.session, folder / "window.ini")
            desk.window.resize(1280, 800)
            desk.load()
            show_active(desk.window)
            for part in desk.screens.missing():
                getattr(desk.screens, part)
            stage = Stage(desk, demo.studio)
            stage.as_person(OWNER)
            try:
                yield Studio(stage)
            finally:
                stage.settle()
                desk.end()
                desk.window.close()
                desk.window.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
