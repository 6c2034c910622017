"""The bar on top: place, date and clock; the one search box; sync state; the person."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.shell.lines import SyncLine
from desktop.shell.top_parts import NameButton, SearchTrigger, SyncPill
from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, TOP_BAR
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import rule_line


class _Divider(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().line_strong)


class TopBar(QWidget):
    """Tells only what was clicked; what it shows is set from outside."""

    search_asked = Signal()
    sync_asked = Signal()
    place_asked = Signal()
    person_asked = Signal()

    def __init__(self, search_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(TOP_BAR)
        self.place = NameButton(self.tr("Place"), pin=True)
        self.date = Label("", ink=Ink.TEXT)
        self.clock = Label("", Size.BODY, bold=True, ink=Ink.STRONG)
        self.search = SearchTrigger(self.tr("Find a client, class or command"), search_key)
        self.sync = SyncPill(SyncLine(self.tr("Connected")))
        self.person = NameButton(self.tr("Person at the desk"), pin=False)
        self._lay_out()
        self.search.clicked.connect(self.search_asked)
        self.sync.clicked.connect(self.sync_asked)
        self.place.clicked.connect(self.place_asked)
        self.person.clicked.connect(self.person_asked)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 0, GAP_M, 1)
        row.setSpacing(GAP_M)
        left = QHBoxLayout()
        left.setSpacing(GAP_M)
        for part in (self.place, _Divider(), self.date, self.clock):
            left.addWidget(part)
        left.addStretch(1)
        right = QHBoxLayout()
        right.setSpacing(GAP_M)
        right.addStretch(1)
        right.addWidget(self.sync)
        right.addWidget(self.person)
        row.addLayout(left, 1)
        row.addSpacing(GAP_S)
        row.addWidget(self.search)
        row.addSpacing(GAP_S)
        row.addLayout(right, 1)

    def set_clock(self, date: str, time: str) -> None:
        """Date and time of the place, ready to read."""
        self.date.setText(date)
        self.clock.setText(time)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        y = self.height() - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
