"""What was paid and given back: of a day at this location, or of one client at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.saying import tr
from desktop.tables.columns import Column, Figures, Kind, TableRow
from desktop.tables.data_table import DataTable
from desktop.theme.sizes import GAP_L, GAP_M, PAGE_SIDE
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import ElidedLabel, Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.wrapping_row import WrappingRow

COLUMNS = (
    Column(ident="when", title=tr("Time"), kind=Kind.CLOCK, wide=9),
    Column(ident="receipt", title=tr("Receipt"), wide=17),
    Column(ident="client", title=tr("Client"), wide=18, strong=True),
    Column(ident="what", title=tr("For"), wide=20),
    Column(ident="method", title=tr("Method"), wide=14),
    Column(ident="staff", title=tr("By"), wide=12),
    Column(ident="note", title=tr("Note"), wide=14),
    Column(ident="amount", title=tr("Amount"), kind=Kind.MONEY, wide=12, strong=True),
)
OF_CLIENT = (
    Column(ident="when", title=tr("Date"), kind=Kind.MOMENT, wide=16),
    *(one for one in COLUMNS if one.ident not in ("when", "client")),
)


class PaymentsPage(Page):
    """`turned` to another day; `act_asked` is refund, void, print or open, with the payment;
    `day_asked` goes from a client back to the day, `save_asked` wants them all as a file."""

    turned = Signal(int)
    day_asked = Signal()
    save_asked = Signal()
    act_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Payments"))
        self.day = Label("", bold=True, ink=Ink.STRONG)
        self.sums = ElidedLabel(ink=Ink.MUTED)
        back = Button.icon_only("chevron-left", self.tr("Show the day before"))
        on = Button.icon_only("chevron-right", self.tr("Show the next day"))
        back.clicked.connect(lambda: self.turned.emit(-1))
        on.clicked.connect(lambda: self.turned.emit(1))
        self.whole_day = Button(self.tr("All of the day"), icon="chevron-left")
        self.whole_day.clicked.connect(self.day_asked)
        self._turning = (back, on)
        self.empty = EmptyState(self.tr("Nothing was paid on this day."))
        self.table = DataTable(self.tr("Payments"), COLUMNS, Figures("EUR", "UTC"), self.empty)
        self.refund = Button(self.tr("Give back"), icon="undo-2", key="R")
        self.void = Button(self.tr("Void"), icon="x", key="Del")
        self.print = Button(self.tr("Print receipt"), icon="printer", key="Ctrl+P")
        self.save = Button(self.tr("Save as Excel"), key="X")
        card = Card()
        card.body.addWidget(self.table)
        row = WrappingRow()
        for part in (self.whole_day, back, on, self.day):
            row.addWidget(part)
        row.addWidget(self.sums, 1)
        for button in (self.refund, self.void, self.print, self.save):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_SIDE, 0, PAGE_SIDE, GAP_L)
        column.setSpacing(GAP_M)
        column.addLayout(row)
        column.addWidget(card, 1)
        self.set_first(self.table.view)
        self.refund.clicked.connect(lambda: self.ask("refund"))
        self.void.clicked.connect(lambda: self.ask("void"))
        self.print.clicked.connect(lambda: self.ask("print"))
        self.save.clicked.connect(self.save_asked)
        self.table.view.opened.connect(lambda _key: self.ask("open"))

    def ask(self, act: str) -> None:
        """Ask for an act on the chosen payment."""
        if key := self.table.view.current_key():
            self.act_asked.emit(act, key)

    def show_payments(
        self, day: str, sums: str, rows: Sequence[TableRow], total: int, figures: Figures
    ) -> None:
        """Show the payments of a day, the newest first."""
        self._show(False, day, sums)
        self.empty.sentence.setText(self.tr("Nothing was paid on this day."))
        self._fill(rows, total, figures, COLUMNS)

    def show_client(
        self, name: str, sums: str, rows: Sequence[TableRow], total: int, figures: Figures
    ) -> None:
        """Show all that a client paid and got back, the newest first."""
        self._show(True, name, sums)
        self.empty.sentence.setText(self.tr("Nothing was paid yet."))
        self._fill(rows, total, figures, OF_CLIENT)

    def _show(self, of_client: bool, title: str, sums: str) -> None:
        self.whole_day.setVisible(of_client)
        for button in self._turning:
            button.setVisible(not of_client)
        self.day.setText(title)
        self.sums.setText(sums)

    def _fill(
        self,
        rows: Sequence[TableRow],
        total: int,
        figures: Figures,
        columns: Sequence[Column],
    ) -> None:
        cells: tuple[str | int | None, ...] = (self.tr("All"), *("",) * (len(columns) - 2), total)
        totals = TableRow(key="", cells=cells) if rows else None
        other = columns if self.table.model.columns != tuple(columns) else None
        self.table.show_rows(rows, totals, figures=figures, columns=other)
        for button in (self.refund, self.void, self.print, self.save):
            button.setEnabled(bool(rows))
