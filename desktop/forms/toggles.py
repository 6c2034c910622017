"""Several words to switch on and off, in as many lines as they need; arrows move between them."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.fonts import font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import along, brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.page import Page
from desktop.widgets.painting import CENTRE, box, text_width, words

TALL, _GAP, _PAD, _CHECK = 28, 6, 10, 18


class _Toggle(QAbstractButton):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self.updateGeometry)

    def wide(self) -> int:
        """Always as wide as when it is on, so that nothing jumps."""
        return text_width(self.text(), bold=True) + 2 * _PAD + _CHECK

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        on = self.isChecked()
        fill = theme.accent_tint if on else theme.hover if self.underMouse() else theme.raised
        box(painter, self.rect(), RADIUS, fill, theme.accent if on else theme.line_strong)
        ink = theme.accent if on else theme.text
        place = QRect(self.rect())
        if on:
            at = QRect(_PAD - 2, (TALL - 14) // 2, 14, 14)
            draw_icon(painter, "check", at.topLeft(), 14, ink)
            place = place.adjusted(_CHECK, 0, 0, 0)
        words(painter, place, self.text(), font(bold=on), ink, CENTRE)


class Toggles(Page):
    """Choices by their place in the list."""

    changed = Signal()

    def __init__(self, texts: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons = [_Toggle(text) for text in texts]
        for button in self._buttons:
            button.setParent(self)
            button.clicked.connect(self.changed)
        if self._buttons:
            self.set_first(self._buttons[0])

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        for button in self._buttons:
            button.setAccessibleName(f"{button.text()}, {name}")

    def buttons(self) -> list[QWidget]:
        """All of them, in their order."""
        return list(self._buttons)

    def chosen(self) -> list[int]:
        """The places of those that are on."""
        return [at for at, button in enumerate(self._buttons) if button.isChecked()]

    def choose(self, places: set[int]) -> None:
        """Switch exactly these on."""
        for at, button in enumerate(self._buttons):
            button.setChecked(at in places)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self._flow(self.width() or 400, move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        tall = self._flow(self.width(), move=True)
        if tall != self.height():
            self.setFixedHeight(tall)

    def _flow(self, width: int, *, move: bool) -> int:
        x = y = 0
        for button in self._buttons:
            wide = min(button.wide(), width)
            if x and x + wide > width:
                x, y = 0, y + TALL + _GAP
            if move:
                button.setGeometry(x, y, wide, TALL)
            x += wide + _GAP
        return y + TALL

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(along(event.key(), self)))
        here = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        after = self._buttons[(here + step) % len(self._buttons)]
        after.setFocus(Qt.FocusReason.TabFocusReason)
