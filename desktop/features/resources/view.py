"""The Resources screen: tools, the painted day, and the clash to mend."""

from functools import partial

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.resources.actions import EARLIER, LATER, REMEDIES, TODAY, remedy
from desktop.features.resources.model import ResourceDay
from desktop.features.resources.notice_bar import NoticeBar
from desktop.features.resources.timeline import ResourceTimeline
from desktop.theme.fonts import Size
from desktop.theme.marks import State
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, TOOL_BAR
from desktop.widgets.button import Button
from desktop.widgets.chip import Chip, ChipSpec
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.slim_bar import SlimBar


class ResourcesScreen(Page):
    """`slot_requested` carries the resource and the instant (UTC ms) of a free slot."""

    slot_requested = Signal(str, object)
    class_opened = Signal(str)
    remedy_requested = Signal(str, str)
    today_requested = Signal()
    step_requested = Signal(int)
    kind_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Resources"))
        self._day: ResourceDay | None = None
        self.date = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self._clashes = Chip(ChipSpec(""))
        self._outages = Chip(ChipSpec(""))
        self.kinds = Button("", opens_menu=True)
        self.timeline = ResourceTimeline()
        self.notice = NoticeBar()
        self.empty = EmptyState(
            self.tr(
                "No resources are set up at this location. "
                "The owner adds rooms and equipment at the server."
            )
        )
        SlimBar(self.timeline)
        self._lay_out(registry)
        self.set_first(self.timeline)
        self._connect(registry)

    def show_day(self, day: ResourceDay) -> None:
        """Take a day or its newer state."""
        self._day = day
        self.date.setText(day.title)
        clash = self.tr("{0} clash") if day.clashes == 1 else self.tr("{0} clashes")
        self._clashes.say(ChipSpec.of(State.CLASH, clash.format(day.clashes)))
        self._clashes.setVisible(day.clashes > 0)
        out = self.tr("{0} out of use").format(day.outages)
        self._outages.say(ChipSpec.of(State.OUT_OF_ORDER, out))
        self._outages.setVisible(day.outages > 0)
        self.kinds.set_words(day.shown)
        self.kinds.setVisible(bool(day.kinds))
        self.timeline.show_day(day)
        self.timeline.setVisible(bool(day.groups))
        self.empty.setVisible(not day.groups)
        self.notice.show_notice(day.notice)

    def _lay_out(self, registry: ActionRegistry) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_L, 8, GAP_L, 9)
        bar.setSpacing(GAP_S)
        bar.addWidget(Label(self.tr("Resources"), Size.PAGE, bold=True, ink=Ink.STRONG))
        bar.addSpacing(GAP_S)
        today = Button(self.tr("Today"), key=registry.key_text(TODAY))
        earlier = Button.icon_only("chevron-left", registry.action(EARLIER).text())
        later = Button.icon_only("chevron-right", registry.action(LATER).text())
        for button, ident in ((today, TODAY), (earlier, EARLIER), (later, LATER)):
            button.clicked.connect(registry.action(ident).trigger)
            bar.addWidget(button)
        bar.addSpacing(GAP_S)
        bar.addWidget(self.date)
        bar.addSpacing(GAP_S)
        bar.addWidget(self._clashes)
        bar.addWidget(self._outages)
        bar.addStretch(1)
        bar.addWidget(self.kinds)
        column.addLayout(bar)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.empty, 1)
        below = QHBoxLayout()
        below.setContentsMargins(GAP_L, 0, GAP_L, GAP_M)
        below.addWidget(self.notice)
        column.addLayout(below)

    def _connect(self, registry: ActionRegistry) -> None:
        self.timeline.slot_requested.connect(self.slot_requested)
        self.timeline.opened.connect(self.class_opened)
        self.notice.chosen.connect(self.remedy_requested)
        self.kinds.clicked.connect(self._ask_kind)
        registry.do(TODAY, self.today_requested.emit)
        registry.do(EARLIER, partial(self.step_requested.emit, -1))
        registry.do(LATER, partial(self.step_requested.emit, 1))
        for number in range(1, REMEDIES + 1):
            registry.do(remedy(number), partial(self.notice.take, number))

    def _ask_kind(self) -> None:
        menu = QMenu(self.kinds)
        menu.setAccessibleName(self.tr("Types of resources"))
        for kind in self._day.kinds if self._day else ():
            act = menu.addAction(kind.text)
            act.triggered.connect(lambda _on=False, i=kind.ident: self.kind_requested.emit(i))
        menu.popup(self.kinds.mapToGlobal(QPoint(0, self.kinds.height() + 4)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        rule_line(painter, QPointF(0, TOOL_BAR), QPointF(self.width(), TOOL_BAR), theme.line)
