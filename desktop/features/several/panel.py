"""The side panel of several ticks: choices above, the list, what all of them mean below."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.domain.folding import fold
from desktop.features.several.model import Pick, Ticks
from desktop.features.several.tick_list import TickList
from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S, INPUT
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.choice_panel import Choice
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import rule_line
from desktop.widgets.picker import Picker
from desktop.widgets.search_box import SearchBox
from desktop.widgets.side_panel import PanelHead

_COLUMNS = 2


class TickPanel(Page):
    """Space ticks, Enter does it. `taken` carries the keys and the note, `ticked` the keys so far;
    what speaks against a line is looked at one line in each idle moment (U-91)."""

    taken = Signal(object, str)
    ticked = Signal(object)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: Ticks | None = None
        self._lines: list[Choice] = []
        self._on: list[str] = []
        self._against: dict[str, str] = {}
        self._todo: list[str] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._look_at_one)
        self.head = PanelHead("")
        self.who = Label("", ink=Ink.MUTED)
        self.search = SearchBox(self.tr("Find"))
        self.empty = EmptyState("")
        self.list = TickList(self.tr("To tick"), self.empty)
        self.note = QLineEdit()
        self.note.setFixedHeight(INPUT)
        self.note_label = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.answer = AnswerLine()
        self.take = Button(self.tr("Do it"), key="Enter", kind=Kind.PRIMARY)
        self._picks = QGridLayout()
        self._pickers: dict[str, Picker] = {}
        self._lay_out()
        self.set_first(self.list)
        self._connect()

    def start(self, ticks: Ticks, on: Sequence[str] = ()) -> None:
        """Begin anew; `on` was ticked the last time."""
        self._ticks = ticks
        self._on = list(on)
        self.setAccessibleName(ticks.title)
        self.head.title.setText(ticks.title)
        self.who.setText(ticks.who)
        self.search.clear()
        self.search.setPlaceholderText(ticks.hint)
        self.empty.say(ticks.none)
        self.note.clear()
        self.note_label.setText(ticks.note)
        self.note.setAccessibleName(ticks.note or self.tr("Note"))
        for part in (self.note, self.note_label):
            part.setVisible(bool(ticks.note))
        self.take.set_words(ticks.verb)
        self._offer(ticks.picks())
        self.refresh()
        self.list.step(-len(self._lines))

    def refresh(self) -> None:
        """Ask for the lines anew; ticks of lines that are gone go with them."""
        if self._ticks is None:
            return
        known = [line.key for line in self._all()]
        self._on = [key for key in self._on if key in known]
        self._look_anew()
        self._show()

    def renew(self, ticks: Ticks) -> None:
        """The same asked of what is there now."""
        self._ticks = ticks
        self._against = {}
        self.refresh()

    def keys(self) -> tuple[str, ...]:
        """What is ticked, in the order of the lines."""
        return tuple(line.key for line in self._all() if line.key in self._on)

    def against(self, key: str) -> str:
        """What is known to speak against a line."""
        return self._against.get(key, "")

    def looking(self) -> bool:
        """Whether lines are still to be looked at."""
        return bool(self._todo)

    def _all(self) -> list[Choice]:
        if self._ticks is None:
            return []
        lines = list(self._ticks.lines())
        own = self._ticks.typed(self.search.text())
        if own is not None and all(line.key != own.key for line in lines):
            lines.insert(0, own)
        return lines

    def _show(self) -> None:
        typed = fold(self.search.text()).split()
        own = self._ticks.typed(self.search.text()) if self._ticks else None
        self._lines = [
            line
            for line in self._all()
            if line == own or all(word in fold(f"{line.title} {line.note}") for word in typed)
        ]
        self.list.show_lines(self._lines, self._on, self._against)
        self._say()

    def _look_anew(self) -> None:
        """Ticks count against each other, so that all lines are to be looked at again."""
        self._todo = [line.key for line in self._all() if line.key not in self._on]
        if self._todo:
            self._idle.start()

    def _searched(self) -> None:
        self._show()
        new = [line.key for line in self._lines if line.key not in self._against]
        self._todo += [key for key in new if key not in self._todo and key not in self._on]
        if self._todo:
            self._idle.start()

    def _look_at_one(self) -> None:
        if self._ticks is None or not self._todo or not self.isVisible():
            self._todo = []
            return
        shown = [line.key for line in self._lines]
        key = next((one for one in shown if one in self._todo), self._todo[0])
        self._todo.remove(key)
        why = self._ticks.against(key, self.keys())
        before, self._against[key] = self._against.get(key, ""), why
        if why != before:
            self.list.show_lines(self._lines, self._on, self._against)
        if self._todo:
            self._idle.start()

    def _toggle(self, key: str) -> None:
        if self._ticks is None:
            return
        if key in self._on:
            self._on.remove(key)
        else:
            why = self._ticks.against(key, self.keys())
            self._against[key] = why
            if not why:
                self._on.append(key)
                self._keep(key)
        self.ticked.emit(self.keys())
        self._look_anew()
        self._show()

    def _keep(self, key: str) -> None:
        """What was typed and ticked stays when something else is looked for."""
        own = self._ticks.typed(self.search.text()) if self._ticks else None
        if own is not None and own.key == key and self._ticks is not None:
            self._ticks.keep(own)

    def _say(self) -> None:
        if self._ticks is None:
            return
        told = self._ticks.told(self.keys(), self.note.text().strip())
        self.answer.say(told.text, told.tone)
        self.take.setEnabled(told.able)

    def _take(self) -> None:
        self._say()
        if self.take.isEnabled():
            self.taken.emit(self.keys(), self.note.text().strip())

    def _offer(self, picks: Sequence[Pick]) -> None:
        while (item := self._picks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._pickers = {}
        for at, pick in enumerate(picks):
            label = Label(pick.label, Size.CAPTION, ink=Ink.MUTED)
            picker = Picker()
            picker.setAccessibleName(pick.label)
            picker.addItems([option.text for option in pick.options])
            values = [option.value for option in pick.options]
            picker.setCurrentIndex(values.index(pick.value) if pick.value in values else 0)
            picker.currentIndexChanged.connect(
                lambda index, pick=pick: self._picked(pick.name, pick.options[index].value)
            )
            row, column = divmod(at, _COLUMNS)
            self._picks.addWidget(label, 2 * row, column)
            self._picks.addWidget(picker, 2 * row + 1, column)
            self._pickers[pick.name] = picker
        self._order()

    def _order(self) -> None:
        """Tab goes through what is picked, the search, the list, the note, the button."""
        stops: list[QWidget] = [*self._pickers.values(), self.search, self.list, self.note]
        for one, two in zip(stops, [*stops[1:], self.take], strict=True):
            QWidget.setTabOrder(one, two)

    def asks(self, name: str) -> bool:
        """Whether a choice stands above the list now."""
        return name in self._pickers

    def picker(self, name: str) -> Picker:
        """The input of a choice above the list."""
        return self._pickers[name]

    def _picked(self, name: str, value: str) -> None:
        if self._ticks is None:
            return
        self._ticks.pick(name, value)
        picks = self._ticks.picks()
        if {one.name for one in picks} != set(self._pickers):
            QTimer.singleShot(0, self, lambda: self._offer(picks))
        self._against = {}
        self.refresh()
        self.list.step(-len(self._lines))

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._searched())
        self.search.moved.connect(self.list.step)
        self.search.entered.connect(lambda _text: self._toggle(self.list.current_key()))
        self.search.left.connect(self.close_asked)
        self.list.toggled.connect(self._toggle)
        self.list.done.connect(self._take)
        self.list.left.connect(self.close_asked)
        self.note.textChanged.connect(lambda _text: self._say())
        self.note.returnPressed.connect(self._take)
        self.take.clicked.connect(self._take)
        self.head.close_asked.connect(self.close_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        holder.setSpacing(GAP_S)
        holder.addWidget(self.who)
        self._picks.setHorizontalSpacing(GAP_S)
        self._picks.setVerticalSpacing(4)
        for at in range(_COLUMNS):
            self._picks.setColumnStretch(at, 1)
        holder.addLayout(self._picks)
        holder.addWidget(self.search)
        hint = QHBoxLayout()
        hint.addWidget(KeyHint([("Space", self.tr("ticks")), ("Enter", self.tr("does it"))]))
        hint.addStretch(1)
        holder.addLayout(hint)
        column.addLayout(holder)
        column.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)
        below.setSpacing(4)
        below.addWidget(self.note_label)
        below.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.take)
        below.addLayout(foot)
        column.addLayout(below)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        line = current_theme().line
        for y in (self.list.y() - 1, self.list.geometry().bottom() + 1):
            rule_line(painter, QPointF(0, y), QPointF(self.width(), y), line)
