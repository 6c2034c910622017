"""The roster on paper: 25 lines on a sheet, each with a box, what to know, and its code (U-72)."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.printing.printable import GREY, INK
from desktop.theme.fonts import Size, font
from desktop.widgets.painting import LEFT, RIGHT, words
from desktop.widgets.qr import paint_code

LINE, LEAST, HEAD, CODE = 34.0, 32.0, 104.0, 34.0
ON_ONE = 25
"""So many find room on one sheet, on Letter with lines that are a little lower (U-72)."""
_BOX, _LEFT, _FLAGS = 16.0, 64.0, 250.0


class SheetLine(Struct, frozen=True, kw_only=True):
    """One who is booked or waits. `code` is "" where there is none."""

    mark: str
    name: str
    note: str = ""
    flags: str = ""
    code: str = ""
    waits: bool = False


class RosterSheet:
    """A class to print: a head on every page, then a line a person, those who wait last."""

    def __init__(
        self, title: str, facts: Sequence[str], lines: Sequence[SheetLine], code: str, waiting: str
    ) -> None:
        """`facts` stand below the title, `code` is the sheet's own, `waiting` heads those who
        wait."""
        self.title = title
        self._facts, self._lines, self._code, self._waiting = facts, tuple(lines), code, waiting

    def laid_out(self, room: QSizeF) -> "LaidRoster":
        """Break it into pages."""
        return LaidRoster(self, room)

    @property
    def facts(self) -> Sequence[str]:
        """What stands below the title."""
        return self._facts

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        """All lines in order."""
        return self._lines

    @property
    def code(self) -> str:
        """The sheet's own code."""
        return self._code

    @property
    def waiting(self) -> str:
        """The word before those who wait."""
        return self._waiting


class LaidRoster:
    """A roster on pages of a size."""

    def __init__(self, sheet: RosterSheet, room: QSizeF) -> None:
        self._sheet, self._room = sheet, room
        body = room.height() - HEAD
        self._step = max(LEAST, min(LINE, body / ON_ONE))
        self._fit = max(1, int(body / self._step + 1e-6))
        self.pages = max(1, -(-len(sheet.lines) // self._fit))
        last = len(sheet.lines) - (self.pages - 1) * self._fit
        self.tall = HEAD + last * self._step

    def paint(self, painter: QPainter, page: int) -> None:
        """The head, then the lines of a page."""
        self._head(painter)
        first = page * self._fit
        before: SheetLine | None = self._sheet.lines[first - 1] if first else None
        for at, line in enumerate(self._sheet.lines[first : first + self._fit]):
            top = HEAD + at * self._step
            begins = line.waits and (before is None or not before.waits)
            self._line(painter, QRectF(0, top, self._room.width(), self._step), line, at, begins)
            before = line

    def _head(self, painter: QPainter) -> None:
        wide = self._room.width()
        words(painter, QRectF(0, 0, wide - 90, 28), self._sheet.title, font(Size.PAGE, True), INK)
        for at, fact in enumerate(self._sheet.facts):
            place = QRectF(0, 32 + at * 18, wide - 90, 18)
            words(painter, place, fact, font(), INK if not at else GREY, LEFT)
        if self._sheet.code:
            paint_code(painter, QRectF(wide - 72, 2, 72, 72), self._sheet.code)
        painter.setPen(QPen(INK, 1))
        painter.drawLine(0, int(HEAD) - 2, int(wide), int(HEAD) - 2)

    def _line(
        self, painter: QPainter, place: QRectF, line: SheetLine, at: int, begins: bool
    ) -> None:
        middle = place.center().y()
        if begins:
            painter.setPen(QPen(INK, 1))
            painter.drawLine(0, int(place.y()) - 1, int(place.width()), int(place.y()) - 1)
        painter.setPen(QPen(INK, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(2, middle - _BOX / 2, _BOX, _BOX))
        words(
            painter,
            QRectF(26, place.y(), 34, place.height()),
            line.mark,
            font(bold=True),
            INK,
            LEFT,
        )
        wide = place.width() - _LEFT - _FLAGS
        name = QRectF(_LEFT, place.y() + 2, wide, 17)
        words(painter, name, line.name, font(bold=True), INK, LEFT)
        told = (self._sheet.waiting, line.note) if line.waits else (line.note,)
        note = " · ".join(part for part in told if part)
        words(painter, name.translated(0, 15), note, font(Size.CAPTION), GREY, LEFT)
        # codes stand in two columns by turns, so that a scanner sees one at a time
        right = place.width() - CODE - (0 if at % 2 else 1.6 * CODE)
        flags = QRectF(_LEFT + wide, place.y(), _FLAGS - 3.1 * CODE, place.height())
        words(painter, flags, line.flags, font(Size.CAPTION), INK, RIGHT)
        if line.code:
            paint_code(
                painter,
                QRectF(right, place.y() + 1, place.height() - 2, place.height() - 2),
                line.code,
            )
        painter.setPen(QPen(GREY, 0.4))
        low = int(place.bottom())
        painter.drawLine(0, low, int(place.width() - 2.7 * CODE), low)
