"""Which printer of this computer is offered first, on which paper, and a page to try it."""

from collections.abc import Callable

from core.domain.settings import PAPER, RECEIPT_PAPER
from core.rules.terms import Terms
from desktop import formats
from desktop.features.settings.here.narrow_page import NarrowPage
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.forms.form import Form
from desktop.here import PRINTER
from desktop.printing.paper import PAPERS
from desktop.printing.presenter import PrintJob
from desktop.printing.printable import TextSheet
from desktop.printing.printers import printer_names
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button
from desktop.widgets.button import Kind as ButtonKind
from desktop.widgets.label import Ink, Label
from desktop.widgets.wrapping_row import WrappingRow

USUAL = ""


class PrinterPage(NarrowPage):
    """`names` gives the printers that are set up; tests put their own in its place."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            self.tr("Printer and paper"),
            self.tr("Rosters, lists and receipts are shown before they are printed."),
        )
        self.names: Callable[[], list[str]] = printer_names
        self.form: Form | None = None
        self._shown: list[str] | None = None
        self.paper = Label("", ink=Ink.MUTED)
        self.paper.setWordWrap(True)
        self.answer = AnswerLine()
        self.test = Button(self.tr("Print a test page"), icon="printer", kind=ButtonKind.PRIMARY)
        self.change = Button(self.tr("Change the paper"), icon="settings")
        self.test.clicked.connect(self.try_out)
        self.change.clicked.connect(lambda: self.page_asked.emit("policies", PAPER.key))
        self.column.addWidget(self.answer)
        self.column.addWidget(self.paper)
        row = WrappingRow()
        row.addWidget(self.test)
        row.addWidget(self.change)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.set_first(self.test)

    def refresh(self) -> None:
        """Ask the system for its printers, and show which one is kept."""
        names = self.names()
        if names != self._shown:
            self._offer(names)
        if self.form is not None:
            kept = self.session.kept(PRINTER).get("name", USUAL)
            self.form.show_values({"printer": kept})
        none = self.tr(
            "No printer is set up on this computer. Add one in the settings of the system; until "
            "then everything can be saved as a PDF."
        )
        self.answer.say("" if names else none, Tone.ATTENTION)
        self.change.setVisible(self.session.may("set_setting"))
        terms = Terms(self.session.source.rows, self.session.location_id)
        lists, receipts = PAPERS[terms.of(PAPER)].name, PAPERS[terms.of(RECEIPT_PAPER)].name
        told = self.tr("Lists and reports on {0}, receipts on {1}.")
        self.paper.setText(told.format(lists, receipts))

    def try_out(self) -> None:
        """Show a page that has what can go wrong: edges, small letters, figures."""
        here = self.session.location
        now = formats.moment(self.session.now(), self.session.zone, 0)
        small = self.tr("Small letters can be read, and figures stand in line: 1,234.50 €")
        body = f"<h1>{here.name if here else ''}</h1><p>{now}</p><p class='small'>{small}</p>"
        title = self.tr("Test page")
        self.print_asked.emit(PrintJob(TextSheet(title, f"<h2>{title}</h2>{body}"), PAPER))

    def _offer(self, names: list[str]) -> None:
        self._shown = names
        if self.form is not None:
            self.column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if not names:
            return
        options = (
            Option(USUAL, self.tr("the usual one of the system")),
            *(Option(name, name) for name in names),
        )
        field = Field(
            name="printer", label=self.tr("Printer"), kind=Kind.CHOICE, options=options, wide=6
        )
        self.form = Form((Section("", (field,)),))
        self.form.changed.connect(self._keep)
        self.column.insertWidget(2, self.form)

    def _keep(self) -> None:
        if self.form is not None:
            self.session.keep(PRINTER, {"name": self.form.value("printer")})
