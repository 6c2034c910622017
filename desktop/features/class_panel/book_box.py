"""Booking a client without leaving the panel: a search field and who it finds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.class_panel.model import Candidate
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, ROW_TWO_LINES
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.search_box import SearchBox

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
Find = Callable[[str], Sequence[Candidate]]


class CandidateRow(ListRow, frozen=True, kw_only=True):
    """A client who could be booked."""

    candidate: Candidate


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, CandidateRow)  # noqa: S101
        theme = current_theme()
        who = row.candidate
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        side, ink = (who.barred, theme.attention.text) if who.barred else (who.cover, theme.text)
        wide = text_width(side, Size.CAPTION)
        words(painter, inner, side, font(Size.CAPTION), ink, RIGHT)
        top = QRect(inner.x(), inner.y() + 4, inner.width() - wide - GAP_S, 20)
        words(painter, top, who.name, font(bold=chosen), theme.strong)
        words(painter, top.translated(0, 19), who.note, font(Size.CAPTION), theme.muted)


class BookBox(QWidget):
    """Enter books the chosen one, or asks for the reason that lets them be; Shift+Enter asks for it
    where Enter would put them in line. Esc goes back."""

    booked = Signal(str)
    reason_asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder: Find | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP_S, 0, 0)
        column.setSpacing(GAP_S)
        self.field = SearchBox(self.tr("Book by name, phone or card"), "Esc")
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, 0)
        holder.addWidget(self.field)
        column.addLayout(holder)
        empty = EmptyState(self.tr("Type two or three letters of a name."))
        self.list = RowList(self.tr("Clients to book"), _Delegate(), empty)
        self._empty = empty
        column.addWidget(self.list, 1)
        self.field.searched.connect(self._search)
        self.field.moved.connect(self.list.step)
        self.field.entered.connect(lambda _text: self._book(self.list.current_key()))
        self.field.left.connect(self.left)
        self.field.installEventFilter(self)
        self.hint = KeyHint([("Shift+Enter", self.tr("book all the same, with a reason"))])
        holder.addWidget(self.hint)
        self.list.moved.connect(lambda _key: self._dress())
        self.list.opened.connect(self._book)

    def start(self) -> None:
        """Begin anew."""
        self.field.clear()
        self._search("")
        self.field.setFocus()

    def _search(self, text: str) -> None:
        found = self.finder(text) if self.finder and text.strip() else ()
        typed = self.tr("Nobody is called “{0}”.").format(text)
        waits = self.tr("Type two or three letters of a name.")
        self._empty.sentence.setText(typed if text.strip() else waits)
        self.list.show_rows(
            [
                CandidateRow(
                    key=c.client_id,
                    said=", ".join(p for p in (c.name, c.note, c.barred or c.cover) if p),
                    tall=ROW_TWO_LINES,
                    candidate=c,
                )
                for c in found
            ]
        )
        self.list.step(-len(found))
        self._dress()

    def _dress(self) -> None:
        one = self._candidate(self.list.current_key())
        self.hint.setVisible(one is not None and one.over)

    def _candidate(self, client_id: str) -> Candidate | None:
        row = self.list.rows.row_at(self.list.rows.index_of(client_id))
        return row.candidate if isinstance(row, CandidateRow) else None

    def _book(self, client_id: str) -> None:
        one = self._candidate(client_id)
        if one is not None and not one.barred:
            self.booked.emit(client_id)
        elif one is not None and one.over:
            self.reason_asked.emit(client_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            one = self._candidate(self.list.current_key())
            if shifted and event.key() in _ENTER and one is not None and one.over:
                self.reason_asked.emit(one.client_id)
                return True
        return super().eventFilter(watched, event)
