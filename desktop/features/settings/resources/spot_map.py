"""Numbered spots on a grid: drag or arrows move, Del takes off, a click on the grid chooses."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme.fonts import font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.painting import CENTRE, box, rule_line, words

CELL, WIDE, TALL = 56, 12, 8
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlacedSpot(Struct, frozen=True):
    """A label at a place, in steps from the top left."""

    label: str
    x: int
    y: int


class SpotMap(QWidget):
    """`changed` after each change by the person; a place holds one spot."""

    never_turned = True
    """A room stays as it is built, whichever way people write."""

    changed = Signal()
    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._spots: list[PlacedSpot] = []
        self._at = -1
        self._dragged = False
        self._fit()

    def spots(self) -> tuple[PlacedSpot, ...]:
        """All spots in the order in which they were added."""
        return tuple(self._spots)

    def show_spots(self, spots: tuple[PlacedSpot, ...]) -> None:
        """Show other spots; the first is chosen."""
        self._spots = list(spots)
        self._fit()
        self.choose(0 if spots else -1)

    def current(self) -> int:
        """The chosen one, or -1."""
        return self._at

    def choose(self, at: int) -> None:
        """Choose a spot by its place in the order."""
        self._at = at if 0 <= at < len(self._spots) else -1
        spot = self._spots[self._at] if self._at >= 0 else None
        told = self.tr("Spot {0}, column {1}, row {2}")
        said = told.format(spot.label, spot.x + 1, spot.y + 1) if spot else ""
        self.setAccessibleDescription(said)
        self.chosen.emit(self._at)
        self.update()

    def rename(self, label: str) -> None:
        """Give the chosen spot another label."""
        if self._at >= 0 and self._spots[self._at].label != label:
            self._spots[self._at] = replace(self._spots[self._at], label=label)
            self._tell()

    def add(self, label: str) -> None:
        """Put a spot on the first free place, row by row."""
        taken = {(spot.x, spot.y) for spot in self._spots}
        free = ((x, y) for y in range(1000) for x in range(WIDE) if (x, y) not in taken)
        x, y = next(free)
        self._spots.append(PlacedSpot(label, x, y))
        self._fit()
        self.choose(len(self._spots) - 1)
        self._tell()

    def remove(self) -> None:
        """Take the chosen spot off the map."""
        if self._at >= 0:
            del self._spots[self._at]
            self.choose(min(self._at, len(self._spots) - 1))
            self._tell()

    def put(self, x: int, y: int) -> bool:
        """Put the chosen spot on a place; False where another stands there or it is outside."""
        if self._at < 0 or x < 0 or y < 0 or x > 1000 or y > 1000:
            return False
        if any((s.x, s.y) == (x, y) for at, s in enumerate(self._spots) if at != self._at):
            return False
        if (self._spots[self._at].x, self._spots[self._at].y) != (x, y):
            self._spots[self._at] = replace(self._spots[self._at], x=x, y=y)
            self._fit()
            self.choose(self._at)
            self._tell()
        return True

    def sizeHint(self) -> QSize:  # noqa: N802
        across = max([WIDE, *(spot.x + 2 for spot in self._spots)])
        down = max([TALL, *(spot.y + 2 for spot in self._spots)])
        return QSize(across * CELL + 1, down * CELL + 1)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in _STEPS and self._at >= 0:
            dx, dy = _STEPS[key]
            spot = self._spots[self._at]
            self.put(spot.x + dx, spot.y + dy)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp} and self._spots:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self.choose((self._at + step) % len(self._spots))
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = self._place(event.position().toPoint())
        found = [at for at, s in enumerate(self._spots) if (s.x, s.y) == place]
        self._dragged = bool(found)
        if found:
            self.choose(found[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._dragged:
            self.put(*self._place(event.position().toPoint()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self._dragged = False

    def _place(self, at: QPoint) -> tuple[int, int]:
        return max(0, at.x()) // CELL, max(0, at.y()) // CELL

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), theme.panel)
        for x in range(0, self.width(), CELL):
            rule_line(painter, QPointF(x, 0), QPointF(x, self.height()), theme.line)
        for y in range(0, self.height(), CELL):
            rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
        for at, spot in enumerate(self._spots):
            chosen = at == self._at
            place = QRect(spot.x * CELL + 5, spot.y * CELL + 5, CELL - 9, CELL - 9)
            edge = QPen(theme.accent if chosen else theme.control, 2 if chosen else 1)
            box(painter, place, RADIUS, theme.accent_tint if chosen else theme.raised, edge)
            ink = theme.accent if chosen else theme.strong
            words(painter, place, spot.label, font(bold=True), ink, CENTRE)
            if chosen and self.hasFocus():
                ring = QPen(theme.focus, 2)
                box(painter, place.adjusted(-4, -4, 4, 4), RADIUS + 3, None, ring)
