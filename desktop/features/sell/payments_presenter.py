"""The payments of a day or a client, alive: refund, void and print asked from a row."""

from collections import defaultdict

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.domain.credits import TAKEN
from core.domain.people import Client
from core.domain.settings import RECEIPT_PAPER
from core.domain.zones import DAY_MS
from core.queries import payments
from core.queries.payments import PaymentLine
from desktop import formats
from desktop.background import Background
from desktop.features.sell import giving_back
from desktop.features.sell.payments_page import PaymentsPage
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.printing.presenter import PrintJob
from desktop.printing.receipt import method_words, receipt_sheet
from desktop.saying import tr
from desktop.session import Session, concerns
from desktop.tables.columns import Figures, TableRow
from desktop.tables.export import Export, write_excel
from desktop.tables.saving import save_aside
from desktop.widgets.reload import Reload

KINDS = {"refund": tr("given back"), "void": "voided"}


class PaymentsPresenter(QObject):
    """`act_asked` carries a form, `print_asked` a PrintJob, `client_asked` whom to open."""

    act_asked = Signal(object)
    print_asked = Signal(object)
    client_asked = Signal(str)
    told = Signal(str)

    def __init__(self, page: PaymentsPage, session: Session) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._days_back = 0
        self._client_id = ""
        self._lines: dict[str, PaymentLine] = {}
        self.aside = Background(self)
        self.choose_file: ChooseFile = choose_file
        self.reload = Reload(page, self.refresh)
        page.turned.connect(self._turn)
        page.day_asked.connect(lambda: self.show_client(""))
        page.act_asked.connect(self._act)
        page.save_asked.connect(self._save)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def show_client(self, client_id: str) -> None:
        """All payments of somebody; "" goes back to those of the day."""
        self._client_id = client_id
        self.refresh()

    def refresh(self) -> None:
        """Read the payments anew."""
        self.reload.done()
        session = self._session
        client = session.source.rows.get(Client, self._client_id) if self._client_id else None
        if client is not None:
            rows = payments.of_client(session.source, client.id)
            self._show(rows, client.name, client=client)
            return
        noon = session.now() - self._days_back * DAY_MS
        since, until = formats.day_bounds(noon, session.zone)
        found = payments.of_place(session.source, session.location_id, since, until)
        self._show(found, formats.day(since, session.zone))

    def _show(self, found: list[PaymentLine], title: str, client: Client | None = None) -> None:
        session = self._session
        self._lines = {line.id: line for line in found}
        sums: dict[str, int] = defaultdict(int)
        for line in found:
            sums[line.method] += line.amount
        said = " · ".join(
            f"{method_words(method)} {formats.money(amount, session.currency)}"
            for method, amount in sorted(sums.items())
        )
        figures = Figures(session.currency, session.zone)
        rows = [_row(line, of_client=client is not None) for line in found]
        show = self._page.show_payments if client is None else self._page.show_client
        show(title, said, rows, sum(sums.values()), figures)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *payments.TABLES):
            self.reload.ask()

    def _turn(self, by: int) -> None:
        self._days_back = max(0, self._days_back - by)
        self.refresh()

    def _act(self, act: str, key: str) -> None:
        line = self._lines.get(key)
        if line is None:
            return
        if act == "open":
            self.client_asked.emit(line.client_id)
        elif act == "print":
            self._print(line)
        elif line.kind != TAKEN:
            self.told.emit(self.tr("This went back already."))
        elif act == "void":
            self.act_asked.emit(giving_back.void(self._session, line))
        elif payments.left_of(self._session.source.rows, line.id) <= 0:
            self.told.emit(self.tr("All of this payment was given back already."))
        else:
            self.act_asked.emit(giving_back.refund(self._session, line))

    def _save(self) -> None:
        """The payments in the order that is seen, as a file (REP-2)."""
        table, session = self._page.table, self._session
        if not table.model.rows():
            self.told.emit(self.tr("There is no payment to save."))
            return
        made = Export(
            title=tr("Payments"),
            about=(self._page.day.text(), session.location.name if session.location else ""),
            columns=table.model.columns,
            rows=table.model.rows(),
            totals=None,
            figures=Figures(session.currency, session.zone),
        )
        name = f"{made.title} {made.about[0]}.xlsx"
        file = self.choose_file(self._page, name, tr("Excel (*.xlsx)"))
        if file:
            save_aside(self.aside, write_excel, made, file, self.told.emit)

    def _print(self, line: PaymentLine) -> None:
        sheet = receipt_sheet(self._session, line.receipt)
        if sheet is None:
            self.told.emit(self.tr("No receipt was printed for this."))
        else:
            self.print_asked.emit(PrintJob(sheet, RECEIPT_PAPER))


def _row(line: PaymentLine, *, of_client: bool) -> TableRow:
    note = " ".join(part for part in (KINDS.get(line.kind, ""), line.reason) if part)
    return TableRow(
        key=line.id,
        cells=(
            line.at,
            line.receipt,
            *(() if of_client else (line.client_name or "–",)),
            line.what or tr("Items"),
            method_words(line.method),
            line.staff_name,
            note,
            line.amount,
        ),
    )
