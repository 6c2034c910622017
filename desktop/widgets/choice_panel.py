"""A side panel that finds something by what is typed, tells what taking it means, and takes it."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, GAP_L, GAP_S, ROW_TWO_LINES
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.badge import draw_badge
from desktop.widgets.button import Button, Kind
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import RIGHT, rule_line, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.search_box import SearchBox
from desktop.widgets.side_panel import PanelHead


class Choice(Struct, frozen=True, kw_only=True):
    """Something to choose; with `service` its letter stands in a badge of that colour."""

    key: str
    title: str
    note: str = ""
    side: str = ""
    strong_side: bool = False
    letter: str = ""
    service: int = 0


class Answer(Struct, frozen=True):
    """What choosing it would mean; `action` is the verb on the button, "" where it cannot."""

    text: str
    action: str
    tone: Tone = Tone.NEUTRAL


class Choices(Protocol):
    """Who finds by what is typed, and tells what choosing one means.

    `hint` stands in the search field, `none` where nothing is found.
    """

    hint: str
    none: str

    def find(self, typed: str) -> Sequence[Choice]: ...

    def ask(self, key: str) -> Answer: ...


class ChoiceRow(ListRow, frozen=True, kw_only=True):
    """One of those found."""

    choice: Choice


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, ChoiceRow)  # noqa: S101
        draw_choice(painter, rect.adjusted(GAP_L, 0, -GAP_L, -1), row.choice, bold=chosen)


def draw_choice(
    painter: QPainter, inner: QRect, one: Choice, *, bold: bool = False, against: str = ""
) -> None:
    """Badge, title over note, what stands at the end; `against` greys it and says why it cannot."""
    theme = current_theme()
    left = inner.x()
    if one.service:
        badge = QRect(left, inner.center().y() - BADGE // 2 + 1, BADGE, BADGE)
        draw_badge(painter, badge, one.letter, one.service)
        left = badge.right() + 1 + GAP_S
    words(painter, inner, one.side, font(bold=one.strong_side), theme.text, RIGHT)
    wide = inner.right() - left - text_width(one.side, bold=True) - GAP_S
    top = QRect(left, inner.y() + 4, wide, 20)
    words(painter, top, one.title, font(bold=bold), theme.muted if against else theme.strong)
    note, ink = (against, theme.attention.text) if against else (one.note, theme.muted)
    words(painter, top.translated(0, 18), note, font(Size.CAPTION), ink)


class ChoicePanel(Page):
    """Letters find, arrows move, Enter takes. `picked` carries the key."""

    picked = Signal(str)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Choose"))
        self._choices: Choices | None = None
        self.head = PanelHead("")
        self.who = Label("", ink=Ink.MUTED)
        self.field = SearchBox(self.tr("Find"))
        self._empty = EmptyState("")
        self.list = RowList(self.tr("To choose from"), _Delegate(), self._empty)
        self.answer = AnswerLine()
        self.take = Button(self.tr("Choose"), key="Enter", kind=Kind.PRIMARY)
        self._lay_out()
        self.set_first(self.field)
        self.field.searched.connect(self._search)
        self.field.moved.connect(self.list.step)
        self.field.entered.connect(lambda _text: self._pick(self.list.current_key()))
        self.field.left.connect(self.close_asked)
        self.list.moved.connect(self._look)
        self.list.opened.connect(self._pick)
        self.take.clicked.connect(lambda: self._pick(self.list.current_key()))
        self.head.close_asked.connect(self.close_asked)

    def start(self, title: str, who: str, choices: Choices) -> None:
        """Begin anew."""
        self.head.title.setText(title)
        self.who.setText(who)
        self._choices = choices
        self.setAccessibleName(title)
        self.field.setPlaceholderText(choices.hint)
        self._empty.say(choices.none)
        self.field.clear()
        self._search("")

    def _search(self, typed: str) -> None:
        found = self._choices.find(typed) if self._choices else ()
        rows = [
            ChoiceRow(
                key=one.key,
                said=", ".join(part for part in (one.title, one.note, one.side) if part),
                tall=ROW_TWO_LINES,
                choice=one,
            )
            for one in found
        ]
        self.list.show_rows(rows)
        self.list.step(-len(rows))
        self._look(self.list.current_key())

    def _look(self, key: str) -> None:
        answer = self._answer(key)
        self.answer.say(answer.text, answer.tone)
        self.take.set_words(answer.action or self.tr("Choose"))
        self.take.setAccessibleName(self.tr("{0} what is chosen").format(self.take.text()))
        self.take.setEnabled(bool(answer.action))

    def _pick(self, key: str) -> None:
        if self._answer(key).action:
            self.picked.emit(key)

    def _answer(self, key: str) -> Answer:
        return self._choices.ask(key) if key and self._choices else Answer("", "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        holder.setSpacing(GAP_S)
        holder.addWidget(self.who)
        holder.addWidget(self.field)
        column.addLayout(holder)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.take)
        column.addLayout(foot)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        y = self.list.geometry().bottom() + 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), current_theme().line)
