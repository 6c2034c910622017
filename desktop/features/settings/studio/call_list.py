"""Whom to call because closed dates took their class and no message reaches them (SCH-14)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.closures import Closure
from core.domain.phones import spaced
from core.domain.settings import PAPER
from core.queries import closure_calls
from core.queries.closure_calls import Call
from desktop.background import Background, Progress
from desktop.features.settings.sheet_head import SheetHead
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.printing.presenter import PrintJob
from desktop.saying import tr
from desktop.session import Session
from desktop.tables.columns import Column, Figures, Kind, TableRow
from desktop.tables.data_table import DataTable
from desktop.tables.export import Export, write_csv
from desktop.tables.table_sheet import TableSheet
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, PAGE_SIDE
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.wording import fault_words


class CallList(Page):
    """`left` goes back to the closed dates; `print_asked` carries what is to be printed."""

    left = Signal()
    print_asked = Signal(object)

    def __init__(
        self, session: Session, closure: Closure, span: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._closure, self._span = session, closure, span
        self.aside = Background(self)
        self.choose_file: ChooseFile = choose_file
        empty = EmptyState(self.tr("Everybody has been told, or their message is on its way."))
        self.table = DataTable(self.tr("Whom to call"), self._columns(), self._figures(), empty)
        self.answer = AnswerLine()
        self._lay_out()
        self.set_first(self.table.view)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        found = closure_calls.calls(self._session.source, self._closure)
        self.table.show_rows([self._row(at, call) for at, call in enumerate(found)])

    def rows(self) -> tuple[TableRow, ...]:
        """The list in the order that is seen."""
        return self.table.model.rows()

    def print(self) -> None:
        """Show what will be printed, before it is."""
        self.print_asked.emit(PrintJob(TableSheet(self._export()), PAPER))

    def save(self) -> None:
        """Save it as CSV."""
        made = self._export()
        file = self.choose_file(self, f"{made.title}.csv", tr("CSV (*.csv)"))
        if not file:
            return

        def work(progress: Progress) -> str:
            write_csv(made, file, progress)
            return file

        self.aside.run(
            work,
            lambda done: self.answer.say(self.tr("Saved {0}").format(done), Tone.OK),
            lambda fault: self.answer.say(fault_words(fault), Tone.REFUSED),
        )

    def _export(self) -> Export:
        here = self._session.location
        return Export(
            title=self.tr("Whom to call, {0}").format(self._span),
            about=(here.name if here else "", self._closure.reason),
            columns=self._columns(),
            rows=self.rows(),
            totals=None,
            figures=self._figures(),
        )

    def _row(self, at: int, call: Call) -> TableRow:
        why = {
            "no_address": self.tr("no e-mail address"),
            "unwanted": self.tr("wants no e-mail"),
            "failed": self.tr("not delivered"),
        }[call.why]
        told = f"{why}: {call.answer}" if call.answer else why
        return TableRow(
            key=f"{at} {call.client_id}",
            cells=(call.name, spaced(call.phone) or None, call.class_name, call.starts_at, told),
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(ident="name", title=self.tr("Client"), wide=18, strong=True),
            Column(ident="phone", title=self.tr("Phone"), wide=14),
            Column(ident="class", title=self.tr("Class"), wide=14),
            Column(ident="when", title=self.tr("When"), kind=Kind.MOMENT, wide=14),
            Column(ident="why", title=self.tr("Why"), wide=24),
        )

    def _figures(self) -> Figures:
        return Figures(self._session.currency, self._session.zone)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = SheetHead(self.tr("Whom to call"), self._span, self.tr("Closed dates"))
        head.back_asked.connect(self.left)
        head.add_deed(self.tr("Save as CSV"), "arrow-down-up", danger=False).clicked.connect(
            self.save
        )
        head.add_deed(self.tr("Print"), "printer", danger=False).clicked.connect(self.print)
        column.addWidget(head)
        page = QVBoxLayout()
        page.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        page.setSpacing(GAP_M)
        card = Card()
        card.body.addWidget(self.table)
        page.addWidget(card, 1)
        page.addWidget(self.answer)
        column.addLayout(page, 1)
