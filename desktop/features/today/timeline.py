"""The day line, painted: rooms as rows, hours as columns, the present as a line."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.actions.screens import Screen
from desktop.features.today.block_painter import paint_block
from desktop.features.today.line_layout import HEAD, LANE, NAMES, LineLayout, lay_out
from desktop.features.today.model import Block, DayLine
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import along, brush, place_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, RADIUS, RADIUS_SMALL
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.painted_children import PaintedChild
from desktop.widgets.painting import CENTRE, box, rule_line, text_width, words

_EMPTY = 140


class Timeline(QWidget):
    """Arrows walk over the classes, Enter opens one."""

    opened = Signal(str)
    moved = Signal(str)
    plan_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: DayLine | None = None
        self._from_start = False
        self._chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Classes of the day"))
        sentence = self.tr("No class today.")
        self._empty = EmptyState(sentence, self.tr("Open calendar"), Screen.CALENDAR.face.key, self)
        self._empty.acted.connect(self.plan_requested)
        self._empty.hide()

    def show_line(self, line: DayLine) -> None:
        """Take another day or its newer state."""
        self._line = line
        self._empty.setVisible(not line.blocks)
        self.updateGeometry()
        self.update()

    def chosen(self) -> str:
        """The chosen class, or an empty text."""
        return self._chosen

    def choose(self, occurrence_id: str) -> None:
        """Mark a class as chosen."""
        if occurrence_id != self._chosen:
            self._chosen = occurrence_id
            self.moved.emit(occurrence_id)
            self.update()

    def toggle_earlier(self) -> None:
        """Show the day from its start, or again round the present."""
        self._from_start = not self._from_start
        self.update()

    def painted_children(self) -> list[PaintedChild]:
        """The classes in view (U-58)."""
        day = self._line.day if self._line else ""
        return [
            PaintedChild(f"{day}, {block.said}", rect, block.occurrence_id == self._chosen)
            for block, rect in self._layout_now().places
        ]

    def sizeHint(self) -> QSize:  # noqa: N802
        tall = self._layout_now().height + 1
        empty = self._line is not None and not self._line.blocks
        return QSize(800, max(tall, HEAD + _EMPTY) if empty else tall)

    def _layout_now(self) -> LineLayout:
        if self._line is None or not self._line.hours:
            return LineLayout(0, 60, 1.0, (), (), (), HEAD + LANE)
        return lay_out(self._line, max(self.width(), 400) - 1, self._from_start)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._empty.setGeometry(self.rect().adjusted(1, HEAD + 1, -1, -1))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        box(painter, self.rect(), RADIUS, theme.panel, theme.line)
        if self._line is None:
            return
        layout = self._layout_now()
        if not self._line.blocks:
            rule_line(painter, QPointF(0, HEAD), QPointF(self.width() - 1, HEAD), theme.line)
            return
        self._paint_grid(painter, layout, self._line)
        x = self._now_x(layout, self._line) if layout.places else None
        if x is not None:
            painter.fillRect(QRect(x, HEAD, 2, self.height() - HEAD - 1), theme.accent)
        for block, rect in layout.places:
            paint_block(painter, rect, block, block.occurrence_id == self._chosen)
        if x is not None:
            self._paint_now(painter, layout, self._line, x)

    def _paint_grid(self, painter: QPainter, layout: LineLayout, line: DayLine) -> None:
        theme = current_theme()
        bottom, right = self.height() - 1, self.width() - 1
        caption = font(Size.CAPTION)
        earlier = sum(block.end_min <= layout.from_min for block in line.blocks)
        if earlier or self._from_start:
            text = self.tr("round now") if self._from_start else self.tr("{0} earlier")
            draw_icon(painter, "chevron-left", QPoint(GAP_M - 4, 6), 12, theme.muted)
            place = QRect(GAP_M + 11, 0, NAMES - 24, HEAD)
            words(painter, place, text.format(earlier), caption, theme.muted)
        now = self._now_x(layout, line)
        for minute, label in line.hours:
            if not layout.from_min <= minute < layout.to_min:
                continue
            x = layout.x_of(minute)
            rule_line(painter, QPointF(x, HEAD), QPointF(x, bottom), theme.line)
            near = now is not None and x - 24 < now < x + 24 + text_width(label, Size.CAPTION)
            if not near:
                words(painter, QRect(x + 4, 0, 60, HEAD), label, caption, theme.muted)
        for room, top, lanes in zip(line.rooms, layout.tops, layout.lanes, strict=True):
            rule_line(painter, QPointF(0, top), QPointF(right, top), theme.line)
            place = QRect(GAP_M, top, NAMES - GAP_M - 4, lanes * LANE)
            words(painter, place, room, font(), theme.text)

    def _now_x(self, layout: LineLayout, line: DayLine) -> int | None:
        if line.now_min is None or not layout.from_min <= line.now_min <= layout.to_min:
            return None
        return layout.x_of(line.now_min) - 1

    def _paint_now(self, painter: QPainter, layout: LineLayout, line: DayLine, x: int) -> None:
        """The time on top, and a notch where the line goes behind a class."""
        theme = current_theme()
        for _, rect in layout.places:
            if rect.left() < x < rect.right():
                painter.fillRect(QRect(x, rect.top(), 2, 4), theme.accent)
                painter.fillRect(QRect(x, rect.bottom() - 5, 2, 6), theme.accent)
        wide = text_width(line.now, Size.CAPTION, bold=True) + 8
        pill = QRect(x + 1 - wide // 2, 4, wide, 17)
        box(painter, pill, RADIUS_SMALL, theme.accent_fill)
        words(painter, pill, line.now, font(Size.CAPTION, bold=True), theme.on_accent, CENTRE)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = place_of(event, self)
        if at.y() < HEAD and at.x() < NAMES:
            self.toggle_earlier()
            return
        block = self._block_at(at)
        if block is not None:
            self.choose(block.occurrence_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        block = self._block_at(place_of(event, self))
        if block is not None:
            self.opened.emit(block.occurrence_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Up: (0, -1),
        }
        step = steps.get(Qt.Key(along(event.key(), self)))
        if step is not None:
            self._walk(*step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen:
            self.opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if not self._chosen:
            self._walk(1, 0)

    def _block_at(self, at: QPoint) -> Block | None:
        return next((b for b, rect in self._layout_now().places if rect.contains(at)), None)

    def _walk(self, along: int, across: int) -> None:
        places = self._layout_now().places
        here = next((r for b, r in places if b.occurrence_id == self._chosen), None)
        if here is None:
            coming = [b for b, _ in places if not (b.done or b.cancelled)] or [b for b, _ in places]
            if coming:
                self.choose(min(coming, key=lambda b: b.start_min).occurrence_id)
            return
        if along:
            ahead = [
                (abs(r.x() - here.x()), b)
                for b, r in places
                if r.y() == here.y() and (r.x() - here.x()) * along > 0
            ]
        else:
            ahead = [
                (abs(r.y() - here.y()) * 1000 + abs(r.center().x() - here.center().x()), b)
                for b, r in places
                if (r.y() - here.y()) * across > 0
            ]
        if ahead:
            self.choose(min(ahead, key=lambda pair: pair[0])[1].occurrence_id)
