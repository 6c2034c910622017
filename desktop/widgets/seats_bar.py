"""Seats as a row of cells: who is in, who is due, what is only promised, what is free."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS_FILL
from desktop.widgets.painting import box, dashed


class Seat(Enum):
    """The state of one seat; each has its own shape."""

    IN = "in"
    DUE = "due"
    PROVISIONAL = "provisional"
    FREE = "free"


def draw_seats(painter: QPainter, rect: QRectF, seats: tuple[Seat, ...], gap: float = 4) -> None:
    """Cells of equal width over `rect`; beyond some 40 seats they run together as parts."""
    if not seats:
        return
    theme = current_theme()
    gap = gap if rect.width() / len(seats) > 8 else 1
    wide = (rect.width() - gap * (len(seats) - 1)) / len(seats)
    for at, seat in enumerate(seats):
        cell = QRectF(rect.x() + at * (wide + gap), rect.y(), wide, rect.height())
        if seat is Seat.IN:
            box(painter, cell, RADIUS_FILL, theme.ok.line)
        elif seat is Seat.PROVISIONAL:
            box(painter, cell, RADIUS_FILL, theme.provisional.tint, dashed(theme.provisional.line))
        elif seat is Seat.DUE:
            box(painter, cell, RADIUS_FILL, None, theme.control)
        else:
            box(painter, cell, RADIUS_FILL, theme.sunken)


class SeatsBar(QWidget):
    """The seats of one class in roster order."""

    def __init__(self, seats: tuple[Seat, ...] = (), tall: int = 8) -> None:
        super().__init__()
        self._seats, self._tall = seats, tall
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_seats(seats)

    def show_seats(self, seats: tuple[Seat, ...]) -> None:
        """Show other seats."""
        self._seats = seats
        came = sum(seat is Seat.IN for seat in seats)
        self.setAccessibleName(self.tr("{0} of {1} seats in").format(came, len(seats)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self._tall)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        draw_seats(brush(self), QRectF(self.rect()), self._seats)
