"""What can be printed: laid out on a room of some size, then painted page by page."""

from typing import Protocol

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextDocument

from desktop.theme.fonts import font

INK = QColor(0, 0, 0)
GREY = QColor(90, 90, 90)
"""Legible where a printer has no colours (U-72)."""

_STYLE = """
p { margin: 0 0 6px 0; } h1 { font-size: 20px; margin: 0 0 4px 0; }
h2 { font-size: 15px; margin: 12px 0 4px 0; } .muted { color: #5a5a5a; }
.small { font-size: 11px; } td, th { padding: 3px 0 3px 0; } th { text-align: left; }
"""


class Laid(Protocol):
    """Something that is laid out. All measures are pixels of 1/96 inch."""

    pages: int
    tall: float
    """How much of the last page is used."""

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page, counted from 0, from the origin of its room."""


class Printable(Protocol):
    """`title` names it in the preview, at the foot of each page and as a file."""

    title: str

    def laid_out(self, room: QSizeF) -> Laid:
        """Fit it to the room of a page; safe to call on any thread."""


class TextSheet:
    """Rich text on as many pages as it needs. Whatever people wrote is escaped by who makes it."""

    def __init__(self, title: str, html: str) -> None:
        self.title = title
        self._html = html

    def laid_out(self, room: QSizeF) -> "LaidText":
        """Break it into pages."""
        return LaidText(self._html, room)


class LaidText:
    """A text document of its own, so that each thread has one."""

    def __init__(self, html: str, room: QSizeF) -> None:
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font())
        self._document.setDefaultStyleSheet(_STYLE)
        self._document.setHtml(html)
        self._document.setPageSize(room)
        self._room = room
        self.pages = self._document.pageCount()
        whole = self._document.documentLayout().documentSize().height()
        self.tall = whole - (self.pages - 1) * room.height()

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page."""
        top = page * self._room.height()
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, INK)
        context.clip = QRectF(0, top, self._room.width(), self._room.height())
        painter.save()
        painter.translate(0, -top)
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)
        painter.restore()
