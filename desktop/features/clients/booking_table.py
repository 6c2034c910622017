"""Bookings as a table: when, class, what pays or who taught, state, what a cancel does or did."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.features.clients.model import BookingLine
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, GAP_L, GAP_S
from desktop.widgets.badge import draw_badge
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OWN = _ENTER | {Qt.Key.Key_Delete, Qt.Key.Key_M, Qt.Key.Key_A}
HEAD_ROW, LINE_ROW = 28, 36
_SHARES = (0.0, 0.177, 0.394, 0.581, 0.768)
# Where there is little room, the column that says least gives its own away.
_SHARES_SMALL, _SMALL = (0.0, 0.235, 0.235, 0.47, 0.70), 640


class TitleRow(ListRow, frozen=True, kw_only=True):
    """The names of the columns."""

    titles: tuple[str, ...]


class BookingRow(ListRow, frozen=True, kw_only=True):
    """One booking."""

    line: BookingLine


class BookingDelegate(RowDelegate):
    """Columns at fixed shares of the width."""

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        small = inner.width() < _SMALL
        shares = _SHARES_SMALL if small else _SHARES
        edges = [inner.x() + round(inner.width() * share) for share in shares]
        ends = [*edges[1:], inner.right() + GAP_S]
        if small:
            ends[1], ends[2] = edges[3], edges[2]
        places = [
            QRect(left, inner.y(), right - left - GAP_S, inner.height())
            for left, right in zip(edges, ends, strict=True)
        ]
        if isinstance(row, TitleRow):
            for place, title in zip(places, row.titles, strict=True):
                if place.width() > 0:
                    words(painter, place, title, font(Size.CAPTION), theme.muted)
        elif isinstance(row, BookingRow):
            self._line(painter, places, row.line)

    def _line(self, painter: QPainter, places: list[QRect], line: BookingLine) -> None:
        theme = current_theme()
        words(painter, places[0], line.when, font(), theme.strong if line.strong else theme.text)
        middle = places[1].center().y() + 1
        badge = QRect(places[1].x(), middle - BADGE // 2, BADGE, BADGE)
        draw_badge(painter, badge, line.letter, line.service)
        title = places[1].adjusted(BADGE + GAP_S, 0, 0, 0)
        ink = theme.strong if line.strong else theme.text
        words(painter, title, line.title, font(bold=line.strong), ink)
        if places[2].width() > 0:
            words(painter, places[2], line.side, font(), theme.text)
        state = meaning_of(theme, line.tone).text
        draw_icon(painter, line.icon, QPoint(places[3].x(), middle - 7), 14, state)
        words(painter, places[3].adjusted(18, 0, 0, 0), line.state, font(), state)
        result = meaning_of(theme, line.result_tone).text
        words(painter, places[4], line.result, font(), result)


class BookingTable(RowList):
    """Enter opens the class, M moves the booking, Del cancels it."""

    move_asked = Signal(str)
    cancel_asked = Signal(str)
    again_asked = Signal(str)

    def __init__(self, name: str, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(name, BookingDelegate(), None, parent)
        self._titles = titles
        self.cancel_preview: Callable[[str], str] | None = None
        self._lines: tuple[BookingLine, ...] = ()
        self._asked = ""
        self.moved.connect(self._moved)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: tuple[BookingLine, ...]) -> None:
        """Take other bookings; the table is as tall as they are."""
        self._lines = lines
        head = TitleRow(
            key="titles",
            said=", ".join(self._titles),
            tall=HEAD_ROW,
            selectable=False,
            titles=self._titles,
        )
        rows: list[ListRow] = [head]
        for line in lines:
            if line.occurrence_id == self._asked and line.movable:
                line = self._asking(line)  # noqa: PLW2901 - the same booking, asking
            parts = (line.title, line.when, line.side, line.state, line.result)
            said = ", ".join(part for part in parts if part)
            rows.append(BookingRow(key=line.occurrence_id, said=said, tall=LINE_ROW, line=line))
        self.show_rows(rows)
        self.setFixedHeight(sum(row.tall for row in rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        row = self.rows.row_at(self.currentIndex())
        if isinstance(row, BookingRow) and event.key() == Qt.Key.Key_A:
            self.again_asked.emit(row.key)
            return
        if isinstance(row, BookingRow) and row.line.movable:
            if event.key() == Qt.Key.Key_Delete:
                self._ask(row.key)
                return
            if self._asked and event.key() in _ENTER:
                self._stop_asking()
                self.cancel_asked.emit(row.key)
                return
            if self._asked and event.key() == Qt.Key.Key_Escape:
                self._stop_asking()
                return
            if event.key() == Qt.Key.Key_M:
                self.move_asked.emit(row.key)
                return
        super().keyPressEvent(event)

    def _ask(self, key: str) -> None:
        """Show what cancelling does; only Enter does it."""
        self._asked = key
        self.show_lines(self._lines)

    def _moved(self, key: str) -> None:
        if key != self._asked:
            self._stop_asking()

    def _stop_asking(self) -> None:
        if self._asked:
            self._asked = ""
            self.show_lines(self._lines)

    def _asking(self, line: BookingLine) -> BookingLine:
        preview = self.cancel_preview
        told = preview(line.occurrence_id) if preview else line.result
        return replace(
            line,
            state=self.tr("Cancel? Enter"),
            icon="x",
            tone=Tone.REFUSED,
            result=told,
            result_tone=Tone.ATTENTION,
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = {
                Qt.Key.Key_Delete,
                Qt.Key.Key_M,
                Qt.Key.Key_A,
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            }
            if event.key() in own and not event.modifiers():
                event.accept()
                return True
        return super().event(event)
