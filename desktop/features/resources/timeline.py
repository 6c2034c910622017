"""The resource day, painted: a slot follows pointer and keys; Enter or a click takes it (U-50)."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from desktop.features.resources.accessible import children_of
from desktop.features.resources.bar_drag import BarDrag, paint_drag
from desktop.features.resources.geometry import (
    HEAD,
    MINUTE,
    SLOT_MIN,
    DayLayout,
    RowPlace,
    free_from,
    free_until,
    hours_of,
    lay_out,
    span_words,
)
from desktop.features.resources.model import Hold, ResourceDay
from desktop.features.resources.painting import paint_row, paint_slot
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import along, brush, place_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, RADIUS_SMALL
from desktop.widgets.painted_children import PaintedChild
from desktop.widgets.painting import CENTRE, box, rule_line, text_width, words

SLOT_LONGEST_MIN = 90
SwapPreview = Callable[[str, str, str], tuple[str, bool]]
"""What an occurrence's bar, put from one line on another, would come to, and whether it can."""


class Slot(Struct, frozen=True):
    """Where the keyboard or the pointer is."""

    resource_id: str
    starts_at: int


class ResourceTimeline(QAbstractScrollArea):
    """`slot_requested` carries resource and instant; `opened` the occurrence of a bar."""

    slot_requested = Signal(str, object)
    opened = Signal(str)
    swapped = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Resources of the day"))
        self.viewport().setMouseTracking(True)
        self._day: ResourceDay | None = None
        self._laid: tuple[ResourceDay, int, DayLayout] | None = None
        self._slot: Slot | None = None
        self._hover: Slot | None = None
        self._pressed: tuple[QPoint, Hold, str] | None = None
        self._drag: BarDrag | None = None
        self.preview: SwapPreview | None = None

    def show_day(self, day: ResourceDay) -> None:
        """Take a day or its newer state."""
        self._day = day
        self._hover = None
        self._fit_bars()
        self.viewport().update()

    def layout_now(self) -> DayLayout | None:
        """Where everything lies at the present width."""
        if self._day is None:
            return None
        width = self.viewport().width()
        if self._laid is None or self._laid[0] is not self._day or self._laid[1] != width:
            self._laid = (self._day, width, lay_out(self._day, width))
        return self._laid[2]

    def slot(self) -> Slot | None:
        """The slot that the keyboard is on."""
        return self._slot

    def choose(self, resource_id: str, starts_at: int) -> None:
        """Put the keyboard on a slot."""
        self._slot = Slot(resource_id, starts_at)
        layout = self.layout_now()
        row = layout.row_of(resource_id) if layout else None
        if row is not None:
            bar = self.verticalScrollBar()
            tall = self.viewport().height() - HEAD
            if row.top < bar.value():
                bar.setValue(row.top - 28)
            elif row.top + row.height > bar.value() + tall:
                bar.setValue(row.top + row.height - tall)
        self.viewport().update()

    def first_slot(self) -> Slot | None:
        """The first line, now, where the keyboard is on none."""
        layout = self.layout_now()
        lines = [r.line.resource_id for r in layout.rows if r.line] if layout else []
        if layout is None or not lines:
            return None
        now = self._day.now_at if self._day and self._day.now_at else layout.from_at
        return Slot(lines[0], now)

    def hold_here(self) -> tuple[str, str] | None:
        """The occurrence that the keyboard is on, and its line."""
        slot, row = self._slot, self._row_here()
        hold = self._hold_at(row, slot.starts_at) if slot and row else None
        return (hold.occurrence_id, slot.resource_id) if hold and slot else None

    def outage_here(self) -> tuple[str, str] | None:
        """The line that the keyboard is on, and what is out of order there."""
        slot, row = self._slot, self._row_here()
        if slot is None or row is None or row.line is None:
            return None
        ends = slot.starts_at + SLOT_MIN * MINUTE
        for one in row.line.outages:
            if one.outage_id and one.starts_at < ends and one.ends_at > slot.starts_at:
                return slot.resource_id, one.outage_id
        return None

    def _row_here(self) -> RowPlace | None:
        layout = self.layout_now()
        return layout.row_of(self._slot.resource_id) if layout and self._slot else None

    def painted_children(self) -> list[PaintedChild]:
        """Every hold, outage and clash in words (U-58)."""
        layout = self.layout_now()
        if layout is None or self._day is None:
            return []
        return children_of(self._day, layout, self._origin())

    def _origin(self) -> QPoint:
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPoint(-x, HEAD - y)

    def _fit_bars(self) -> None:
        layout = self.layout_now()
        if layout is None:
            return
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, layout.height - view.height() + HEAD))
        down.setPageStep(max(1, view.height() - HEAD))
        down.setSingleStep(16)
        across.setRange(0, max(0, layout.right + layout.used - view.width()))
        across.setPageStep(max(1, view.width()))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self.viewport())
        theme = current_theme()
        painter.fillRect(self.viewport().rect(), theme.panel)
        layout, day = self.layout_now(), self._day
        if layout is None or day is None:
            return
        width = max(self.viewport().width(), layout.right + layout.used)
        origin = self._origin()
        painter.save()
        painter.setClipRect(0, HEAD, self.viewport().width(), self.viewport().height() - HEAD)
        painter.translate(origin)
        self._paint_grid(painter, layout, day)
        for row in layout.rows:
            paint_row(painter, layout, row, width)
        self._paint_slots(painter, layout, day)
        if self._drag is not None:
            paint_drag(painter, layout, self._drag)
        painter.restore()
        painter.translate(origin.x(), 0)
        self._paint_head(painter, layout, day, width)

    def _paint_grid(self, painter: QPainter, layout: DayLayout, day: ResourceDay) -> None:
        theme = current_theme()
        bottom = layout.height - 1
        edges = [layout.x_of(at) for at, _ in hours_of(day)]
        for x in [*edges, layout.left, layout.right]:
            rule_line(painter, QPointF(x, 0), QPointF(x, bottom), theme.line)
        if day.now_at is not None and day.from_at <= day.now_at <= day.to_at:
            x = layout.x_of(day.now_at)
            for row in layout.rows:
                # Numbers of shared resources stand where the line would run through them.
                if row.line is None or not row.line.shared:
                    painter.fillRect(QRect(x - 1, row.top, 2, row.height), theme.accent)

    def _paint_head(
        self, painter: QPainter, layout: DayLayout, day: ResourceDay, width: int
    ) -> None:
        theme = current_theme()
        painter.fillRect(QRect(0, 0, width, HEAD), theme.panel)
        caption = font(Size.CAPTION)
        count = sum(row.line is not None and not row.line.unit for row in layout.rows)
        said = self.tr("{0} resources").format(count)
        words(painter, QRect(GAP_L, 0, layout.left - GAP_L, HEAD), said, caption, theme.muted)
        used = QRect(layout.right + GAP_L, 0, 80, HEAD)
        words(painter, used, self.tr("Used"), caption, theme.muted)
        now_x = layout.x_of(day.now_at) if day.now_at is not None else None
        half = (text_width(day.now, Size.CAPTION, bold=True) + 10) // 2
        for at, label in hours_of(day):
            x = layout.x_of(at)
            rule_line(painter, QPointF(x, HEAD - 8), QPointF(x, HEAD), theme.line)
            covered = now_x is not None and now_x - half - 36 < x < now_x + half - 4
            if not covered:
                words(painter, QRect(x + 4, 0, 40, HEAD), label, caption, theme.muted)
        if now_x is not None and day.now_at is not None and day.now_at < day.to_at:
            painter.fillRect(QRect(now_x - 1, HEAD - 10, 2, 10), theme.accent)
            pill = QRect(now_x - half, 10, 2 * half, 16)
            box(painter, pill, RADIUS_SMALL, theme.accent_fill)
            face = font(Size.CAPTION, bold=True)
            words(painter, pill, day.now, face, theme.on_accent, CENTRE)
        rule_line(painter, QPointF(0, HEAD - 1), QPointF(width, HEAD - 1), theme.line)

    def _paint_slots(self, painter: QPainter, layout: DayLayout, day: ResourceDay) -> None:
        shown = [self._hover, self._slot if self.hasFocus() else None]
        for slot in dict.fromkeys(s for s in shown if s is not None):
            row = layout.row_of(slot.resource_id)
            if row is None or row.line is None:
                continue
            free = free_from(row.line, slot.starts_at)
            ends_at = slot.starts_at + SLOT_MIN * MINUTE
            if free:
                ends_at = free_until(row.line, slot.starts_at, SLOT_LONGEST_MIN)
            rect = layout.span_rect(row, slot.starts_at, ends_at).adjusted(0, 1, -1, 0)
            hold = self._hold_at(row, slot.starts_at)
            if hold is not None:
                lane = {h.hold_id: n for h, n in row.lanes}[hold.hold_id]
                rect = layout.hold_rect(row, hold, lane).adjusted(-2, -2, 2, 2)
            paint_slot(painter, rect, span_words(day, slot.starts_at, ends_at), free=free)

    # pointer and keys

    @staticmethod
    def _hold_at(row: RowPlace, at: int) -> Hold | None:
        found = [hold for hold, _ in row.lanes if hold.starts_at <= at < hold.ends_at]
        within = at + SLOT_MIN * MINUTE
        found += [hold for hold, _ in row.lanes if at < hold.starts_at < within]
        return found[0] if found else None

    def _slot_at(self, at: QPoint) -> Slot | None:
        layout = self.layout_now()
        point = at - self._origin()
        if layout is None or at.y() < HEAD or not layout.left <= point.x() < layout.right:
            return None
        row = layout.row_at(point.y())
        if row is None or row.line is None:
            return None
        return Slot(row.line.resource_id, layout.slot_of(point.x()))

    def _bar_at(self, at: QPoint) -> Hold | None:
        layout = self.layout_now()
        if layout is None or at.y() < HEAD:
            return None
        point = at - self._origin()
        for row in layout.rows:
            for hold, lane in row.lanes:
                if layout.hold_rect(row, hold, lane).contains(point):
                    return hold
        return None

    def _take(self, slot: Slot) -> None:
        layout = self.layout_now()
        row = layout.row_of(slot.resource_id) if layout else None
        if row is None or row.line is None:
            return
        if free_from(row.line, slot.starts_at):
            self.slot_requested.emit(slot.resource_id, slot.starts_at)
            return
        hold = self._hold_at(row, slot.starts_at)
        if hold is not None:
            self.opened.emit(hold.occurrence_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self.viewport())
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(at)
            return
        slot, layout = self._slot_at(at), self.layout_now()
        row = layout.row_of(slot.resource_id) if layout and slot else None
        free = row and row.line and slot and free_from(row.line, slot.starts_at)
        hover = slot if free and self._bar_at(at) is None else None
        if hover != self._hover:
            self._hover = hover
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = place_of(event, self.viewport())
        bar, slot = self._bar_at(at), self._slot_at(at)
        if bar is not None and slot is not None:
            self._slot = slot
            self._pressed = (at, bar, slot.resource_id)
        elif slot is not None:
            self._slot = slot
            self._take(slot)

    def _follow(self, at: QPoint) -> None:
        """A bar is held: where it would come, and what that means (U-42, U-43)."""
        layout = self.layout_now()
        if self._pressed is None or layout is None:
            return
        start, hold, line_id = self._pressed
        if self._drag is None:
            if (at - start).manhattanLength() < QApplication.startDragDistance():
                return
            self._drag = BarDrag(hold, line_id)
        row = layout.row_at((at - self._origin()).y())
        to = row.line.resource_id if row is not None and row.line is not None else ""
        if to != self._drag.to:
            said, can = ("", True) if to == line_id else (self.tr("Not here"), False)
            if to and to != line_id and self.preview is not None:
                said, can = self.preview(hold.occurrence_id, line_id, to)
            self._drag = BarDrag(hold, line_id, to, said, can)
            shape = Qt.CursorShape.ClosedHandCursor if can else Qt.CursorShape.ForbiddenCursor
            self.viewport().setCursor(shape)
        self.viewport().update()

    def _let_go(self) -> None:
        self._pressed = self._drag = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        pressed, drag = self._pressed, self._drag
        self._let_go()
        if drag is not None:
            if drag.can and drag.to and drag.to != drag.line_id:
                self.swapped.emit(drag.hold.occurrence_id, drag.line_id, drag.to)
        elif pressed is not None:
            self.opened.emit(pressed[1].occurrence_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if event.key() == Qt.Key.Key_Escape and self._pressed is not None:
            self._let_go()
            return
        step = steps.get(Qt.Key(along(event.key(), self)))
        if step is not None:
            self._walk(*step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._slot is not None:
            self._take(self._slot)
        else:
            event.ignore()

    def _walk(self, along: int, down: int) -> None:
        layout = self.layout_now()
        lines = [r.line.resource_id for r in layout.rows if r.line] if layout else []
        if layout is None or not lines:
            return
        if self._slot is None or self._slot.resource_id not in lines:
            start = self._day.now_at if self._day and self._day.now_at else layout.from_at
            self.choose(lines[0], layout.slot_of(layout.x_of(start)))
            return
        at = max(0, min(len(lines) - 1, lines.index(self._slot.resource_id) + down))
        step = SLOT_MIN * MINUTE
        starts_at = self._slot.starts_at + along * step
        self.choose(lines[at], max(layout.from_at, min(layout.to_at - step, starts_at)))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hover = None
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self._slot is None:
            self._walk(0, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_bars()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(480, 200)
