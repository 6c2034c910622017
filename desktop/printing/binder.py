"""Several printables as one, each beginning on a page of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from desktop.printing.printable import Laid, Printable


class Binder:
    """Sheets in their order under one title."""

    def __init__(self, title: str, sheets: Sequence[Printable]) -> None:
        self.title = title
        self.sheets = tuple(sheets)

    def laid_out(self, room: QSizeF) -> "LaidBinder":
        """Break every sheet into its pages."""
        return LaidBinder([sheet.laid_out(room) for sheet in self.sheets])


class LaidBinder:
    """The pages of all sheets, counted through."""

    def __init__(self, parts: Sequence[Laid]) -> None:
        self._pages = [(part, page) for part in parts for page in range(part.pages)]
        self.pages = len(self._pages)
        self.tall = parts[-1].tall if parts else 0.0

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page of the sheet that it belongs to."""
        part, own = self._pages[page]
        part.paint(painter, own)
