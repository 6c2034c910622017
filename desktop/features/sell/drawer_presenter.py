"""The drawer of this desk, alive: cash moved and counted, closings printed and exported (PAY-5)."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.domain.drawer import OPENING, PAY_IN, PAY_OUT
from core.domain.organisation import Desk, StaffMember
from core.domain.refusals import Fault
from core.domain.settings import PAPER
from core.domain.zones import DAY_MS
from core.queries import closings
from core.queries.closings import Report
from desktop import formats
from desktop.features.sell import counting
from desktop.features.sell.closing_sheet import closing_sheet
from desktop.features.sell.drawer_page import DrawerPage, DrawerState
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.printing.presenter import PrintJob
from desktop.printing.receipt import method_words
from desktop.saying import tr
from desktop.session import Session, concerns
from desktop.tables.columns import Figures, TableRow
from desktop.widgets.reload import Reload
from desktop.wording import fault_words

SEEN_DAYS = 90
KINDS = {OPENING: tr("Float"), PAY_IN: tr("Put in"), PAY_OUT: tr("Taken out")}


class DrawerPresenter(QObject):
    """`act_asked` carries a form, `print_asked` a PrintJob."""

    act_asked = Signal(object)
    print_asked = Signal(object)
    told = Signal(str)

    def __init__(self, page: DrawerPage, session: Session) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._reports: dict[str, Report] = {}
        self.choose_file: ChooseFile = choose_file
        self.reload = Reload(page, self.refresh)
        page.act_asked.connect(self._act)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the drawer and its closings anew."""
        self.reload.done()
        session = self._session
        rows = session.source.rows
        desk = rows.get(Desk, session.source.desk_id)
        due = closings.open_tally(rows, session.source.desk_id)
        now = session.now()
        known = closings.closings(rows, session.location_id, now - SEEN_DAYS * DAY_MS, now + DAY_MS)
        self._reports = {one.closing.id: one for one in known}
        own = [one.closing for one in known if one.closing.desk_id == session.source.desk_id]
        when = formats.moment(own[-1].at, session.zone, now) if own else ""
        state = DrawerState(
            desk=desk.name if desk else "",
            expected=formats.money(due.expected, session.currency),
            since=self.tr("Expected, since {0}").format(when) if when else self.tr("Expected"),
            sums=tuple(
                (method_words(method), formats.money(amount, session.currency))
                for method, amount in due.sums.items()
            ),
            moves=tuple(
                TableRow(key=one.id, cells=(one.at, KINDS[one.kind], one.reason, one.amount))
                for one in closings.open_moves(rows, session.source.desk_id)
            ),
            closings=tuple(self._row(one) for one in reversed(known)),
        )
        self._page.show_drawer(state, Figures(session.currency, session.zone))

    def _row(self, one: Report) -> TableRow:
        closing = one.closing
        staff = self._session.source.rows.get(StaffMember, closing.staff_id)
        return TableRow(
            key=closing.id,
            cells=(
                closing.at,
                one.desk_name,
                staff.name if staff else "",
                closing.expected,
                closing.counted,
                closing.difference,
                closing.left,
                closing.note,
            ),
        )

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *closings.TABLES):
            self.reload.ask()

    def _act(self, act: str, key: str) -> None:
        session, found = self._session, self._reports.get(key)
        if act in KINDS:
            self.act_asked.emit(counting.move(session, act))
        elif act == "close":
            self.act_asked.emit(counting.close(session))
        elif found is not None and act == "print":
            self.print_asked.emit(PrintJob(closing_sheet(session, found), PAPER))
        elif found is not None:
            self._export(found)

    def _export(self, one: Report) -> None:
        day = formats.local(one.closing.at, self._session.zone).date()
        name = self.tr("Closing {0} {1}").format(one.desk_name, day)
        file = self.choose_file(self._page, f"{name}.csv", tr("CSV (*.csv)"))
        if not file:
            return
        try:
            text = closings.as_csv(one, self._session.currency)
            Path(file).write_text(text, encoding="utf-8-sig", newline="")
        except OSError:
            self.told.emit(fault_words(Fault("file_not_written")))
        else:
            self.told.emit(self.tr("Saved {0}").format(file))
