"""The drawer of this desk: what should be in it, cash moved without a sale, earlier closings."""

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.saying import tr
from desktop.tables.columns import Column, Figures, Kind, TableRow
from desktop.tables.data_table import DataTable
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.button import Button
from desktop.widgets.button import Kind as ButtonKind
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page

CLOSINGS = (
    Column(ident="at", title=tr("Closed"), kind=Kind.MOMENT, wide=22),
    Column(ident="desk", title=tr("Desk"), wide=14),
    Column(ident="staff", title=tr("By"), wide=14),
    Column(ident="expected", title=tr("Expected"), kind=Kind.MONEY, wide=12),
    Column(ident="counted", title=tr("Counted"), kind=Kind.MONEY, wide=12),
    Column(ident="difference", title=tr("Difference"), kind=Kind.MONEY, wide=12, strong=True),
    Column(ident="left", title=tr("Left in it"), kind=Kind.MONEY, wide=12),
    Column(ident="note", title=tr("Note"), wide=20),
)
MOVES = (
    Column(ident="at", title=tr("Time"), kind=Kind.MOMENT, wide=24),
    Column(ident="what", title=tr("What"), wide=26, strong=True),
    Column(ident="reason", title=tr("Reason"), wide=30),
    Column(ident="amount", title=tr("Amount"), kind=Kind.MONEY, wide=20),
)


class DrawerState(Struct, frozen=True, kw_only=True):
    """What the drawer holds by now, words ready."""

    desk: str
    expected: str
    since: str
    sums: tuple[tuple[str, str], ...]
    moves: tuple[TableRow, ...]
    closings: tuple[TableRow, ...]


class DrawerPage(Page):
    """`act_asked` is opening, pay_in, pay_out or close; print or export with a closing."""

    act_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Drawer"))
        figures = Figures("EUR", "UTC")
        self.expected = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self.since = Label("", ink=Ink.MUTED)
        self.desk = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self._sums = QGridLayout()
        none = EmptyState(self.tr("No cash was put in or taken out since the last closing."))
        self.moves = DataTable(self.tr("Cash without a sale"), MOVES, figures, none)
        never = EmptyState(self.tr("This drawer was never closed yet."))
        self.closings = DataTable(self.tr("Closings"), CLOSINGS, figures, never)
        self._buttons = (
            Button(self.tr("Put in the float"), key="F"),
            Button(self.tr("Put cash in"), icon="plus", key="I"),
            Button(self.tr("Take cash out"), icon="minus", key="U"),
            Button(self.tr("Close the drawer"), icon="lock", key="Z", kind=ButtonKind.PRIMARY),
        )
        self.print = Button(self.tr("Print closing"), icon="printer", key="Ctrl+P")
        self.export = Button(self.tr("Export closing"), key="Ctrl+E")
        self._lay_out()
        self.set_first(self.closings.view)
        for act, button in zip(
            ("opening", "pay_in", "pay_out", "close"), self._buttons, strict=True
        ):
            button.clicked.connect(lambda _on=False, act=act: self.ask(act))
        self.print.clicked.connect(lambda: self.ask("print"))
        self.export.clicked.connect(lambda: self.ask("export"))
        self.closings.view.opened.connect(lambda _key: self.ask("print"))

    def ask(self, act: str) -> None:
        """Ask for an act, on the chosen closing where it is about one."""
        self.act_asked.emit(act, self.closings.view.current_key())

    def show_drawer(self, state: DrawerState, figures: Figures) -> None:
        """Show what the drawer holds."""
        self.desk.setText(state.desk)
        self.expected.setText(state.expected)
        self.since.setText(state.since)
        while (item := self._sums.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (name, amount) in enumerate(state.sums):
            self._sums.addWidget(Label(name, ink=Ink.MUTED), at, 0)
            self._sums.addWidget(Label(amount, bold=True, ink=Ink.STRONG), at, 1)
        self._sums.setColumnStretch(2, 1)
        self.moves.show_rows(state.moves, figures=figures)
        self.closings.show_rows(state.closings, figures=figures)
        for button in (self.print, self.export):
            button.setEnabled(bool(state.closings))

    def _lay_out(self) -> None:
        now = Card(self.tr("In the drawer"))
        inner = QVBoxLayout()
        inner.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_L)
        inner.setSpacing(GAP_S)
        inner.addWidget(self.desk)
        inner.addWidget(self.expected)
        inner.addWidget(self.since)
        inner.addSpacing(GAP_S)
        inner.addLayout(self._sums)
        inner.addStretch(1)
        for button in self._buttons:
            inner.addWidget(button)
        now.body.addLayout(inner)
        now.setFixedWidth(280)
        moved = Card(self.tr("Cash without a sale"))
        moved.body.addWidget(self.moves)
        closed = Card(self.tr("Closings"))
        closed.head.addWidget(self.export)
        closed.head.addWidget(self.print)
        closed.body.addWidget(self.closings)
        side = QVBoxLayout()
        side.setSpacing(GAP_L)
        side.addWidget(moved, 2)
        side.addWidget(closed, 5)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_SIDE, 0, PAGE_SIDE, GAP_L)
        row.setSpacing(GAP_L)
        row.addWidget(now)
        row.addLayout(side, 1)
