"""The desk with its window: frame, screens, scanner and session put together, and running."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from core.commands.registry import Command
from core.domain.ids import LocationId
from core.queries import place
from desktop import formats
from desktop.actions import frame
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.attention.actions import ATTENTION_ACTIONS
from desktop.features.calendar.actions import CALENDAR_ACTIONS
from desktop.features.checkin.actions import CHECK_IN_ACTIONS
from desktop.features.checkin.model import Outcome
from desktop.features.class_panel.actions import CLASS_ACTIONS
from desktop.features.clients.actions import CLIENT_ACTIONS
from desktop.features.resources.actions import RESOURCE_ACTIONS
from desktop.features.today.actions import TODAY_ACTIONS
from desktop.palette_rows import CLASS, CLIENT, PaletteRows
from desktop.people_menu import open_below, people_menu, place_menu
from desktop.scanner.stream import WedgeSettings
from desktop.scanner.wedge import Wedge
from desktop.screens import Screens, widget_of
from desktop.session import Session
from desktop.shell.lines import BannerLine
from desktop.shell.palette.rows import Provider
from desktop.shell.window import DeskWindow
from desktop.sync_line import sync_line
from desktop.theme.marks import Tone
from desktop.theme.switch import Appearance, ThemeSwitch
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.painted_children import install_painted_children
from desktop.widgets.sound import Cue, SoundPlayer

TICK_MS = 15_000
ACTIONS = (
    *frame.FRAME_ACTIONS,
    *TODAY_ACTIONS,
    *CALENDAR_ACTIONS,
    *CHECK_IN_ACTIONS,
    *CLASS_ACTIONS,
    *CLIENT_ACTIONS,
    *RESOURCE_ACTIONS,
    *ATTENTION_ACTIONS,
)
CUES = {
    Outcome.ACCEPTED: Cue.ACCEPTED,
    Outcome.ATTENTION: Cue.ATTENTION,
    Outcome.REFUSED: Cue.REFUSED,
    Outcome.WORKING: Cue.WORKING,
}


class DeskApp(QObject):
    """One window on one desk."""

    def __init__(self, app: QApplication, session: Session, settings: Path) -> None:
        super().__init__()
        self.session = session
        self.theme = ThemeSwitch(app)
        self._app = app
        self._ring = FocusRing(app)
        install_painted_children()
        self.sound = SoundPlayer()
        self.window = DeskWindow(settings)
        self.registry = ActionRegistry(ACTIONS, self.window)
        self.screens = Screens(self.registry, session, self)
        self._undo: list[Command] = []
        rows = PaletteRows(session)
        providers: list[Provider] = [rows.clients, rows.classes]
        self.window.build(self.registry, self.screens.widgets(), providers, rows.refresh)
        self._bind_actions()
        self._bind_screens()
        self._bind_session()
        self.wedge = Wedge(WedgeSettings(), self.registry.trigger_key)
        self.wedge.scanned.connect(self._scanned)
        self.wedge.strange.connect(self._scanned)
        self.wedge.listen(app)
        self._tick_timer = QTimer(self)
        self._tick_timer.timeout.connect(self.tick)
        self._tick_timer.start(TICK_MS)
        self._dress()

    def show(self) -> None:
        """Show the frame first, then read the store."""
        self.window.show()
        QTimer.singleShot(0, self.load)

    def load(self) -> None:
        """Read what the screens show; who works here is chosen if it is not yet."""
        self._choose_somebody()
        self._dress()
        self.screens.refresh_all()

    def end(self) -> None:
        """Let go of the application before the windows are taken down."""
        self._tick_timer.stop()
        self.wedge.hush(self._app)
        self._ring.end()

    def tick(self) -> None:
        """Time has passed: the clock, and the screen in view."""
        self._dress_time()
        self.screens.refresh(self.window.screen_in_view())

    def open_class(self, occurrence_id: str) -> None:
        """Open a class in the side panel."""
        if self.screens.class_shown.show(occurrence_id):
            self.window.panel.open(self.screens.class_panel)
            self.screens.class_panel.setFocus()

    def open_panel(self, content: QWidget) -> None:
        """Open something in the side panel, with the focus in it."""
        self.window.panel.open(content)
        content.setFocus(Qt.FocusReason.OtherFocusReason)

    def scan_picture(self, picture: QImage) -> bool:
        """Scan the codes that a picture or a camera frame shows; whether there was one."""
        from desktop.scanner.camera import codes_in

        codes = codes_in(picture)
        for code in codes:
            self._scanned(code)
        return bool(codes)

    def _bind_actions(self) -> None:
        do = self.registry.do
        do(frame.UNDO, self.undo)
        do(frame.SHOW_SYNC, self._show_sync)
        do(frame.USE_LIGHT, lambda: self.theme.choose(Appearance.LIGHT))
        do(frame.USE_DARK, lambda: self.theme.choose(Appearance.DARK))
        do(frame.FOLLOW_SYSTEM, lambda: self.theme.choose(Appearance.SYSTEM))
        do(frame.SWITCH_SOUND, self._switch_sound)
        do(frame.QUIT, self.window.close)
        self.registry.bar(frame.SELL, self.tr("Choose a client first"))
        self.registry.bar(frame.ADD_WALK_IN, self.tr("Scan a card or choose a class first"))

    def _bind_screens(self) -> None:
        screens = self.screens
        for presenter in (screens.today, screens.calendar, screens.resources, screens.attention):
            presenter.class_asked.connect(self.open_class)
        for asking in (screens.today, screens.check_in, screens.class_shown, screens.attention):
            asking.client_asked.connect(self.open_client)
        screens.clients.class_asked.connect(self.open_class)
        screens.clients.panel_asked.connect(self.open_panel)
        screens.clients.panel_left.connect(self.window.panel.dismiss)
        screens.attention.counted.connect(
            lambda count: self.window.set_waiting(Screen.ATTENTION, count)
        )
        screens.check_in.scan_taken.connect(lambda: self.window.go(Screen.CHECK_IN))
        screens.check_in.shown.connect(lambda outcome: self.sound.play(CUES[outcome]))
        screens.today.attention_asked.connect(self._open_attention)
        screens.class_panel.close_asked.connect(self.window.panel.dismiss)
        self.window.picked.connect(self._picked)
        self.window.screen_changed.connect(screens.refresh)
        self.window.top.person_asked.connect(
            lambda: open_below(people_menu(self.session, self.window), self.window.top.person)
        )
        self.window.top.place_asked.connect(
            lambda: open_below(place_menu(self.session, self.window), self.window.top.place)
        )

    def _bind_session(self) -> None:
        session = self.session
        session.said.connect(self._say)
        session.refused.connect(self._tell)
        session.failed.connect(self._tell)
        session.sync_changed.connect(lambda _state: self._dress_time())
        session.place_changed.connect(self._dress)
        session.person_changed.connect(self._dress)
        session.changed.connect(lambda _changes: self._choose_somebody())

    def undo(self) -> None:
        """Take the last act back, by a command of its own (U-28)."""
        if self._undo:
            self.session.send(self._undo.pop(), says=self.tr("Taken back"))

    def _say(self, text: str, inverse: Command | None) -> None:
        if inverse is None:
            self.window.say(text)
            return
        self._undo.append(inverse)

        def take_back() -> None:
            if inverse in self._undo:
                self._undo.remove(inverse)
                self.session.send(inverse, says=self.tr("Taken back"))

        self.window.say(text, take_back)

    def _tell(self, sentence: str) -> None:
        self.window.say(sentence)

    def _scanned(self, text: str) -> None:
        self.screens.check_in.scan(text)

    def _picked(self, target: str) -> None:
        if target.startswith(CLASS):
            self.open_class(target.removeprefix(CLASS))
        elif target.startswith(CLIENT):
            self.open_client(target.removeprefix(CLIENT))

    def open_client(self, client_id: str) -> None:
        """Open a client's profile."""
        if self.screens.clients.show(client_id):
            self.window.go(Screen.CLIENTS)

    def _open_attention(self, item_id: str) -> None:
        self.window.go(Screen.ATTENTION)
        self.screens.attention.choose(item_id)

    def _show_sync(self) -> None:
        self.session.desk.worker.wake()
        self._tell(sync_line(self.session.sync, self.session.now(), self.session.zone).said)

    def _switch_sound(self) -> None:
        self.sound.set_on(not self.sound.is_on())
        widget_of(self.screens.check_in).show_sound(self.sound.is_on())  # type: ignore[attr-defined]

    def _choose_somebody(self) -> None:
        """Nobody signs in yet: the first person with a grant here stands at the desk."""
        if self.session.actor or not self.session.location:
            return
        people = place.people(self.session.source, self.session.location_id)
        if people:
            self.session.choose_person(people[0][0].id)

    def choose_person(self, name: str) -> None:
        """Let a person by this name work here; an unknown name changes nothing."""
        for member, _ in place.people(self.session.source, self.session.location_id):
            if member.name == name:
                self.session.choose_person(member.id)

    def choose_place(self, location_id: str) -> None:
        """Show a location."""
        self.session.choose_place(LocationId(location_id))

    def _dress(self) -> None:
        session = self.session
        here = session.location
        self.window.top.place.say(here.name if here else self.tr("Loading"))
        people = {m.id: m.name for m, _ in place.people(session.source, session.location_id)}
        name = people.get(session.actor, "")
        if name:
            self.window.top.person.say(name, name.partition(" ")[0])
        if not session.desk.protected:
            text = self.tr("This desk is not protected: its keys lie in a file beside the store.")
            self.window.set_banner(BannerLine(text, Tone.ATTENTION, "triangle-alert"))
        self._dress_time()

    def _dress_time(self) -> None:
        session = self.session
        now, zone = session.now(), session.zone
        self.window.top.set_clock(formats.day(now, zone), formats.clock(now, zone))
        self.window.set_sync(sync_line(session.sync, now, zone))
