"""The window that clients stand before: full screen, one page at a time, a corner for the staff."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.features.kiosk.big_button import BigButton
from desktop.features.kiosk.find_page import FindPage
from desktop.features.kiosk.leave_page import LeavePage
from desktop.features.kiosk.model import Greeting, Idle, Paper
from desktop.features.kiosk.pages import GreetingPage, IdlePage
from desktop.features.kiosk.sign_page import SignPage
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L

FORGETS_S = 30
"""What was begun goes after so many seconds without a touch (U-68)."""
_LIFE = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.TouchBegin})


class KioskWindow(QWidget):
    """`leave_asked` by the staff's corner; it never closes by itself."""

    leave_asked = Signal()
    find_asked = Signal()

    def __init__(self, *, mirror: bool = False) -> None:
        """A `mirror` shows clients what happens at the desk and asks them nothing."""
        super().__init__()
        self.setObjectName("kiosk")
        self.setWindowTitle(self.tr("Foyer kiosk"))
        self.setMinimumSize(480, 600)
        self.mirror = mirror
        self._may_close = False
        self.idle, self.greeting = IdlePage(), GreetingPage()
        self.search, self.sign, self.leave = FindPage(), SignPage(), LeavePage()
        self.pages = QStackedWidget()
        for page in (self.idle, self.greeting, self.search, self.sign, self.leave):
            self.pages.addWidget(page)
        self.idle.finds.setVisible(not mirror)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.staff = BigButton("", "lock", parent=self)
        self.staff.setAccessibleName(self.tr("Staff: leave the kiosk"))
        self.staff.setVisible(not mirror)
        self.staff.clicked.connect(self.leave_asked)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.timeout.connect(self.start_over)
        self.greeting.left.connect(self.start_over)
        for page in (self.search, self.sign, self.leave):
            page.left.connect(self.start_over)
        self.idle.find_asked.connect(self.find_asked)

    def show_idle(self, idle: Idle) -> None:
        """Take the newest state of the start page."""
        self.idle.show_idle(idle)

    def start_over(self) -> None:
        """Back to the start; nothing of the last one stays."""
        self._time.stop()
        self.search.field.clear()
        self.sign.start(Paper(client_id="", waiver_id="", title="", text="", name=""))
        self.leave.field.clear()
        self._go(self.idle)

    def greet(self, greeting: Greeting, seconds: int) -> None:
        """Show an answer for some seconds."""
        self.greeting.greet(greeting)
        self._go(self.greeting, seconds)

    def open_find(self, *, by_phone: bool) -> None:
        """Let somebody find themselves."""
        self._go(self.search, FORGETS_S)
        self.search.start(by_phone=by_phone)

    def open_sign(self, paper: Paper) -> None:
        """Let somebody sign."""
        self._go(self.sign, FORGETS_S)
        self.sign.start(paper)

    def open_leave(self, people: list[tuple[str, str]]) -> None:
        """Ask for the PIN that ends the kiosk."""
        self._go(self.leave, FORGETS_S)
        self.leave.start(people)

    def end(self) -> None:
        """Close for good."""
        self._may_close = True
        self._time.stop()
        self.close()
        self.deleteLater()

    def seconds_left(self) -> float:
        """How long the page in view still stays; 0 on the start page."""
        return max(0, self._time.remainingTime()) / 1000

    def _go(self, page: QWidget, seconds: int = 0) -> None:
        self.pages.setCurrentWidget(page)
        self.staff.setVisible(not self.mirror and page is self.idle)
        if seconds:
            self._time.start(seconds * 1000)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A touch or key says that somebody is still there."""
        answered = self.pages.currentWidget() is self.greeting
        if event.type() in _LIFE and self._time.isActive() and not answered:
            self._time.start(FORGETS_S * 1000)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.start_over()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.staff.setGeometry(self.width() - 56 - GAP_L, GAP_L, 56, 56)
        self.staff.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self._may_close or self.mirror:
            super().closeEvent(event)
        else:  # Alt+F4 is no way out
            event.ignore()
            self.leave_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().window)
