"""A screen of several pages under tabs, each made when it is first looked at."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import PAGE_SIDE, TOOL_BAR
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.tabs import Tabs

Made = tuple[str, str, Callable[[], QWidget]]
"""Id, words on the tab, and who makes the page."""


class TabbedPage(Page):
    """`shown` names the page that came into view."""

    shown = Signal(str)

    def __init__(self, name: str, pages: Sequence[Made], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._words = {ident: words for ident, words, _ in pages}
        self._makers = {ident: make for ident, _, make in pages}
        self._pages: dict[str, QWidget] = {}
        self.tabs = Tabs(name, [(ident, words) for ident, words, _ in pages])
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QHBoxLayout()
        holder.setContentsMargins(PAGE_SIDE, 0, PAGE_SIDE, 0)
        holder.addWidget(self.tabs)
        self._bar = QWidget()
        self._bar.setFixedHeight(TOOL_BAR)
        self._bar.setLayout(holder)
        column.addWidget(self._bar)
        column.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.go)
        self.go(pages[0][0])

    def go(self, ident: str) -> None:
        """Bring a page into view, with the keyboard in it where the keyboard is here."""
        if ident not in self._pages:
            self._pages[ident] = self._makers[ident]()
            self.stack.addWidget(self._pages[ident])
        page = self._pages[ident]
        self.tabs.choose(ident)
        self.stack.setCurrentWidget(page)
        self.set_first(page)
        self.shown.emit(ident)
        if self.isVisible():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the page beside this one."""
        idents = list(self._makers)
        self.go(idents[(idents.index(self.tabs.choice()) + by) % len(idents)])

    def say(self, ident: str, count: int) -> None:
        """Write how many wait on a page; none is not written."""
        self.tabs.say(ident, self._words[ident], count or None)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self._bar.geometry(), theme.panel)
        y = self._bar.geometry().bottom()
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
