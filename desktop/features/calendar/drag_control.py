"""Runs a drag on the grid: start by mouse or key, live preview, edges that scroll, drop, way back.

The grid hands on its events; a drop is one signal, a drag that is given up leaves no trace.
"""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal

from desktop.features.calendar.drag import FINE_MIN, STEP_MIN, Drag, Grip
from desktop.features.calendar.layout import PageLayout
from desktop.features.calendar.model import CalendarBlock, DropAnswer, Move, Target

Preview = Callable[[str, Target, bool], DropAnswer]
"""What an occurrence, a place, and whether it is copied, come to."""

SCROLL_EDGE, SCROLL_MS, SCROLL_STEP = 28, 16, 8
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Way(Enum):
    """What moves the ghost."""

    MOUSE = "mouse"
    KEYS = "keys"


class DragControl(QObject):
    """One drag at a time. `preview` answers what a place would mean; a new range asks nobody."""

    changed = Signal()
    scroll_asked = Signal(int)
    reveal_asked = Signal()
    dropped = Signal(object)
    drawn = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self.words_of: Callable[[Target], tuple[str, str]] = lambda _target: ("", "")
        self.drag: Drag | None = None
        self.answer: DropAnswer | None = None
        self.way = Way.MOUSE
        self.copies = False
        self._edge = 0
        self._timer = QTimer(self)
        self._timer.setInterval(SCROLL_MS)
        self._timer.timeout.connect(self._scroll)

    @property
    def active(self) -> bool:
        """Whether something is on its way."""
        return self.drag is not None

    def begin(
        self, layout: PageLayout, grip: Grip, block: CalendarBlock | None, target: Target
    ) -> None:
        """Take a block, or an empty range, where it is."""
        self.drag = Drag(layout, grip, block, target)
        self.way = Way.MOUSE
        self._ask()

    def set_copies(self, copies: bool) -> None:
        """While a whole block is dragged: leave it where it is and put it there once more."""
        if self.drag is not None and self.drag.grip is Grip.WHOLE and copies != self.copies:
            self.copies = copies
            self._ask()

    def begin_by_key(
        self, layout: PageLayout, block: CalendarBlock, *, copies: bool = False
    ) -> None:
        """Take a block to move it with arrows, or a copy of it."""
        self.copies = copies
        target = Target(block.starts_at, block.ends_at, block.column)
        self.begin(layout, Grip.WHOLE, block, target)
        self.way = Way.KEYS
        self.changed.emit()

    def follow(self, content: QPoint, fine: bool, edge: int) -> None:
        """The pointer moved to a place of the content; `edge` is -1 or 1 near top or bottom."""
        if self.drag is None or self.way is Way.KEYS:
            return
        self._edge = edge
        if edge and not self._timer.isActive():
            self._timer.start()
        elif not edge:
            self._timer.stop()
        before = self.drag.target
        if self.drag.follow(content.x(), content.y(), FINE_MIN if fine else STEP_MIN) != before:
            self._ask()

    def key(self, key: int, fine: bool) -> bool:
        """A key while something is on its way; False where it means nothing here."""
        if self.drag is None:
            return False
        if key == Qt.Key.Key_Escape:
            self.give_up()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key in _ARROWS and self.drag.grip is Grip.WHOLE:
            rows, columns = _ARROWS[Qt.Key(key)]
            self.way = Way.KEYS
            self.drag.nudge(rows * (FINE_MIN if fine else STEP_MIN), columns)
            self._ask()
            self.reveal_asked.emit()
        else:
            return key != Qt.Key.Key_Shift
        return True

    def drop(self) -> None:
        """Let go: one signal, or none where nothing changed or the place is refused."""
        drag, answer, copies = self.drag, self.answer, self.copies
        self._end()
        if drag is None or not drag.changed:
            return
        if drag.grip is Grip.NEW:
            self.drawn.emit(drag.target)
        elif answer is not None and not answer.allowed:
            self.refused.emit(answer)
        elif drag.block is not None:
            self.dropped.emit(Move(drag.block.occurrence_id, drag.target, copies))

    def give_up(self) -> None:
        """Put everything back."""
        self._end()

    def _enter(self) -> None:
        """Drop; where the place is taken, at the next free time that the label names."""
        drag, answer = self.drag, self.answer
        if drag is not None and answer is not None and answer.conflicts:
            if answer.next_free is None:
                return
            drag.target = answer.next_free
            self._ask()
        self.drop()

    def _end(self) -> None:
        self._timer.stop()
        self.drag = self.answer = None
        self.copies = False
        self.changed.emit()

    def _ask(self) -> None:
        drag = self.drag
        if drag is None:
            return
        to = drag.target
        if drag.block is not None and self.preview is not None:
            self.answer = self.preview(drag.block.occurrence_id, to, self.copies)
        else:
            when, span = self.words_of(to)
            self.answer = DropAnswer(when=when, span=span)
        self.changed.emit()

    def _scroll(self) -> None:
        self.scroll_asked.emit(self._edge * SCROLL_STEP)
