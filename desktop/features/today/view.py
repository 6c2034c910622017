"""The Today screen: the day line, who is due, the rush board, what needs attention."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.frame import ADD_WALK_IN
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.today.actions import (
    CHECK_IN_CLASS,
    DIGITS,
    EARLIER,
    PRINT_DAY,
    check_in_seen,
)
from desktop.features.today.attention_card import AttentionCard
from desktop.features.today.due_card import DueCard
from desktop.features.today.model import TodayView
from desktop.features.today.rush_card import RushCard
from desktop.features.today.timeline import Timeline
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L, GAP_M, PAGE_SIDE
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import ElidedLabel, Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.slim_bar import SlimBar

# Room for a message at the foot of the page, so that it never covers who is due.
_MESSAGE_ROOM = 60
_BOTH = 640


class TodayScreen(Page):
    """Tells what was asked for; shows what it is given."""

    check_in_requested = Signal(str, str)
    class_check_in_requested = Signal(str)
    client_opened = Signal(str, str)
    class_opened = Signal(str)
    rush_requested = Signal(str, str)
    attention_opened = Signal(str)
    attention_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Today"))
        self.summary = ElidedLabel(Size.BODY, ink=Ink.MUTED)
        self.timeline = Timeline()
        self.due = DueCard()
        self.rush = RushCard()
        self.attention = AttentionCard()
        self._lay_out(registry)
        self._connect(registry)
        self.set_first(self.due.list)

    def show_day(self, view: TodayView) -> None:
        """Take the newest state of the day."""
        self.summary.setText(view.line.summary)
        self.timeline.show_line(view.line)
        self.due.show_groups(view.due)
        self.rush.show_board(view.rush)
        self.attention.show_lines(view.attention, view.attention_count)

    def _lay_out(self, registry: ActionRegistry) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE, GAP_M, PAGE_SIDE, _MESSAGE_ROOM)
        page.setSpacing(GAP_M)
        head = QHBoxLayout()
        head.setSpacing(GAP_M)
        head.addWidget(Label(self.tr("Today"), Size.PAGE, bold=True, ink=Ink.STRONG))
        head.addWidget(self.summary, 1, Qt.AlignmentFlag.AlignVCenter)
        paper = registry.action(PRINT_DAY)
        self.paper = Button.icon_only("printer", paper.text())
        self.paper.clicked.connect(paper.trigger)
        head.addWidget(self.paper)
        head.addWidget(Button.for_action(registry.action(ADD_WALK_IN), icon="user-plus"))
        sell = Button.for_action(registry.action(Screen.SELL.action), icon="shopping-bag")
        sell.set_words(self.tr("Sell"))
        head.addWidget(sell)
        check_in = registry.action(Screen.CHECK_IN.action)
        button = Button.for_action(check_in, icon="scan-line", kind=Kind.PRIMARY)
        button.set_words(self.tr("Check in"))
        head.addWidget(button)
        page.addLayout(head)
        page.addWidget(self.timeline)
        below = QHBoxLayout()
        below.setSpacing(GAP_L)
        below.addWidget(self.due, 11)
        self._beside = self._side()
        below.addWidget(self._beside, 8)
        page.addLayout(below, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        # Who is due comes first where a panel leaves little room.
        self._beside.setVisible(self.width() >= _BOTH)

    def _side(self) -> QScrollArea:
        """Rush board over attention, scrolled where the window is low."""
        holder = QWidget()
        side = QVBoxLayout(holder)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GAP_M)
        side.addWidget(self.rush)
        side.addWidget(self.attention, 1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Rush board and attention"))
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        SlimBar(area)
        return area

    def _connect(self, registry: ActionRegistry) -> None:
        self.due.check_in_requested.connect(self.check_in_requested)
        self.due.client_opened.connect(self.client_opened)
        self.due.class_requested.connect(self.class_check_in_requested)
        self.due.walk_in_requested.connect(registry.action(ADD_WALK_IN).trigger)
        self.timeline.opened.connect(self.class_opened)
        self.timeline.plan_requested.connect(registry.action(Screen.CALENDAR.action).trigger)
        self.rush.acted.connect(self.rush_requested)
        self.attention.opened.connect(self.attention_opened)
        self.attention.acted.connect(self.attention_requested)
        self.attention.all_requested.connect(registry.action(Screen.ATTENTION.action).trigger)
        for number in range(1, DIGITS + 1):
            registry.do(check_in_seen(number), partial(self.due.check_in_number, number))
        registry.do(CHECK_IN_CLASS, self.due.check_in_class)
        registry.do(EARLIER, self.timeline.toggle_earlier)
