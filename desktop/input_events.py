"""Keys, clicks and moves for those who mind them in the whole program, by one ear.

Each filter on the application is asked about every event there is, thousands while a form is built;
this one asks those who listen only about input (U-91).
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import isValid

INPUT = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_NAME = "input events"


class InputEvents(QObject):
    """Asks the listeners, the newest first, until one keeps the event."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._listeners: list[QObject] = []
        app.installEventFilter(self)

    def add(self, listener: QObject) -> None:
        """Ask it from now on, before those that were there."""
        self.drop(listener)
        self._listeners.append(listener)

    def drop(self, listener: QObject) -> None:
        """Ask it no more; who is gone is forgotten, too."""
        left = self._listeners
        self._listeners = [one for one in left if one is not listener and isValid(one)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() not in INPUT:
            return False
        listeners = reversed(self._listeners)
        return any(isValid(one) and one.eventFilter(watched, event) for one in listeners)


def hear_input(app: QCoreApplication, listener: QObject) -> None:
    """Let a listener's `eventFilter` be asked about all input."""
    found = app.findChild(InputEvents, _NAME)
    (found if isinstance(found, InputEvents) else InputEvents(app)).add(listener)


def hear_no_more(app: QCoreApplication, listener: QObject) -> None:
    """Ask it no more."""
    found = app.findChild(InputEvents, _NAME)
    if isinstance(found, InputEvents):
        found.drop(listener)
