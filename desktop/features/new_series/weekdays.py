"""Seven days to switch on and off; arrows move between them, Space switches."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop import formats
from desktop.theme.fonts import font
from desktop.theme.mirror import along, brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.page import Page
from desktop.widgets.painting import CENTRE, box, words

_WIDE, _TALL = 44, 32


class _Day(QAbstractButton):
    def __init__(self, short: str, name: str) -> None:
        super().__init__()
        self.setText(short)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDE, _TALL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        chosen = self.isChecked()
        fill = theme.accent_tint if chosen else theme.hover if self.underMouse() else theme.raised
        box(painter, self.rect(), RADIUS, fill, theme.accent if chosen else theme.line_strong)
        ink = theme.accent if chosen else theme.text
        words(painter, QRect(self.rect()), self.text(), font(bold=chosen), ink, CENTRE)


class Weekdays(Page):
    """0 is Monday."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (
            self.tr("Monday"),
            self.tr("Tuesday"),
            self.tr("Wednesday"),
            self.tr("Thursday"),
            self.tr("Friday"),
            self.tr("Saturday"),
            self.tr("Sunday"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._days = [_Day(*pair) for pair in zip(formats.WEEKDAYS, names, strict=True)]
        for day in self._days:
            row.addWidget(day)
            day.toggled.connect(self.changed)
        self.set_first(self._days[0])

    def chosen(self) -> tuple[int, ...]:
        """The days that are on."""
        return tuple(at for at, day in enumerate(self._days) if day.isChecked())

    def choose(self, days: tuple[int, ...]) -> None:
        """Switch exactly these on."""
        for at, day in enumerate(self._days):
            day.setChecked(at in days)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(along(event.key(), self)))
        here = next((at for at, day in enumerate(self._days) if day.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self._days[(here + step) % len(self._days)].setFocus(Qt.FocusReason.TabFocusReason)
