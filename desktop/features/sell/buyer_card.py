"""Who buys: found by name or card, with what they have and what they owe."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.features.sell.model import Buyer, DueThing, FoundBuyer
from desktop.forms.field_box import FieldBox
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.marks import State, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_M, GAP_S, ROW_TWO_LINES
from desktop.widgets.avatar import Avatar, draw_avatar, initials_of
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import ElidedLabel, Ink, Label
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.picker import Picker
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.search_box import SearchBox

_AVATAR = 28


class FoundRow(ListRow, frozen=True, kw_only=True):
    """Somebody found."""

    found: FoundBuyer


class DueRow(ListRow, frozen=True, kw_only=True):
    """Something owed."""

    due: DueThing


class _People(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        assert isinstance(row, FoundRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_M, 0, -GAP_M, -1)
        circle = QRect(inner.x(), inner.center().y() - _AVATAR // 2 + 1, _AVATAR, _AVATAR)
        draw_avatar(painter, circle, initials_of(row.found.name))
        left = inner.x() + _AVATAR + GAP_S
        top = QRect(left, inner.y() + 4, inner.right() - left, 20)
        words(painter, top, row.found.name, font(bold=True), theme.strong)
        words(painter, top.translated(0, 18), row.found.note, font(Size.CAPTION), theme.muted)


class _Dues(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        assert isinstance(row, DueRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_M, 0, -GAP_M, -1)
        ink = meaning_of(theme, State.UNPAID.mark.tone).text
        words(painter, inner, row.due.price, font(bold=True), ink, RIGHT)
        wide = inner.width() - text_width(row.due.price, bold=True) - GAP_S
        top = QRect(inner.x(), inner.y() + 4, wide, 20)
        words(painter, top, row.due.name, font(), theme.strong)
        words(painter, top.translated(0, 18), row.due.note, font(Size.CAPTION), theme.muted)


class BuyerCard(Card):
    """`searched` what is typed, `picked` a client, `dropped` nobody, `due_picked` an open sum,
    `payer_asked` who pays for them."""

    searched = Signal(str)
    picked = Signal(str)
    dropped = Signal()
    due_picked = Signal(str)
    dues_asked = Signal()
    payer_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Client"), parent)
        self.title.setText(self.tr("Client"))
        self.setMinimumWidth(216)
        self.drop = Button(self.tr("No client"), tall=BUTTON_HEAD)
        self.drop.clicked.connect(self.dropped)
        self.head.addWidget(self.drop)
        self.field = SearchBox(self.tr("Name, phone or card"), "N")
        self.found = RowList(
            self.tr("Clients for the sale"),
            _People(),
            EmptyState(self.tr("Without a client only items are sold.")),
        )
        self.dues = RowList(self.tr("Open sums"), _Dues())
        self.name = ElidedLabel(Size.SECTION, bold=True, ink=Ink.STRONG)
        self.contact = ElidedLabel(Size.CAPTION, ink=Ink.MUTED)
        self.avatar = Avatar("", 36)
        self.passes = Label("", ink=Ink.TEXT)
        self.passes.setWordWrap(True)
        self.owed = Label("", bold=True)
        self.all = Button(self.tr("Add all"), key="A", tall=BUTTON_HEAD)
        self.all.clicked.connect(self.dues_asked)
        self.payer = Button("", icon="users", key="H", tall=BUTTON_HEAD)
        self.payer.clicked.connect(self.payer_asked)
        self.household = Picker()
        self.household_box = FieldBox(self.tr("For"), self.household)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._finding())
        self._pages.addWidget(self._chosen())
        self.body.addWidget(self._pages, 1)
        self._connect()
        self.show_buyer(None)

    def show_found(self, found: Sequence[FoundBuyer], typed: str) -> None:
        """Who fits what is typed; the first is chosen."""
        rows = [
            FoundRow(
                key=one.client_id, said=f"{one.name}, {one.note}", tall=ROW_TWO_LINES, found=one
            )
            for one in found
        ]
        self.found.show_rows(rows)
        self.found.step(-len(rows))
        empty = self.found.findChild(EmptyState)
        if empty is not None:
            nobody = self.tr("Nobody is found for “{0}”.").format(typed)
            empty.sentence.setText(
                nobody if typed else self.tr("Without a client only items are sold.")
            )

    def show_buyer(self, buyer: Buyer | None) -> None:
        """Show who buys; None asks for somebody."""
        self.drop.setVisible(buyer is not None)
        self._pages.setCurrentIndex(0 if buyer is None else 1)
        if buyer is None:
            self.dues.show_rows([])
            return
        self.name.setText(buyer.name)
        self.contact.setText(buyer.contact)
        self.avatar.show_name(buyer.name)
        self._show_household(buyer)
        lines = _counted([f"{name}, {left}" if left else name for name, left in buyer.passes])
        self.passes.setText("\n".join(lines) or self.tr("No pass."))
        self.owed.setText(self.tr("Open {0}").format(buyer.owed) if buyer.dues else "")
        for part in (self.owed, self.all, self.dues):
            part.setVisible(bool(buyer.dues))
        self.dues.show_rows(
            [
                DueRow(
                    key=due.key,
                    said=f"{due.name}, {due.note}, {due.price}",
                    tall=ROW_TWO_LINES,
                    due=due,
                )
                for due in buyer.dues
            ]
        )

    def meant(self) -> str:
        """For whom of the household it is; "" where there is no choice."""
        shown = not self.household_box.isHidden()
        return str(self.household.currentData() or "") if shown else ""

    def mean(self, client_id: str) -> None:
        """Choose for whom it is."""
        self.household.setCurrentIndex(max(0, self.household.findData(client_id)))

    def _show_household(self, buyer: Buyer) -> None:
        self.payer.setVisible(buyer.payer is not None)
        if buyer.payer is not None:
            self.payer.set_words(self.tr("{0} pays").format(buyer.payer.name))
        people = [(buyer.client_id, buyer.name), *((m.client_id, m.name) for m in buyer.members)]
        meant = self.meant()
        if [self.household.itemData(at) for at in range(self.household.count())] != [
            key for key, _ in people
        ]:
            self.household.clear()
            for key, name in people:
                self.household.addItem(name, key)
            self.mean(meant)
        self.household_box.setVisible(bool(buyer.members))

    def ask(self) -> None:
        """Look for somebody."""
        self.field.clear()
        self.searched.emit("")
        self._pages.setCurrentIndex(0)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.field.searched.connect(self.searched)
        self.field.moved.connect(self.found.step)
        self.field.entered.connect(self._entered)
        self.found.opened.connect(self.picked)
        self.dues.opened.connect(self.due_picked)

    def _entered(self, typed: str) -> None:
        # Enter may come before typing has rested: what is seen must fit what is typed.
        self.searched.emit(typed)
        if self.found.current_key():
            self.picked.emit(self.found.current_key())

    def _finding(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, GAP_M, 0, 0)
        column.setSpacing(GAP_S)
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_M, 0, GAP_M, 0)
        holder.addWidget(self.field)
        column.addLayout(holder)
        column.addWidget(self.found, 1)
        return page

    def _chosen(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, GAP_M, 0, 0)
        column.setSpacing(GAP_S)
        top = QVBoxLayout()
        top.setContentsMargins(GAP_M, 0, GAP_M, 0)
        top.setSpacing(GAP_S)
        who = QHBoxLayout()
        who.setSpacing(GAP_S)
        who.addWidget(self.avatar)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.contact)
        who.addLayout(names, 1)
        top.addLayout(who)
        top.addWidget(self.payer)
        top.addWidget(self.household_box)
        top.addWidget(self.passes)
        row = QHBoxLayout()
        row.addWidget(self.owed)
        row.addStretch(1)
        row.addWidget(self.all)
        top.addLayout(row)
        column.addLayout(top)
        column.addWidget(self.dues, 1)
        column.addStretch(1)
        return page


def _counted(lines: Sequence[str]) -> list[str]:
    """Equal lines once, with how many there are."""
    return [
        f"{lines.count(line)} × {line}" if lines.count(line) > 1 else line
        for line in dict.fromkeys(lines)
    ]
