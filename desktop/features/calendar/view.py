"""The Calendar screen: tools above, the painted page below. It tells intents and keeps no data."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.calendar import actions
from desktop.features.calendar.actions import NEW
from desktop.features.calendar.drag_control import Preview
from desktop.features.calendar.filter_menu import FilterChoice, filter_menu
from desktop.features.calendar.filters import Filter
from desktop.features.calendar.grid import CalendarGrid
from desktop.features.calendar.model import CalendarPage, Mode, MonthPage
from desktop.features.calendar.month_grid import MonthGrid
from desktop.features.calendar.scope_menu import Reach, beside, scope_menu
from desktop.features.calendar.tool_bar import CalendarBar
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.widgets.slim_bar import SlimBar

_EMPTY_WIDE = 320


class CalendarScreen(Page):
    """`moved` carries a Move, `new_requested` a Target, `refused` the DropAnswer, days are local
    dates."""

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
    filter_chosen = Signal(object, str)
    day_opened = Signal(str)
    day_chosen = Signal(str)
    month_stepped = Signal(str, int)
    new_on_day = Signal(str)
    search_asked = Signal()
    session_asked = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Calendar page"))
        self.bar = CalendarBar(registry)
        self.grid = CalendarGrid()
        SlimBar(self.grid)
        self.month = MonthGrid()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.month)
        self._options: Callable[[], FilterChoice] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
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
        self._show(self.grid)
        self.empty.setVisible(not page.blocks)
        self._empty_says(page.filtered)
        self._place_empty()

    def show_month(self, page: MonthPage, day: str) -> None:
        """Take a month, with the keyboard on a local date of it."""
        self.bar.show_page(page)
        self.month.show_month(page, day)
        self.empty.hide()
        self._show(self.month)

    def _show(self, part: QWidget) -> None:
        had = self.pages.currentWidget()
        self.pages.setCurrentWidget(part)
        self.set_first(part)
        if had is not part and self.isVisible():
            part.setFocus()

    def _empty_says(self, filtered: int) -> None:
        nothing = self.tr("No class is planned in these days.")
        hidden = self.tr("No class fits the filter. Shift+F shows all.")
        self.empty.sentence.setText(hidden if filtered else nothing)

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

    def set_options(self, options: Callable[[], FilterChoice]) -> None:
        """Who knows what there is to filter by."""
        self._options = options

    def _connect(self) -> None:
        grid = self.grid
        grid.moved.connect(self.moved)
        grid.refused.connect(self.refused)
        grid.new_requested.connect(self.new_requested)
        grid.chosen_changed.connect(self.class_chosen)
        grid.opened.connect(self.class_opened)
        grid.more_asked.connect(self._open_more)
        self.bar.shown_asked.connect(self.shown_requested)
        month = self.month
        month.opened.connect(self.class_opened)
        month.day_opened.connect(self.day_opened)
        month.chosen_changed.connect(self.day_chosen)
        month.stepped.connect(self.month_stepped)
        month.new_requested.connect(self.new_on_day)

    def _bind(self, registry: ActionRegistry) -> None:
        do = registry.do
        do(actions.TODAY, self.today_requested.emit)
        do(actions.EARLIER, partial(self.step_requested.emit, -1))
        do(actions.LATER, partial(self.step_requested.emit, 1))
        do(actions.DAY, partial(self.mode_requested.emit, Mode.DAY))
        do(actions.WEEK, partial(self.mode_requested.emit, Mode.WEEK))
        do(actions.MONTH, partial(self.mode_requested.emit, Mode.MONTH))
        do(actions.NEW, self._ask_new)
        do(actions.MOVE, self.grid.move_by_key)
        do(actions.COPY, partial(self.grid.move_by_key, copies=True))
        do(actions.CANCEL, self._ask_cancel)
        do(actions.FILTER, self.ask_filter)
        do(actions.CLEAR_FILTER, self._clear_filter)
        do(actions.SEARCH, self.search_asked.emit)
        do(actions.BOOK_SESSION, self._ask_session)

    def in_month(self) -> bool:
        """Whether the month is in view."""
        return self.pages.currentWidget() is self.month

    def ask_filter(self) -> None:
        """Ask which classes are shown, below the button where there is one."""
        if self._options is not None:
            menu = filter_menu(self, self._options(), self.filter_chosen.emit)
            button = self.bar.filter
            at = QPoint(0, button.height() + 4) if button.isVisible() else QPoint(0, 0)
            menu.popup((button if button.isVisible() else self).mapToGlobal(at))

    def _clear_filter(self) -> None:
        if self._options is not None:
            self.filter_chosen.emit(Filter(), self._options().colour)

    def _ask_session(self) -> None:
        """In the column of the chosen block, where there is one."""
        block = self.grid.chosen_block()
        self.session_asked.emit("" if block is None or self.in_month() else block.column)

    def _ask_new(self) -> None:
        if self.in_month():
            self.new_on_day.emit(self.month.chosen())
        else:
            self.grid.request_new()

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
