"""What is for sale: passes with a digit each, today's classes, items; a field to find one."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.sell.model import Thing
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GROUP_HEAD, ROW_TWO_LINES
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint, draw_cap
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.search_box import SearchBox

GROUPS = (("pass", tr("Passes")), ("class", tr("Today’s classes")), ("retail", tr("Items")))


class HeadRow(ListRow, frozen=True, kw_only=True):
    """The name of a group."""

    name: str


class ThingRow(ListRow, frozen=True, kw_only=True):
    """Something for sale."""

    thing: Thing


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        if isinstance(row, HeadRow):
            words(painter, inner, row.name, font(Size.CAPTION, bold=True), theme.muted)
            return
        assert isinstance(row, ThingRow)  # noqa: S101
        thing = row.thing
        if thing.number:
            draw_cap(painter, inner.x(), inner.center().y() + 1, str(thing.number))
        words(painter, inner, thing.price, font(bold=True), theme.strong, RIGHT)
        left = inner.x() + 28
        wide = inner.right() - left - text_width(thing.price, bold=True) - GAP_M
        top = QRect(left, inner.y() + 4, wide, 20)
        words(painter, top, thing.name, font(bold=chosen), theme.strong)
        words(painter, top.translated(0, 18), thing.note, font(Size.CAPTION), theme.muted)


class Shelf(Card):
    """`taken` carries the key of what goes into the basket; `searched` what is typed."""

    taken = Signal(str)
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("For sale"), parent)
        self.title.setText(self.tr("For sale"))
        self.setMinimumWidth(260)
        hint = KeyHint([("1–9", self.tr("add")), ("↑↓", self.tr("choose"))])
        self.head.addWidget(hint)
        self.field = SearchBox(self.tr("Pass, class, item or barcode"), "/")
        self._empty = EmptyState(self.tr("Nothing is for sale here yet. Settings make passes."))
        self.list = RowList(self.tr("For sale"), _Delegate(), self._empty)
        holder = QHBoxLayout()
        holder.setContentsMargins(GAP_M, GAP_M, GAP_M, GAP_M)
        holder.addWidget(self.field)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(holder)
        column.addWidget(self.list, 1)
        self.body.addLayout(column, 1)
        self._things: tuple[Thing, ...] = ()
        self.field.searched.connect(self.searched)
        self.field.moved.connect(self.list.step)
        self.field.entered.connect(self._entered)
        self.field.left.connect(self.list.setFocus)
        self.list.opened.connect(self.taken)

    def show_things(self, things: Sequence[Thing], typed: str = "") -> None:
        """Show what is for sale, or what fits what is typed."""
        first = not self._things
        self._things = tuple(things)
        if typed:
            self._empty.sentence.setText(self.tr("Nothing is called “{0}”.").format(typed))
        else:
            nothing = self.tr("Nothing is for sale here yet. Settings make passes.")
            self._empty.sentence.setText(nothing)
        self.list.show_rows(list(self._rows()))
        if first or typed or not self.list.current_key():
            self.list.step(-len(self._things) - len(GROUPS))

    def take(self) -> None:
        """Put the chosen thing into the basket."""
        if self.list.current_key():
            self.taken.emit(self.list.current_key())

    def key_of(self, number: int) -> str:
        """What a digit takes; "" where nothing has it."""
        return next((one.key for one in self._things if one.number == number), "")

    def _rows(self) -> Iterable[ListRow]:
        for kind, name in GROUPS:
            group = [one for one in self._things if one.kind == kind]
            if group:
                title = self.tr(name)
                yield HeadRow(key=kind, said=title, tall=GROUP_HEAD, selectable=False, name=title)
            for one in group:
                said = f"{one.name}, {one.price}, {one.note}"
                yield ThingRow(key=one.key, said=said, tall=ROW_TWO_LINES, thing=one)

    def _entered(self, typed: str) -> None:
        # Enter may come before typing has rested: what is taken must fit what is typed.
        self.searched.emit(typed)
        self.take()
        self.field.clear()
        self.searched.emit("")
        self.list.setFocus()
