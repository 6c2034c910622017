"""Where the cells of a month lie, and how many classes each has room for. Pure."""

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect

from desktop.features.calendar.model import MonthDay, MonthLine, MonthPage

HEAD, NUMBER, LINE, PAD = 28, 26, 18, 4


class Cell(Struct, frozen=True):
    """One day with the classes that are seen of it; `more` did not find room."""

    day: MonthDay
    place: QRect
    lines: tuple[tuple[MonthLine, QRect], ...]
    more: int
    more_place: QRect

    def line_at(self, at: QPoint) -> MonthLine | None:
        """The class at a point."""
        return next((line for line, place in self.lines if place.contains(at)), None)


def lay_out_month(page: MonthPage, width: int, height: int) -> tuple[Cell, ...]:
    """Seven columns, a row for each week."""
    weeks = max(1, len(page.days) // 7)
    edges = [round(width * n / 7) for n in range(8)]
    rows = [HEAD + round((height - HEAD) * n / weeks) for n in range(weeks + 1)]
    cells = []
    for at, day in enumerate(page.days):
        down, along = divmod(at, 7)
        left, top = edges[along], rows[down]
        wide, tall = edges[along + 1] - left, rows[down + 1] - top
        cells.append(_cell(day, QRect(left, top, wide, tall)))
    return tuple(cells)


def cell_at(cells: tuple[Cell, ...], at: QPoint) -> Cell | None:
    """The day at a point."""
    return next((cell for cell in cells if cell.place.contains(at)), None)


def _cell(day: MonthDay, place: QRect) -> Cell:
    room = max(0, (place.height() - NUMBER - PAD - 4) // LINE)
    shown = len(day.lines) if len(day.lines) <= room else max(0, room - 1)
    lines = tuple(
        (line, QRect(place.x() + PAD, place.y() + NUMBER + n * LINE, place.width() - 2 * PAD, LINE))
        for n, line in enumerate(day.lines[:shown])
    )
    top = place.y() + NUMBER + shown * LINE
    more_place = QRect(place.x() + PAD, top, place.width() - 2 * PAD, LINE)
    return Cell(day, place, lines, len(day.lines) - shown, more_place)
