"""The pages of the kiosk that only show: who stands before it is greeted, or told what is on."""

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.features.kiosk.big_button import BigButton
from desktop.features.kiosk.model import Greeting, Idle, Verdict
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_XL
from desktop.theme.tokens import Field, Theme
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import CENTRE, words

ICON = 88
_MOST_COMING = 4


class IdlePage(QWidget):
    """The studio, the time, how to check in, what comes next. `find_asked` by name."""

    find_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self._clock = Label("", Size.RESULT, bold=True, ink=Ink.STRONG)
        self._how = Label(self.tr("Show your code to the scanner"), Size.NAME, ink=Ink.TEXT)
        self.finds = BigButton(self.tr("Find my name"), "search", strong=True)
        self.finds.clicked.connect(self.find_asked)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP_XL)
        self._grid.setVerticalSpacing(GAP_M)
        column = QVBoxLayout(self)
        column.setSpacing(GAP_XL)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(self._studio, 0, centre)
        column.addWidget(self._clock, 0, centre)
        column.addSpacing(ICON + 2 * GAP_XL)
        column.addWidget(self._how, 0, centre)
        column.addWidget(self.finds, 0, centre)
        column.addStretch(2)
        holder = QWidget()
        holder.setLayout(self._grid)
        column.addWidget(holder, 0, centre)
        column.addStretch(1)

    def show_idle(self, idle: Idle) -> None:
        """Take the newest state."""
        self._studio.setText(idle.studio)
        self._clock.setText(idle.clock)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, one in enumerate(idle.coming[:_MOST_COMING]):
            for column, (text, ink) in enumerate(
                ((one.time, Ink.STRONG), (one.title, Ink.STRONG), (one.place, Ink.MUTED))
            ):
                label = Label(text, Size.PAGE, bold=column < 2, ink=ink)
                self._grid.addWidget(label, at, column)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        top = self._clock.geometry().bottom() + GAP_XL
        at = QPointF(self.width() / 2 - ICON / 2, top + GAP_M)
        draw_icon(painter, "scan-line", at, ICON, current_theme().accent)


class GreetingPage(QWidget):
    """A whole field of colour, read from afar. `left` by a touch or when its time is over."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._greeting: Greeting | None = None
        self.setAccessibleName(self.tr("Answer"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def greet(self, greeting: Greeting) -> None:
        """Show an answer, and say it."""
        self._greeting = greeting
        self.setAccessibleName(greeting.said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, greeting.said))
        self.update()

    def greeting(self) -> Greeting | None:
        """What is shown."""
        return self._greeting

    def mouseReleaseEvent(self, _event: object) -> None:  # noqa: N802
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._greeting is None:
            return
        painter = brush(self)
        field = field_of(current_theme(), self._greeting.verdict)
        painter.fillRect(self.rect(), field.fill)
        icon = "circle-check" if self._greeting.verdict is Verdict.IN else "triangle-alert"
        lines = self._greeting.lines
        tall = 2 * ICON + 52 + 36 + GAP_L + 28 * len(lines)
        y = max(GAP_XL, (self.height() - tall) // 2)
        at = QPointF(self.width() / 2 - ICON, y)
        draw_icon(painter, icon, at, 2 * ICON, field.on)
        y += 2 * ICON + GAP_L
        shown = self._greeting
        for text, size in ((shown.headline, Size.RESULT), (shown.name, Size.NAME)):
            place = QRect(GAP_XL, y, self.width() - 2 * GAP_XL, size.line)
            words(painter, place, text, font(size, bold=True), field.on, CENTRE)
            y += size.line + GAP_M
        for line in lines:
            place = QRect(GAP_XL, y, self.width() - 2 * GAP_XL, 28)
            words(painter, place, line, font(Size.PAGE), field.on, CENTRE)
            y += 32


def field_of(theme: Theme, verdict: Verdict) -> Field:
    """The colours of a verdict."""
    return theme.accepted_field if verdict is Verdict.IN else theme.attention_field
