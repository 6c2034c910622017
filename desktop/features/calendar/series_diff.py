"""What becomes of the booked dates of a series that changes: a line each, with a choice (SCH-4)."""

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.marks import Tone
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, ROW_TWO_LINES
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import words
from desktop.widgets.row_button import draw_row_button, row_button_place
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.side_panel import PanelHead

Fate = Literal["move", "keep", "cancel"]
FATES: tuple[Fate, ...] = ("move", "keep", "cancel")
_KEYS: dict[Qt.Key, Fate] = {
    Qt.Key.Key_M: "move",
    Qt.Key.Key_K: "keep",
    Qt.Key.Key_C: "cancel",
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
Ask = Callable[[dict[str, Fate]], tuple[str, bool]]
"""What the choices come to, and whether that can be done."""


class BookedDate(Struct, frozen=True, kw_only=True):
    """One date that somebody is booked on: from when to when, and how many."""

    occurrence_id: str
    text: str
    note: str


class DateRow(ListRow, frozen=True, kw_only=True):
    """A date with what is chosen for it; `words` of the fates in order."""

    date: BookedDate
    fate: Fate
    words: tuple[str, str, str]


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, DateRow)  # noqa: S101
        theme = current_theme()
        places = self.parts(rect, row)
        for fate, word in zip(FATES, row.words, strict=True):
            on = fate == row.fate
            draw_row_button(painter, places[fate], word, primary=on, size=Size.CAPTION)
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        wide = places["move"].x() - GAP_S - inner.x()
        top = QRect(inner.x(), inner.y() + 4, wide, 20)
        words(painter, top, row.date.text, font(bold=chosen), theme.strong)
        words(painter, top.translated(0, 18), row.date.note, font(Size.CAPTION), theme.muted)

    def parts(self, rect: QRect, row: ListRow) -> dict[str, QRect]:
        assert isinstance(row, DateRow)  # noqa: S101
        right, middle = rect.right() + 1 - GAP_L, rect.center().y()
        found: dict[str, QRect] = {}
        for fate, word in reversed(list(zip(FATES, row.words, strict=True))):
            found[fate] = row_button_place(right, middle, word, size=Size.CAPTION)
            right = found[fate].x() - 4
        return found


class SeriesDiff(Page):
    """M, K, C choose for the line, with Shift for all; Enter changes the series. `done` carries the
    choices by occurrence."""

    done = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Change of a series"))
        self._dates: tuple[BookedDate, ...] = ()
        self._fates: dict[str, Fate] = {}
        self._ask: Ask = lambda _fates: ("", True)
        self.head = PanelHead("")
        self.about = Label("", ink=Ink.MUTED)
        self.about.setWordWrap(True)
        self.list = RowList(
            self.tr("Booked dates"), _Delegate(), EmptyState(self.tr("No date is booked."))
        )
        self.answer = AnswerLine()
        self.save = Button(self.tr("Change the series"), key="Enter", kind=Kind.PRIMARY)
        self._lay_out()
        self.set_first(self.list)
        self.list.installEventFilter(self)
        self.list.part_clicked.connect(self._choose)
        self.save.clicked.connect(self._save)
        self.head.close_asked.connect(self.left)

    def start(self, title: str, about: str, dates: Sequence[BookedDate], ask: Ask) -> None:
        """Ask about these dates; all move with their bookings unless somebody says otherwise."""
        self.head.title.setText(title)
        self.about.setText(about)
        self._dates, self._ask = tuple(dates), ask
        self._fates = {one.occurrence_id: "move" for one in dates}
        self._show()
        self.list.step(-len(dates))

    def choices(self) -> dict[str, Fate]:
        """What is chosen now."""
        return dict(self._fates)

    def _show(self) -> None:
        said = (self.tr("Move"), self.tr("Keep"), self.tr("Cancel"))
        known = dict(zip(FATES, said, strict=True))
        self.list.show_rows(
            [
                DateRow(
                    key=one.occurrence_id,
                    said=f"{one.text}, {one.note}, {known[self._fates[one.occurrence_id]]}",
                    tall=ROW_TWO_LINES,
                    date=one,
                    fate=self._fates[one.occurrence_id],
                    words=said,
                )
                for one in self._dates
            ]
        )
        text, able = self._ask(self.choices())
        self.answer.say(text, Tone.NEUTRAL if able else Tone.REFUSED)
        self.save.setEnabled(able)

    def _choose(self, key: str, fate: str, *, everywhere: bool = False) -> None:
        for one in self._dates if everywhere else ():
            self._fates[one.occurrence_id] = fate  # type: ignore[assignment]
        self._fates[key] = fate  # type: ignore[assignment]
        self._show()

    def _save(self) -> None:
        if self.save.isEnabled():
            self.done.emit(self.choices())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        for part in (self.about, self.list, self.answer):
            holder = QVBoxLayout()
            side = 0 if part is self.list else GAP_L
            holder.setContentsMargins(side, 0, side, 0)
            holder.addWidget(part)
            column.addLayout(holder, 1 if part is self.list else 0)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, 0, GAP_L, GAP_M)
        foot.addWidget(self.save)
        foot.addStretch(1)
        column.addLayout(foot)

    def event(self, event: QEvent) -> bool:
        # Its letters are its own while it has the focus.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        fate = _KEYS.get(Qt.Key(event.key()))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if fate is not None:
            self._choose(self.list.current_key(), fate, everywhere=shift)
        elif event.key() in _ENTER:
            self._save()
        else:
            return False
        return True
