"""The Calendar screen: tools above, the painted page below. It tells intents and keeps no data."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.calendar.actions import CANCEL, DAY, EARLIER, LATER, MOVE, NEW, TODAY, WEEK
from desktop.features.calendar.drag_control import Preview
from desktop.features.calendar.grid import CalendarGrid
from desktop.features.calendar.model import CalendarPage, Mode
from desktop.features.calendar.scope_menu import Reach, beside, scope_menu
from desktop.features.calendar.tool_bar import CalendarBar
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.widgets.slim_bar import SlimBar

_EMPTY_WIDE = 320


class CalendarScreen(Page):
    """`moved` carries a Move, `new_requested` a Target, `refused` the DropAnswer."""

    moved = Signal(object)
    refused = Signal(object)
    new_requested = Signal(object)
    class_chosen = Signal(str)
    class_opened = Signal(str)
    cancel_requested = Signal(str)
    today_requested = Signal()
    step_requested = Signal(int)
    mode_requested = Signal(object)
    shown_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Calendar page"))
        self.bar = CalendarBar(registry)
        self.grid = CalendarGrid()
        SlimBar(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.grid, 1)
        self.empty = EmptyState(
            self.tr("No class is planned in these days."), self.tr("Add a class"), "N", self.grid
        )
        self.empty.acted.connect(registry.action(NEW).trigger)
        self.empty.hide()
        self.set_first(self.grid)
        self._connect()
        self._bind(registry)

    def show_page(self, page: CalendarPage) -> None:
        """Take a page or its newer state."""
        self.bar.show_page(page)
        self.grid.show_page(page)
        self.empty.setVisible(not page.blocks)
        self._place_empty()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_empty()

    def _place_empty(self) -> None:
        """In the middle of the grid, above its lines, taking no clicks beside its button."""
        size = self.empty.sizeHint()
        middle = self.grid.rect().center()
        self.empty.setGeometry(
            middle.x() - _EMPTY_WIDE // 2,
            middle.y() - size.height() // 2,
            _EMPTY_WIDE,
            size.height(),
        )

    def set_preview(self, preview: Preview) -> None:
        """Who answers, while something is dragged, what a place would mean (U-43)."""
        self.grid.set_preview(preview)

    def _connect(self) -> None:
        grid = self.grid
        grid.moved.connect(self.moved)
        grid.refused.connect(self.refused)
        grid.new_requested.connect(self.new_requested)
        grid.chosen_changed.connect(self.class_chosen)
        grid.opened.connect(self.class_opened)
        grid.more_asked.connect(self._open_more)
        self.bar.shown_asked.connect(self.shown_requested)

    def _bind(self, registry: ActionRegistry) -> None:
        registry.do(TODAY, self.today_requested.emit)
        registry.do(EARLIER, partial(self.step_requested.emit, -1))
        registry.do(LATER, partial(self.step_requested.emit, 1))
        registry.do(DAY, partial(self.mode_requested.emit, Mode.DAY))
        registry.do(WEEK, partial(self.mode_requested.emit, Mode.WEEK))
        registry.do(NEW, self.grid.request_new)
        registry.do(MOVE, self.grid.move_by_key)
        registry.do(CANCEL, self._ask_cancel)

    def _ask_cancel(self) -> None:
        if self.grid.chosen():
            self.cancel_requested.emit(self.grid.chosen())

    def _open_more(self, keys: Sequence[str], at: QPoint) -> None:
        """The small list behind a "+N" (U-46)."""
        page = self.grid.page()
        known = {b.occurrence_id: b for b in page.blocks} if page else {}
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("More classes"))
        for key in keys:
            block = known[key]
            seats = f"{block.booked}/{block.capacity}"
            act = menu.addAction(f"{block.time}  {block.title}, {block.teacher}  {seats}")
            act.triggered.connect(lambda _on=False, key=key: self._open(key))
        menu.popup(at)

    def ask_reach(
        self,
        title: str,
        counts: dict[Reach, int],
        chosen: Callable[[Reach], None],
        occurrence_id: str,
    ) -> None:
        """Ask beside a block how far a move goes; nothing moves until somebody says (U-44)."""
        menu = scope_menu(self, title, counts, chosen)
        beside(menu, self.grid.viewport(), self.grid.rect_of(occurrence_id))

    def _open(self, key: str) -> None:
        self.grid.choose(key)
        self.class_opened.emit(key)
