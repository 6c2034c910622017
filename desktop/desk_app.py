"""The desk with its window: frame, screens, scanner and session put together, and running."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QWidget

from core.changes import ChangeSet
from core.commands.registry import Command
from core.domain.ids import LocationId
from core.domain.organisation import Grant
from core.domain.refusals import Fault
from core.queries import place
from core.wire.protocol import DESK_REVOKED
from desktop import formats
from desktop.actions import frame
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.banner_line import banner_line
from desktop.desk_memory import DeskMemory
from desktop.diagnostics import Diagnostics
from desktop.features.attention.actions import ATTENTION_ACTIONS
from desktop.features.calendar.actions import CALENDAR_ACTIONS
from desktop.features.checkin.actions import CHECK_IN_ACTIONS
from desktop.features.checkin.model import Outcome
from desktop.features.class_panel.actions import CLASS_ACTIONS
from desktop.features.clients.actions import CLIENT_ACTIONS
from desktop.features.kiosk.actions import KIOSK_ACTIONS
from desktop.features.kiosk.actions import OPEN as OPEN_KIOSK
from desktop.features.queues.actions import QUEUE_ACTIONS
from desktop.features.reports.actions import REPORT_ACTIONS
from desktop.features.resources.actions import RESOURCE_ACTIONS
from desktop.features.sell.actions import SELL_ACTIONS
from desktop.features.settings.actions import SETTINGS_ACTIONS
from desktop.features.settings.reach import bar_pages
from desktop.features.today.actions import PRINT_DAY, TODAY_ACTIONS
from desktop.front_door import FrontDoor
from desktop.here import (
    LOOK,
    SOUND,
    keep_look,
    keep_sound,
    look_of,
    sound_of,
)
from desktop.kiosk_stand import KioskStand
from desktop.links import Links
from desktop.palette_rows import PaletteRows
from desktop.people_menu import open_below, people_menu, place_menu
from desktop.scanner.setup import SCANNER, wedge_settings
from desktop.scanner.wedge import Wedge
from desktop.screens import Screens
from desktop.session import Session
from desktop.shell.palette.rows import Provider
from desktop.shell.plain_page import PlainPage
from desktop.shell.window import DeskWindow
from desktop.sight import NOT_YOURS
from desktop.sync.worker import SyncState
from desktop.sync_line import sync_line
from desktop.text_size import keep_text_size
from desktop.theme.switch import Appearance, ThemeSwitch
from desktop.undo_stack import UndoStack
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.keycap import KEYS as CAPS
from desktop.widgets.painted_children import install_painted_children
from desktop.widgets.sound import Cue, SoundPlayer
from desktop.widgets.undo_message import UndoMessage
from desktop.wording import fault_words

if TYPE_CHECKING:
    from desktop.features.checkin.presenter import CheckInPresenter

log = logging.getLogger(__name__)

TICK_MS = 15_000
KEYS = "keys"
"""Under this name this computer keeps the keys that were changed."""
IDLE_AFTER_MS = 40
"""Long enough for the first picture to be on the screen."""
ACTIONS = (
    *frame.FRAME_ACTIONS,
    *TODAY_ACTIONS,
    *CALENDAR_ACTIONS,
    *CHECK_IN_ACTIONS,
    *CLASS_ACTIONS,
    *CLIENT_ACTIONS,
    *SELL_ACTIONS,
    *RESOURCE_ACTIONS,
    *ATTENTION_ACTIONS,
    *REPORT_ACTIONS,
    *QUEUE_ACTIONS,
    *KIOSK_ACTIONS,
    *SETTINGS_ACTIONS,
)
CUES = {
    Outcome.ACCEPTED: Cue.ACCEPTED,
    Outcome.ATTENTION: Cue.ATTENTION,
    Outcome.REFUSED: Cue.REFUSED,
    Outcome.WORKING: Cue.WORKING,
}


class DeskApp(QObject):
    """One window on one desk."""

    _went_wrong = Signal(str)

    def __init__(self, app: QApplication, session: Session, settings: Path) -> None:
        super().__init__()
        self._app = app
        self.session = session
        self.theme = ThemeSwitch(app, look_of(session).appearance)
        self._ring = FocusRing(app)
        install_painted_children()
        self.memory = DeskMemory(settings, session)
        sound = sound_of(session, self.memory.sound_on())
        self.sound = SoundPlayer(on=sound.on, volume=sound.volume / 100)
        self._settings = settings
        self.window = DeskWindow(settings)
        self.registry = ActionRegistry(ACTIONS, self.window)
        self.screens = Screens(self.registry, session, self)
        self.acts = UndoStack(session)
        self._messages: list[tuple[Command, UndoMessage]] = []
        self._diagnostics: Diagnostics | None = None
        self._went_wrong.connect(self._report, Qt.ConnectionType.QueuedConnection)
        rows = PaletteRows(session)
        providers: list[Provider] = [rows.clients, rows.classes]
        self.window.build(self.registry, self.screens.makers(), providers, rows.refresh)
        self.links = Links(self.window, self.screens, self._tell)
        self.open_class, self.open_client = self.links.open_class, self.links.open_client
        self.door = FrontDoor(self.window, self.registry, session)
        self.kiosk = KioskStand(self.window, self.registry, session, self.door)
        self._bind_actions()
        self._bind_session()
        self.wedge = Wedge(wedge_settings(session), self.registry.trigger_key)
        self.wedge.scanned.connect(self._scan)
        self.wedge.strange.connect(self._scan)
        session.kept_changed.connect(self._set_up_here)
        self._bring_back_keys()
        self.registry.rebound.connect(self._keep_key)
        CAPS.asks(self.registry.key_now)
        self.wedge.listen(app)
        self.door.locked.connect(self._locked)
        self._tick_timer = QTimer(self)
        self._tick_timer.timeout.connect(self.tick)
        self._tick_timer.start(TICK_MS)
        self._dress()

    def show(self) -> None:
        """Show the frame first, then read the store."""
        self.window.show()
        QTimer.singleShot(0, self.load)

    def raise_up(self) -> None:
        """Come to the front, as somebody started the desk again."""
        shown = self.kiosk.shown.window if self.kiosk.shown else self.window
        shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def load(self) -> None:
        """Read what the screens show; who works here is chosen if it is not yet."""
        self._choose_somebody()
        self._dress()
        self.screens.ask_all()
        self.screens.look(self.window.screen_in_view())
        QTimer.singleShot(IDLE_AFTER_MS, self.screens, self.screens.build_rest)

    def end(self) -> None:
        """Let go of the application before the windows are taken down."""
        self.session.person_changed.disconnect(self._open_doors)
        self.session.place_changed.disconnect(self._open_doors)
        self.session.changed.disconnect(self._grants_changed)
        self._tick_timer.stop()
        self.kiosk.end()
        self.screens.end()
        for root in (self.window, *self.screens.panels()):
            for waiting in root.findChildren(QTimer):
                waiting.stop()
        if self._diagnostics is not None:
            self._diagnostics.end()
        self.wedge.hush(self._app)
        self._ring.end()
        self.door.end()

    def tick(self) -> None:
        """Time has passed: the clock, and the screen in view."""
        self._dress_time()
        self.screens.ask(self.window.screen_in_view())

    def scan_picture(self, picture: QImage) -> bool:
        """Scan the codes that a picture or a camera frame shows; whether there was one."""
        from desktop.scanner.camera import codes_in

        codes = codes_in(picture)
        for code in codes:
            self._scan(code)
        return bool(codes)

    def _bring_back_keys(self) -> None:
        """Keys that were changed here; one that is taken by now goes back to its usual one."""
        for ident, key in self.session.kept(KEYS).items():
            try:
                self.registry.rebind(ident, key)
            except (KeyError, ValueError):
                log.warning("the key that was kept for %s is not free", ident)

    def _keep_key(self, ident: str, key: str) -> None:
        kept = {**self.session.kept(KEYS), ident: key}
        for part in self.window.findChildren(QWidget):
            part.updateGeometry()
            part.update()
        self.session.keep(KEYS, {name: one for name, one in kept.items() if one})

    def _set_up_here(self, name: str) -> None:
        """Something that this computer keeps has changed; it acts at once where it can."""
        if name == SCANNER:
            self.wedge.set_up(wedge_settings(self.session))
        elif name == LOOK:
            look = look_of(self.session)
            if look.appearance is not self.theme.appearance:
                self.theme.choose(look.appearance)
            keep_text_size(self._settings, look.text_size)
        elif name == SOUND:
            sound = sound_of(self.session)
            self.sound.set_volume(sound.volume / 100)
            self.sound.set_on(sound.on)

    def _use_colours(self, appearance: Appearance) -> None:
        keep_look(self.session, replace(look_of(self.session), appearance=appearance))

    def _switch_sound(self) -> None:
        sound = sound_of(self.session, self.sound.is_on())
        keep_sound(self.session, replace(sound, on=not self.sound.is_on()))

    def _scan(self, code: str) -> None:
        """A card goes to the kiosk, a form that waits for one or the till while they are in view;
        else it checks in."""
        if self.kiosk.takes_scans():
            self.kiosk.scan(code)
        elif self.screens.acts.scan(code):
            return
        elif self.window.screen_in_view() is Screen.SELL:
            self.screens.sell.scan(code)
        else:
            self.screens.check_in.scan(code)

    def choose_person(self, name: str) -> None:
        """Let a person by this name work here; an unknown name changes nothing."""
        for member, _ in place.people(self.session.source, self.session.location_id):
            if member.name == name:
                self.session.choose_person(member.id)

    def choose_place(self, location_id: str) -> None:
        """Show a location."""
        self.session.choose_place(LocationId(location_id))

    def _bind_actions(self) -> None:
        do = self.registry.do
        self.links.bind(self.registry)
        do(frame.UNDO, self.acts.last)
        do(frame.SHOW_SYNC, self._show_sync)
        do(frame.COPY_DIAGNOSTICS, self._copy_diagnostics)
        do(frame.OPEN_LOG, self._open_log)
        self.screens.when("sync", lambda one: one.copy_asked.connect(self._copy_diagnostics))
        do(frame.USE_LIGHT, lambda: self._use_colours(Appearance.LIGHT))
        do(frame.USE_DARK, lambda: self._use_colours(Appearance.DARK))
        do(frame.FOLLOW_SYSTEM, lambda: self._use_colours(Appearance.SYSTEM))
        do(frame.SWITCH_SOUND, self._switch_sound)
        do(frame.CHANGE_PERSON, self._ask_person)
        do(frame.CHANGE_PLACE, self._ask_place)
        do(frame.QUIT, self.window.close)
        top = self.window.top
        top.person_asked.connect(self.registry.action(frame.CHANGE_PERSON).trigger)
        top.place_asked.connect(self.registry.action(frame.CHANGE_PLACE).trigger)
        self.sound.changed.connect(self._sound_changed)
        self.screens.when("check_in", self._bind_check_in)
        self.window.screen_changed.connect(self.screens.look)

    def _bind_check_in(self, check_in: "CheckInPresenter") -> None:
        view = self.screens.check_in_view
        view.show_sound(self.sound.is_on())
        view.kiosk_asked.connect(self.registry.action(OPEN_KIOSK).trigger)
        check_in.shown.connect(lambda outcome: self.sound.play(CUES[outcome]))
        check_in.decided.connect(self.kiosk.tell)

    def _bind_session(self) -> None:
        session = self.session
        session.said.connect(self._say)
        session.refused.connect(self._tell)
        session.failed.connect(self._tell)
        self.acts.told.connect(self._tell)
        self.acts.taken.connect(self._drop_message)
        session.sync_changed.connect(self._synced)
        session.place_changed.connect(self._dress)
        session.person_changed.connect(self._dress)
        session.person_changed.connect(self._open_doors)
        session.place_changed.connect(self._open_doors)
        session.changed.connect(lambda _changes: self._choose_somebody())
        session.changed.connect(self._grants_changed)

    def _grants_changed(self, changes: ChangeSet) -> None:
        """A role that was given or taken holds at once, whoever gave it (SET-13)."""
        if Grant in changes.tables():
            self._open_doors()

    def _open_doors(self) -> None:
        """Each person sees the screens that are theirs; none of another's stays open (PERM)."""
        sight = self.session.sight
        bar_pages(self.registry, self.session)
        shown = self.window.panel.content()
        of_class = shown is vars(self.screens).get("class_panel") and sight.screen(Screen.CALENDAR)
        if shown is not None and not sight.all_clients() and not of_class:
            self.links.close_panel()
        self.window.open_doors(sight.screen)
        lets_in = sight.screen(Screen.CHECK_IN)
        self.registry.bar(frame.ADD_WALK_IN, "" if lets_in else NOT_YOURS)
        self.registry.bar(PRINT_DAY, "" if sight.may("view_roster") else NOT_YOURS)

    def _synced(self, state: SyncState) -> None:
        if state.trouble == DESK_REVOKED:
            self._lock_out()
        else:
            self.window.set_banner(banner_line(self.session))
            self._dress_time()

    def _locked(self, locked: bool) -> None:
        """Behind the curtain nobody scans: whatever is held before it would act for nobody."""
        if locked:
            self.wedge.hush(self._app)
        else:
            self.wedge.listen(self._app)

    def _lock_out(self) -> None:
        """The desk was revoked: its keys go, and nothing of the studio is seen any more."""
        self.session.leave()
        self._tick_timer.stop()
        self.wedge.hush(self._app)
        self.registry.leave_only({frame.QUIT})
        page = PlainPage(fault_words(Fault(DESK_REVOKED)), self.registry.action(frame.QUIT))
        self.window.cover(page)
        try:
            self.session.desk.lock()
        except Fault as fault:  # a keyring that is locked: the next start tries it again
            log.warning("the keys of this revoked desk are still there: %s", fault.code)

    def _say(self, text: str, inverse: Command | None) -> None:
        """Name what was done. On Check-in the result itself says it, so nothing covers it."""
        if inverse is not None:
            self.acts.push(text, inverse)
        if self.window.screen_in_view() is Screen.CHECK_IN:
            return
        if inverse is None:
            self.window.say(text)
            return
        message = self.window.say(text, lambda: self.acts.take(inverse))
        self._messages.append((inverse, message))
        message.gone.connect(lambda: self._forget(message))

    def _drop_message(self, inverse: Command) -> None:
        for of, message in list(self._messages):
            if of is inverse:
                message.leave()

    def _forget(self, message: UndoMessage) -> None:
        self._messages = [pair for pair in self._messages if pair[1] is not message]

    def _tell(self, sentence: str) -> None:
        self.window.say(sentence)

    def _ask_person(self) -> None:
        menu = people_menu(self.session, self.window, self.door.beside.person)
        open_below(menu, self.window.top.person)

    def _ask_place(self) -> None:
        menu = place_menu(self.session, self.window, self.links.show_all_places)
        open_below(menu, self.window.top.place)

    def _show_sync(self) -> None:
        self.session.desk.worker.wake()
        self.links.show_sync()

    def write_down(self, diagnostics: Diagnostics) -> None:
        """Keep a log, and tell of errors that nobody expected; the desk goes on (U-86)."""
        self._diagnostics = diagnostics
        diagnostics.begin(self._went_wrong.emit)

    def _copy_diagnostics(self) -> None:
        state, clipboard = self.session.sync, QApplication.clipboard()
        facts = {
            "desk": self.session.desk.membership.identity.desk_code,
            "screen": self.window.screen_in_view().face.ident,
            "sync": state.trouble or ("online" if state.online else "offline"),
            "waiting": str(state.waiting),
        }
        if self._diagnostics is not None:
            clipboard.setText(self._diagnostics.text(facts))
            self._tell(self.tr("Copied what helps to find out; no names are in it."))

    def _open_log(self) -> None:
        if self._diagnostics is not None:
            folder = QUrl.fromLocalFile(str(self._diagnostics.folder))
            if not QDesktopServices.openUrl(folder):
                self._tell(self.tr("The log is in {0}").format(self._diagnostics.folder))

    def _report(self, kind: str) -> None:
        """An error that nobody expected: said once in a while, never in the way."""
        said = self.tr("Something went wrong in Foyer ({0}). What was saved is saved.").format(kind)
        self.window.say(said, self._copy_diagnostics, self.tr("Copy diagnostics"))

    def _sound_changed(self, on: bool) -> None:
        self.memory.keep_sound(on)
        if "check_in_view" in vars(self.screens):
            self.screens.check_in_view.show_sound(on)

    def _choose_somebody(self) -> None:
        """Who stood here last stands here again, once they have proved it where they must."""
        if self.session.actor or not self.session.location or self.door.is_locked():
            return
        if unproved := self.memory.bring_back():
            self.door.ask_at_start(unproved)

    def _dress(self) -> None:
        session = self.session
        here = session.location
        self.window.top.place.say(here.name if here else self.tr("Loading"))
        people = {m.id: m.name for m, _ in place.people(session.source, session.location_id)}
        name = people.get(session.actor, "")
        if name or not session.actor:
            shown = name or self.tr("Nobody")
            self.window.top.person.say(shown, shown.partition(" ")[0])
        self.window.set_banner(banner_line(session))
        self._dress_time()

    def _dress_time(self) -> None:
        session = self.session
        now, zone = session.now(), session.zone
        self.window.top.set_clock(formats.day(now, zone), formats.clock(now, zone))
        self.window.set_sync(sync_line(session.sync, now, zone))
