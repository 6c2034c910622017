"""A scanner that types like a keyboard, heard on every screen (U-11, U-12, U-14).

An event filter of the application. Keys that may be a scan are held for a moment: a scan is told
by `scanned` and leaves no trace in fields or shortcuts; anything else is handed on as typed.
"""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.fields import takes_secret, takes_text
from desktop.input_events import hear_input, hear_no_more
from desktop.scanner.repeats import RepeatGuard
from desktop.scanner.stream import ScanStream, Verdict, WedgeSettings

_GRACE_MS = 15
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
}


def letter_of(event: QKeyEvent) -> str:
    """The character of a key; a letter with Shift is a capital also under Caps Lock."""
    if event.modifiers() & _CHORD:
        return ""
    text = event.text()
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.upper() if shifted and text.isascii() else text


def time_of(event: QKeyEvent) -> int:
    """When the key was pressed; the platform's time, so that a busy desk does not stretch it."""
    return int(event.timestamp()) or round(monotonic() * 1000)


class Wedge(QObject):
    """`scanned` is a code of our letters, `strange` a scan that is not one of ours."""

    scanned = Signal(str)
    strange = Signal(str)

    def __init__(
        self,
        settings: WedgeSettings,
        fallback: Callable[[QKeyEvent], bool],
        clock: Callable[[QKeyEvent], int] = time_of,
        guard: RepeatGuard | None = None,
    ) -> None:
        """`fallback` carries out the shortcut of a held key and says whether there was one."""
        super().__init__()
        self._stream = ScanStream(settings)
        self._fallback, self._clock = fallback, clock
        self._guard = guard or RepeatGuard(settings.repeat_s)
        self._keys: list[QKeyEvent] = []
        self._replaying = False
        self._grace = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_over)

    def set_up(self, settings: WedgeSettings) -> None:
        """Hear another scanner from now on (U-12)."""
        self.let_go()
        self._stream = ScanStream(settings)

    def listen(self, app: QApplication) -> None:
        """Begin to hear; install it after other filters, so that it hears first."""
        hear_input(app, self)

    def hush(self, app: QApplication) -> None:
        """Hear no more; what is held is handed on."""
        self.let_go()
        hear_no_more(app, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return False
        if self._replaying or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MODIFIERS or takes_secret(QApplication.focusWidget()):
            return False
        press = kind == QEvent.Type.KeyPress
        if self._stream.is_late(self._clock(event)):
            self.let_go()
        if letter_of(event) == self._stream.settings.suffix and self._stream.held:
            return self._end(event) if press else self._keep(event)
        if self._stream.holds(letter_of(event), takes_text(QApplication.focusWidget())):
            return self._hold(event) if press else self._keep(event)
        self.let_go()
        return False

    def let_go(self) -> None:
        """Hand on what is held as if it had just been typed."""
        self._timer.stop()
        self._stream.take()
        keys, self._keys = self._keys, []
        for key in keys:
            self._replay(key)

    def _keep(self, event: QKeyEvent) -> bool:
        event.accept()
        return True

    def _hold(self, event: QKeyEvent) -> bool:
        self._stream.add(letter_of(event), self._clock(event))
        self._keys.append(event.clone())
        self._grace = False
        self._timer.start(self._stream.settings.gap_ms)
        return True

    def _end(self, event: QKeyEvent) -> bool:
        self._timer.stop()
        verdict, text = self._stream.end(self._clock(event))
        keys, self._keys = self._keys, []
        if verdict is Verdict.TYPED:
            for key in (*keys, event.clone()):
                self._replay(key)
        elif verdict is Verdict.STRANGE:
            self.strange.emit(text)
        elif self._guard.lets_through(text):
            self.scanned.emit(text)
        return True

    def _replay(self, key: QKeyEvent) -> None:
        popup = QApplication.activePopupWidget()
        target = popup or QApplication.focusWidget() or QApplication.activeWindow()
        self._replaying = True
        try:
            if popup is None and not takes_text(target) and self._fallback(key):
                return
            if target is not None:
                QCoreApplication.sendEvent(target, key)
        finally:
            self._replaying = False

    def _time_over(self) -> None:
        # A busy desk may see the timer before keys that came in time: look once more.
        if self._grace:
            self.let_go()
        else:
            self._grace = True
            self._timer.start(_GRACE_MS)
