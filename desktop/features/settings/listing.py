"""The list side of a settings page: title with count, what is archived, add, the entries."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.features.settings.entry import Entry, EntryDelegate
from desktop.theme.fonts import Size
from desktop.theme.sizes import BUTTON_ROW, GAP_L, GAP_M, PAGE_SIDE
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.reading_width import ReadingWidth
from desktop.widgets.row_list import RowList
from desktop.widgets.segmented import Segmented
from desktop.widgets.wrapping_row import WrappingRow

CURRENT, PAST = "current", "past"

_WIDEST = 1040


class ListWords(Struct, frozen=True):
    """How a page speaks of its entries. Without `add` nothing can be added by hand."""

    title: str
    hint: str
    empty: str
    add: str = ""
    past: str = ""
    """The word for what is over, such as Archived; "" where nothing ends."""


class Listing(Page):
    """`opened` an entry, `add_asked`, `past_asked` whether what is over is wanted."""

    opened = Signal(str)
    add_asked = Signal()
    side_changed = Signal()

    def __init__(self, said: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = said
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        page.setSpacing(GAP_M)
        ReadingWidth(self, page, _WIDEST)
        self.head = WrappingRow(GAP_M)
        self.head.addWidget(Label(said.title, Size.PAGE, bold=True, ink=Ink.STRONG))
        self.count = Label("", ink=Ink.MUTED)
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.side: Segmented | None = None
        if said.past:
            choices = [(CURRENT, self.tr("In use"), ""), (PAST, said.past, "")]
            self.side = Segmented(said.title, choices, tall=BUTTON_ROW)
            self.side.chosen.connect(lambda _: self.side_changed.emit())
            self.head.addWidget(self.side)
        self.add_button: Button | None = None
        if said.add:
            self.add_button = Button(said.add, icon="plus", key="N", kind=Kind.PRIMARY)
            self.add_button.clicked.connect(self.add_asked)
            self.head.addWidget(self.add_button)
        page.addLayout(self.head)
        self.hint = Label(said.hint, ink=Ink.MUTED)
        self.hint.setWordWrap(True)
        page.addWidget(self.hint)
        if not said.hint:
            self.hint.hide()
        self.empty = EmptyState(said.empty, said.add, "N" if said.add else "")
        self.empty.acted.connect(self.add_asked)
        self.list = RowList(said.title, EntryDelegate(), self.empty)
        self.list.opened.connect(self.opened)
        card = Card()
        card.body.addWidget(self.list)
        page.addWidget(card, 1)
        self.set_first(self.list)

    def say(self, said: ListWords) -> None:
        """Speak of another place, when the location in view changes."""
        self.hint.setText(said.hint)

    def shows_past(self) -> bool:
        """Whether the entries that are over are wanted."""
        return self.side is not None and self.side.choice() == PAST

    def choose(self, named: Iterable[object]) -> None:
        """Move to the entry that is among what is named, such as the facts of an outcome."""
        keys = {row.key for row in self.list.rows.rows()}
        found = next((one for one in named if isinstance(one, str) and one in keys), None)
        if found is not None:
            self.list.choose(found)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Take other entries and keep the place."""
        self.list.show_rows(entries)
        if self.add_button is not None:
            self.add_button.setVisible(bool(entries))  # where there are none the list itself asks
        able = [one for one in entries if one.selectable]
        self.count.setText(str(len(able)))
        if not self.list.current_key() and able:
            self.list.choose(able[0].key)
