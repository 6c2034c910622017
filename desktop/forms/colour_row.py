"""The twelve colours of services to choose from; arrows move, digits of a mouse click choose."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import along, brush, place_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS, RADIUS_SMALL
from desktop.widgets.painting import box, words

COLOURS = 12
_SIDE, _GAP, _NAME = 24, 4, 80
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}


class ColourRow(QWidget):
    """The one that holds has a mark and its name is written at the end."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._chosen = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(COLOURS * (_SIDE + _GAP))

    def chosen(self) -> int:
        """1 to 12."""
        return self._chosen

    def choose(self, number: int) -> None:
        """Show a colour, without a signal."""
        self._chosen = min(COLOURS, max(1, number))
        self.setAccessibleDescription(tr(current_theme().service(self._chosen).name))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(COLOURS * (_SIDE + _GAP) + _NAME, _SIDE + 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _STEPS.get(Qt.Key(along(event.key(), self)))
        if step is None:
            super().keyPressEvent(event)
            return
        self._pick((self._chosen - 1 + step) % COLOURS + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = (place_of(event, self).x() - 3) // (_SIDE + _GAP)
        if 0 <= at < COLOURS:
            self._pick(at + 1)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def _pick(self, number: int) -> None:
        self.choose(number)
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        for number in range(1, COLOURS + 1):
            place = QRect(3 + (number - 1) * (_SIDE + _GAP), 3, _SIDE, _SIDE)
            colours = theme.service(number)
            box(painter, place, RADIUS_SMALL, colours.line)
            if number == self._chosen:
                draw_icon(painter, "check", place.topLeft() + _MIDDLE, 16, theme.panel)
                if self.hasFocus():
                    pen = QPen(theme.focus, 2)
                    box(painter, place.adjusted(-3, -3, 3, 3), RADIUS, None, pen)
        name = QRect(COLOURS * (_SIDE + _GAP) + 8, 3, _NAME, _SIDE)
        shown = tr(theme.service(self._chosen).name)
        words(painter, name, shown, font(Size.CAPTION), theme.muted)


_MIDDLE = QRect(4, 4, 0, 0).topLeft()
