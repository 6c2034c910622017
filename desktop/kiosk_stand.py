"""Opens and ends the windows that clients see, on this screen or on the other one (U-85)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from core.changes import Outcome
from core.domain.refusals import Refusal
from core.queries import place
from desktop.actions.registry import ActionRegistry
from desktop.features.kiosk import actions
from desktop.front_door import FrontDoor
from desktop.session import Session
from desktop.shell.window import DeskWindow

if TYPE_CHECKING:
    from desktop.features.kiosk.presenter import KioskPresenter


class KioskStand(QObject):
    """At most one window for clients at a time. On the desk's own screen it hides the desk."""

    def __init__(
        self, window: DeskWindow, registry: ActionRegistry, session: Session, door: FrontDoor
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._door = window, session, door
        self._registry = registry
        self._here = False
        self.shown: KioskPresenter | None = None  # loaded with the first kiosk
        registry.do(actions.OPEN, self.open_here)
        registry.do(actions.OPEN_BESIDE, lambda: self.open_beside(mirror=False))
        registry.do(actions.MIRROR, lambda: self.open_beside(mirror=True))
        registry.do(actions.CLOSE_BESIDE, self.end)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screens_changed)
            app.screenRemoved.connect(self._screens_changed)
        self._dress()

    def takes_scans(self) -> bool:
        """Whether codes are held before the kiosk and not before the desk."""
        if self.shown is None or self.shown.window.mirror:
            return False
        return self._here or self.shown.window.isActiveWindow()

    def scan(self, code: str) -> None:
        """A code for the kiosk."""
        if self.shown is not None:
            self.shown.scan(code)

    def tell(self, result: Outcome | Refusal) -> None:
        """What was decided at the desk, for a window that shows it to clients."""
        if self.shown is not None and self.shown.window.mirror:
            self.shown.answer(result)

    def open_here(self) -> None:
        """The kiosk instead of the desk, until staff end it."""
        self._open(self._window.screen(), mirror=False)
        self._here = True
        self._window.hide()
        self._dress()

    def open_beside(self, *, mirror: bool) -> None:
        """On the other screen; the desk goes on."""
        other = self._other_screen()
        if other is not None:
            self._open(other, mirror=mirror)
            self._dress()

    def end(self) -> None:
        """Close the clients' window; the desk is there again."""
        shown, self.shown = self.shown, None
        if shown is None:
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(shown.window)
        shown.window.end()
        self._door.rest(False)
        if self._here:
            self._here = False
            self._window.show()
            self._window.activateWindow()
        self._dress()

    def _open(self, screen: QScreen, *, mirror: bool) -> None:
        from desktop.features.kiosk.presenter import KioskPresenter
        from desktop.features.kiosk.window import KioskWindow

        self.end()
        window = KioskWindow(mirror=mirror)
        self.shown = KioskPresenter(window, self._session, self._people(), self._door.keeper.enter)
        self.shown.ended.connect(self.end)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(window)
        self._door.rest(not mirror)
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        window.start_over()

    def _people(self) -> list[tuple[str, str]]:
        """Whose PIN ends the kiosk."""
        session = self._session
        found = place.people(session.source, session.location_id)
        return [(one.id, one.name) for one, _ in found if self._door.keeper.has_pin(one.id)]

    def _other_screen(self) -> QScreen | None:
        own = self._window.screen()
        return next((one for one in QGuiApplication.screens() if one is not own), None)

    def _screens_changed(self, _screen: QScreen) -> None:
        if self.shown is not None and not self._here and self._other_screen() is None:
            self.end()
        self._dress()

    def _dress(self) -> None:
        """What cannot be done says why (U-34)."""
        bar = self._registry.bar
        one_screen = "" if self._other_screen() else self.tr("There is one screen only")
        bar(actions.OPEN_BESIDE, one_screen)
        bar(actions.MIRROR, one_screen)
        none = "" if self.shown is not None else self.tr("No window for clients is open")
        bar(actions.CLOSE_BESIDE, none)
