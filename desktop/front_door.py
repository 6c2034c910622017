"""Who works at this desk, in the window: the panel that asks, the lock, the idle minutes."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from core.domain.ids import StaffId
from core.domain.settings import IDLE_LOCK_MIN
from core.domain.zones import MINUTE_MS
from core.rules.terms import Terms
from desktop.actions import frame
from desktop.actions.registry import ActionRegistry
from desktop.doorkeeper import Doorkeeper
from desktop.features.sign_in.panel import SignInPanel
from desktop.features.sign_in.presenter import SignInPresenter
from desktop.input_events import hear_input, hear_no_more
from desktop.session import Session
from desktop.shell.window import DeskWindow

LOCK_WIDE = 420
_SIGNS_OF_LIFE = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
})  # fmt: skip


class FrontDoor(QObject):
    """`locked` carries whether the curtain is drawn."""

    locked = Signal(bool)

    def __init__(self, window: DeskWindow, registry: ActionRegistry, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._registry = registry
        self._session = session
        self.keeper = Doorkeeper(session)
        self.beside = SignInPresenter(SignInPanel(), session, self.keeper)
        self.before = SignInPresenter(SignInPanel(), session, self.keeper)
        self.before.panel.setFixedWidth(LOCK_WIDE)
        self.before.panel.head.bar_closing()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._last = ""
        self._resting = False
        self._bind()

    def lock(self) -> None:
        """Draw the curtain until who worked here, or somebody else, gives a PIN."""
        session = self._session
        if not session.signed_in:
            return
        self._last = session.actor
        session.leave()
        self._close(self._last)

    def ask_at_start(self, staff_id: str) -> None:
        """Who stood here last has to prove it before anything is seen."""
        self._close(staff_id)

    def rest(self, resting: bool) -> None:
        """While a kiosk runs nobody is expected at the desk, and it does not lock by itself."""
        self._resting = resting
        self._dress()

    def is_locked(self) -> bool:
        """Whether the curtain is drawn."""
        return self._window.curtain.isVisible()

    def end(self) -> None:
        """Let go of the application."""
        self._idle.stop()
        app = QApplication.instance()
        if app is not None:
            hear_no_more(app, self)
        self.keeper.close()

    def _bind(self) -> None:
        do, window = self._registry.do, self._window
        do(frame.LOCK, self.lock)
        do(frame.SIGN_IN, lambda: self.beside.first_time(self._session.actor))
        window.panel.adopt(self.beside.panel)
        self.before.panel.hide()
        self.before.panel.setParent(window.curtain)
        self.beside.wanted.connect(self._show_beside)
        self.beside.entered.connect(self._let_in)
        self.beside.left.connect(window.panel.dismiss)
        window.panel.closed.connect(self.beside.give_up)
        self.before.wanted.connect(self._show_before)
        self.before.entered.connect(self._open)
        self._session.approval_asked.connect(self.beside.approve)
        self._session.signed_out.connect(self._signed_out)
        self._session.person_changed.connect(self._dress)
        app = QApplication.instance()
        if app is not None:
            hear_input(app, self)
        self._dress()

    def _dress(self) -> None:
        """What can be done about who works here, and how long nobody may stay away."""
        signed = self._session.signed_in
        self._registry.bar(frame.LOCK, "" if signed else self.tr("Nobody signed in with a PIN"))
        locks = signed and not self._resting
        minutes = Terms(self._session.source.rows).of(IDLE_LOCK_MIN) if locks else 0
        self._idle.setInterval(minutes * MINUTE_MS)
        if minutes:
            self._idle.start()
        else:
            self._idle.stop()

    def _show_beside(self) -> None:
        self._window.panel.open(self.beside.panel)
        self.beside.panel.setFocus()

    def _let_in(self) -> None:
        if self._window.panel.content() is self.beside.panel:
            self._window.panel.dismiss()
            self._window.focus_screen()

    def _signed_out(self, staff_id: str) -> None:
        self._close(staff_id)

    def _close(self, staff_id: str) -> None:
        self._window.panel.dismiss()
        self._registry.leave_only({frame.QUIT})
        self.locked.emit(True)
        self.before.person(StaffId(staff_id))

    def _show_before(self) -> None:
        self._window.cover(self.before.panel)

    def _open(self) -> None:
        self._registry.leave_only(None)
        if self.is_locked():
            self._window.uncover()
        self.locked.emit(False)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Any key or move is a sign of life."""
        if event.type() in _SIGNS_OF_LIFE and self._idle.isActive():
            self._idle.start()
        return False
