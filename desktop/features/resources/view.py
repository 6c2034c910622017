"""The Resources screen: tools, the painted day, and the clash to mend."""

from functools import partial

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.resources.actions import (
    DAY,
    EARLIER,
    GIVE_OTHER,
    LATER,
    PUT_BACK,
    REMEDIES,
    TAKE_OUT,
    TODAY,
    WEEK,
    remedy,
)
from desktop.features.resources.model import ResourceDay, ResourceWeek
from desktop.features.resources.notice_bar import NoticeBar
from desktop.features.resources.timeline import ResourceTimeline, SwapPreview
from desktop.features.resources.week_grid import WeekGrid
from desktop.theme.fonts import Size
from desktop.theme.marks import State
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, TOOL_BAR
from desktop.widgets.button import Button
from desktop.widgets.chip import Chip, ChipSpec
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.segmented import Segmented
from desktop.widgets.slim_bar import SlimBar

_MODES = {"day": DAY, "week": WEEK}
_NARROW = 820


class ResourcesScreen(Page):
    """`slot_requested` carries the resource and the instant (UTC ms) of a free slot."""

    slot_requested = Signal(str, object)
    class_opened = Signal(str)
    remedy_requested = Signal(str, str)
    today_requested = Signal()
    step_requested = Signal(int)
    kind_requested = Signal(str)
    weekly_requested = Signal(bool)
    day_opened = Signal(str)
    swap_requested = Signal(str, str, str)
    choose_requested = Signal(str, str)
    out_requested = Signal(str, object)
    back_requested = Signal(str, str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Resources"))
        self._day: ResourceDay | ResourceWeek | None = None
        self.date = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self._clashes = Chip(ChipSpec(""))
        self._outages = Chip(ChipSpec(""))
        self.kinds = Button("", opens_menu=True)
        self.mode = Segmented(
            self.tr("Day or week"),
            [("day", self.tr("Day"), "D"), ("week", self.tr("Week"), "W")],
        )
        self.take_out = Button(self.tr("Take out of order"), icon="wrench", key="O")
        self.timeline = ResourceTimeline()
        self.week = WeekGrid()
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
        self._dress(day)
        self.mode.choose("day")
        self.take_out.show()
        self._change(self.week, self.timeline)
        self.timeline.show_day(day)
        self.timeline.setVisible(bool(day.groups))
        self.empty.setVisible(not day.groups)
        self.notice.show_notice(day.notice)

    def show_week(self, week: ResourceWeek) -> None:
        """Take a week or its newer state."""
        self._dress(week)
        self.mode.choose("week")
        self.take_out.hide()
        self._change(self.timeline, self.week)
        self.week.show_week(week)
        self.week.setVisible(bool(week.rows))
        self.empty.setVisible(not week.rows)
        self.notice.show_notice(None)

    def set_swap_preview(self, preview: SwapPreview) -> None:
        """Who says what dropping a bar on another line would mean."""
        self.timeline.preview = preview

    def _change(self, before: QWidget, now: QWidget) -> None:
        had = before.isVisible() and before.hasFocus()
        before.hide()
        now.show()
        self.set_first(now)
        if had:
            now.setFocus()

    def _dress(self, day: ResourceDay | ResourceWeek) -> None:
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

    def _lay_out(self, registry: ActionRegistry) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_L, 8, GAP_L, 9)
        bar.setSpacing(GAP_S)
        bar.addWidget(Label(self.tr("Resources"), Size.PAGE, bold=True, ink=Ink.STRONG))
        bar.addSpacing(GAP_S)
        self._today = today = Button(self.tr("Today"), key=registry.usual_text(TODAY))
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
        bar.addWidget(self.mode)
        bar.addWidget(self.take_out)
        column.addLayout(bar)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.week, 1)
        self.week.hide()
        column.addWidget(self.empty, 1)
        below = QHBoxLayout()
        below.setContentsMargins(GAP_L, 0, GAP_L, GAP_M)
        below.addWidget(self.notice)
        column.addLayout(below)

    def _connect(self, registry: ActionRegistry) -> None:
        self.timeline.slot_requested.connect(self.slot_requested)
        self.timeline.opened.connect(self.class_opened)
        self.timeline.swapped.connect(self.swap_requested)
        self.week.day_opened.connect(self.day_opened)
        self.mode.chosen.connect(lambda mode: registry.action(_MODES[mode]).trigger())
        self.take_out.clicked.connect(registry.action(TAKE_OUT).trigger)
        registry.do(DAY, partial(self.weekly_requested.emit, False))
        registry.do(WEEK, partial(self.weekly_requested.emit, True))
        registry.do(TAKE_OUT, self._ask_out)
        registry.do(PUT_BACK, self._ask_back)
        registry.do(GIVE_OTHER, self._ask_other)
        self.notice.chosen.connect(self.remedy_requested)
        self.kinds.clicked.connect(self._ask_kind)
        registry.do(TODAY, self.today_requested.emit)
        registry.do(EARLIER, partial(self.step_requested.emit, -1))
        registry.do(LATER, partial(self.step_requested.emit, 1))
        for number in range(1, REMEDIES + 1):
            registry.do(remedy(number), partial(self.notice.take, number))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._today.setVisible(not narrow)
        self.take_out.set_words("" if narrow else self.tr("Take out of order"))
        self.take_out.setAccessibleName(self.tr("Take out of order"))

    def _ask_out(self) -> None:
        """The line that the keyboard is on, from its time."""
        slot = self.timeline.slot() or self.timeline.first_slot()
        if slot is not None:
            self.out_requested.emit(slot.resource_id, slot.starts_at)

    def _ask_back(self) -> None:
        found = self.timeline.outage_here()
        if found is not None:
            self.back_requested.emit(*found)

    def _ask_other(self) -> None:
        found = self.timeline.hold_here()
        if found is not None:
            self.choose_requested.emit(*found)

    def _ask_kind(self) -> None:
        menu = QMenu(self.kinds)
        menu.setAccessibleName(self.tr("Types of resources"))
        for kind in self._day.kinds if self._day else ():
            act = menu.addAction(kind.text)
            act.triggered.connect(lambda _on=False, i=kind.ident: self.kind_requested.emit(i))
        menu.popup(self.kinds.mapToGlobal(QPoint(0, self.kinds.height() + 4)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        rule_line(painter, QPointF(0, TOOL_BAR), QPointF(self.width(), TOOL_BAR), theme.line)
