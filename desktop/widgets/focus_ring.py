"""The ring that shows which button the keyboard holds (U-10), painted outside its edges."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.painting import box

_OFF, _WIDE = 2, 2


class _Ring(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        pen = QPen(current_theme().focus, _WIDE)
        box(brush(self), self.rect(), RADIUS + _OFF, None, pen)


class FocusRing(QObject):
    """Follows the focus of the application; fields show theirs by their own edge."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring = _Ring()
        self._around: QWidget | None = None
        self._app = app
        app.focusChanged.connect(self._move)

    def ring(self) -> QWidget:
        """The ring itself."""
        return self._ring

    def end(self) -> None:
        """Follow no longer: the windows are about to go, and the ring with one of them."""
        self._app.focusChanged.disconnect(self._move)
        self._leave()
        if isValid(self._ring):
            self._ring.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._around:
            if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
                self._place()
            elif event.type() in {QEvent.Type.Hide, QEvent.Type.Destroy}:
                self._leave()
        return False

    def _move(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        if isinstance(now, QAbstractButton):
            self._around = now
            now.installEventFilter(self)
            self._place()

    def _place(self) -> None:
        if self._around is None or self._around.parentWidget() is None:
            return
        if not isValid(self._ring):  # it went with the page that it was on
            self._ring = _Ring()
        room = _OFF + _WIDE
        self._ring.setParent(self._around.parentWidget())
        self._ring.setGeometry(self._around.geometry().adjusted(-room, -room, room, room))
        self._ring.show()
        self._ring.raise_()

    def _leave(self) -> None:
        if self._around is not None and isValid(self._around):
            self._around.removeEventFilter(self)
        self._around = None
        # No parent: whoever held the focus may be going away with all its children.
        if isValid(self._ring):
            self._ring.hide()
            self._ring.setParent(None)
