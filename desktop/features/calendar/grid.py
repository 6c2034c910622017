"""The painted calendar: columns of blocks under heads that stay, with selection, keys and drag."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop.features.calendar.accessible import children_of
from desktop.features.calendar.clock_words import target_words
from desktop.features.calendar.drag import STEP_MIN, Grip, grip_at
from desktop.features.calendar.drag_control import SCROLL_EDGE, DragControl, Preview, Way
from desktop.features.calendar.frame_painting import Scrolled
from desktop.features.calendar.geometry import MINUTE
from desktop.features.calendar.layout import MorePlace, PageLayout, lay_out_page
from desktop.features.calendar.model import CalendarBlock, CalendarPage, Target
from desktop.features.calendar.page_painting import PagePainter, Scene
from desktop.features.calendar.scrolling import fit_bars, open_at_hours, present_y, reveal
from desktop.features.calendar.walk import neighbour, next_to_come, steps_of
from desktop.theme.mirror import along, place_of, seen
from desktop.theme.sizes import DAY_HEAD, GUTTER
from desktop.widgets.painted_children import PaintedChild

NEW_MIN = 60
_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}


class CalendarGrid(QAbstractScrollArea):
    """Emits what a person means: `moved` a Move, `new_requested` a Target, the rest ids."""

    moved = Signal(object)
    refused = Signal(object)
    new_requested = Signal(object)
    chosen_changed = Signal(str)
    opened = Signal(str)
    more_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Calendar"))
        self.viewport().setMouseTracking(True)
        self._page: CalendarPage | None = None
        self._laid: tuple[CalendarPage, int, PageLayout] | None = None
        self._chosen = ""
        self._pressed: QPoint | None = None
        self._pointer = QPoint()
        self._look = PagePainter()
        self.control = DragControl(self)
        self._connect()

    def _connect(self) -> None:
        control = self.control
        control.changed.connect(self._drag_changed)
        control.scroll_asked.connect(self._scroll_by)
        control.reveal_asked.connect(self._reveal_target)
        control.dropped.connect(self.moved)
        control.drawn.connect(self.new_requested)
        control.refused.connect(self.refused)
        control.words_of = self._words_of

    # what is shown

    def set_preview(self, preview: Preview) -> None:
        """Who answers what a place would mean: (occurrence, target, copied) → answer."""
        self.control.preview = preview

    def show_page(self, page: CalendarPage) -> None:
        """Take another page, or the newer state of this one, which keeps the place."""
        old = self._page
        self._page = page
        known = {block.occurrence_id for block in page.blocks}
        drag = self.control.drag
        if drag is not None and drag.block and drag.block.occurrence_id not in known:
            self.control.give_up()
        other = old is None or [c.date for c in old.columns] != [c.date for c in page.columns]
        self._fit(open_anew=other)
        self.viewport().update()

    def page(self) -> CalendarPage | None:
        """What is shown."""
        return self._page

    def layout_now(self) -> PageLayout | None:
        """Where everything lies at the present size."""
        if self._page is None:
            return None
        width = self.viewport().width() - GUTTER
        if self._laid is None or self._laid[0] is not self._page or self._laid[1] != width:
            self._laid = (self._page, width, lay_out_page(self._page, width))
        return self._laid[2]

    def scrolled(self) -> Scrolled:
        """How far the content is scrolled."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Scrolled(x, y, self.viewport().width(), self.viewport().height())

    def painted_children(self) -> list[PaintedChild]:
        """The blocks (U-58)."""
        layout = self.layout_now()
        if layout is None:
            return []
        seen = self.scrolled()
        view = QRect(GUTTER, DAY_HEAD, seen.width - GUTTER, seen.height - DAY_HEAD)
        return children_of(layout, self._chosen, QPoint(seen.left, seen.top), view)

    # selection

    def chosen(self) -> str:
        """The chosen occurrence, or an empty text."""
        return self._chosen

    def choose(self, occurrence_id: str) -> None:
        """Mark a block and bring it into view."""
        if occurrence_id != self._chosen:
            self._chosen = occurrence_id
            self.chosen_changed.emit(occurrence_id)
        layout = self.layout_now()
        rect = layout.rect_of(occurrence_id) if layout else None
        if rect is not None:
            reveal(self, rect)
        self.viewport().update()

    def rect_of(self, occurrence_id: str) -> QRect | None:
        """Where a block is seen now, in the viewport; None where it is not."""
        layout = self.layout_now()
        rect = layout.rect_of(occurrence_id) if layout else None
        if rect is None:
            return None
        seen = self.scrolled()
        return rect.translated(-seen.left, -seen.top)

    def chosen_block(self) -> CalendarBlock | None:
        """The chosen block."""
        page = self._page
        blocks = page.blocks if page else ()
        return next((b for b in blocks if b.occurrence_id == self._chosen), None)

    def move_by_key(self, *, copies: bool = False) -> bool:
        """Take the chosen block, or a copy, to put it elsewhere with arrows; False where it cannot
        be (U-45)."""
        block, layout = self.chosen_block(), self.layout_now()
        if block is None or layout is None or not (block.movable or copies):
            return False
        self.setFocus()
        self.control.begin_by_key(layout, block, copies=copies)
        return True

    def request_new(self) -> None:
        """A new class after the chosen block, or at the first open hour in view."""
        block = self.chosen_block()
        if block is not None:
            self._ask_new(block.column, block.ends_at)
            return
        page = self._page
        spans = [(c, s) for c in (page.columns if page else ()) for s in c.open_spans]
        today = [pair for pair in spans if pair[0].today] or spans
        if not today:
            return
        column, (opens, closes) = today[0]
        now = page.now_at if page and page.now_at is not None else 0
        half = 30 * MINUTE
        soon = -(-now // half) * half
        self._ask_new(column.key, soon if opens < soon < closes else opens)

    def _ask_new(self, column: str, starts_at: int) -> None:
        self.new_requested.emit(Target(starts_at, starts_at + NEW_MIN * MINUTE, column))

    def _walk(self, across: int, down: int) -> None:
        layout = self.layout_now()
        if layout is None:
            return
        steps = steps_of(layout)
        if self._chosen in {step.key for step in steps}:
            self.choose(neighbour(steps, self._chosen, across, down))
        elif steps:
            self.choose(next_to_come(layout))

    # scrolling

    def now_y(self) -> float | None:
        """The height of the present, where its day is shown."""
        layout, page = self.layout_now(), self._page
        return present_y(layout, page) if layout and page else None

    def _fit(self, *, open_anew: bool) -> None:
        layout, page = self.layout_now(), self._page
        if layout is not None and page is not None:
            fit_bars(self, layout)
            if open_anew:
                open_at_hours(self, layout, page)

    def _scroll_by(self, by: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by)
        self._follow(self._pointer)

    def _reveal_target(self) -> None:
        layout = self.layout_now()
        if layout is not None and self.control.drag is not None:
            reveal(self, layout.rect_for(self.control.drag.target))

    # events

    def content_point(self, at: QPoint) -> QPoint:
        """A point of the viewport as a point of the content."""
        seen = self.scrolled()
        return QPoint(at.x() - seen.left, at.y() - seen.top)

    def _on_content(self, at: QPoint) -> bool:
        return at.x() >= GUTTER and at.y() >= DAY_HEAD

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self.viewport())
        layout = self.layout_now()
        if event.button() != Qt.MouseButton.LeftButton or layout is None:
            return
        if not self._on_content(at):
            return
        point = self.content_point(at)
        more = layout.more_at(point)
        if more is not None:
            self._ask_more(more, at)
            return
        self._pressed = at
        block = layout.block_at(point)
        if block is not None:
            self.choose(block.occurrence_id)

    def _ask_more(self, more: MorePlace, at: QPoint) -> None:
        there = seen(QRect(at, QSize(1, 1)), self.viewport()).topLeft()
        self.more_asked.emit(more.keys, self.viewport().mapToGlobal(there))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self.viewport())
        if self.control.active:
            self._follow(at)
        elif self._pressed is None:
            self._hover(at)
        elif (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._begin(self._pressed)
            self._follow(at)

    def _begin(self, at: QPoint) -> None:
        layout = self.layout_now()
        if layout is None:
            return
        point = self.content_point(at)
        block, column = layout.block_at(point), layout.column_at(point.x())
        if block is not None:
            rect = layout.rect_of(block.occurrence_id)
            if (block.movable or self._copying()) and rect is not None:
                grip = grip_at(point.y(), rect.y(), rect.height())
                target = Target(block.starts_at, block.ends_at, block.column)
                self._take(layout, grip, block, target)
        elif column is not None:
            starts_at = layout.axis.snapped(column.shape, point.y(), STEP_MIN)
            target = Target(starts_at, starts_at + STEP_MIN * MINUTE, column.column.key)
            self._take(layout, Grip.NEW, None, target)

    @staticmethod
    def _copying() -> bool:
        return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)

    def _take(
        self, layout: PageLayout, grip: Grip, block: CalendarBlock | None, target: Target
    ) -> None:
        self.control.begin(layout, grip, block, target)
        if self.control.drag is not None and self._pressed is not None:
            self.control.drag.hold(self.content_point(self._pressed).y())

    def _follow(self, at: QPoint) -> None:
        """The pointer is, or still is, at a point of the viewport."""
        self._pointer = at
        fine = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        low = self.viewport().height() - SCROLL_EDGE
        edge = -1 if at.y() < DAY_HEAD + SCROLL_EDGE else 1 if at.y() > low else 0
        if self.control.way is Way.MOUSE:
            self.control.set_copies(self._copying())
        self.control.follow(self.content_point(at), fine, edge)

    def _hover(self, at: QPoint) -> None:
        layout = self.layout_now()
        shape = Qt.CursorShape.ArrowCursor
        point = self.content_point(at)
        block = layout.block_at(point) if layout and self._on_content(at) else None
        rect = layout.rect_of(block.occurrence_id) if layout and block else None
        if block is not None and rect is not None and block.movable:
            ends = grip_at(point.y(), rect.y(), rect.height()) is not Grip.WHOLE
            shape = Qt.CursorShape.SizeVerCursor if ends else shape
        self.viewport().setCursor(shape)

    def _drag_changed(self) -> None:
        drag, answer = self.control.drag, self.control.answer
        shape = Qt.CursorShape.ArrowCursor
        if drag is not None:
            ends = drag.grip in {Grip.START, Grip.END, Grip.NEW}
            shape = Qt.CursorShape.SizeVerCursor if ends else Qt.CursorShape.ClosedHandCursor
            if answer is not None and not answer.allowed:
                shape = Qt.CursorShape.ForbiddenCursor
        else:
            self._pressed = None
        self.viewport().setCursor(shape)
        self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self._pressed = None
        if self.control.active:
            self.control.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self.viewport())
        layout = self.layout_now()
        if layout is None or not self._on_content(at):
            return
        point = self.content_point(at)
        block, column = layout.block_at(point), layout.column_at(point.x())
        if block is not None:
            self.opened.emit(block.occurrence_id)
        elif column is not None and layout.more_at(point) is None:
            step = 2 * STEP_MIN
            floor = point.y() - point.y() % (layout.axis.hour * step / 60)
            self._ask_new(column.column.key, layout.axis.snapped(column.shape, floor, step))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.control.key(along(event.key(), self), fine):
            return
        act = self._meaning(along(event.key(), self))
        if act is not None:
            act()
        else:
            event.ignore()

    def _meaning(self, key: int) -> Callable[[], None] | None:
        if key in _ARROWS:
            across, down = _ARROWS[Qt.Key(key)]
            return lambda: self._walk(across, down)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen:
            return lambda: self.opened.emit(self._chosen)
        return None

    def event(self, event: QEvent) -> bool:
        # While something is on its way Enter and Esc are the drag's, not a shortcut's.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self.control.active
            and isinstance(event, QKeyEvent)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if self.control.active:
            self.control.give_up()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit(open_anew=self.verticalScrollBar().maximum() == 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(GUTTER + 240, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        layout, page = self.layout_now(), self._page
        if layout is None or page is None:
            return
        drag, answer = self.control.drag, self.control.answer
        scene = Scene(
            page=page,
            layout=layout,
            seen=self.scrolled(),
            now_y=self.now_y(),
            chosen=self._chosen,
            focused=self.hasFocus(),
            drag=drag,
            answer=answer,
            copies=self.control.copies,
        )
        self._look.paint(self.viewport(), scene)

    def _words_of(self, target: Target) -> tuple[str, str]:
        return target_words(target, self._page.zone if self._page else "UTC")
