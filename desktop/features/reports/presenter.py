"""Reports, alive: read on a thread of their own, compared, opened, exported and printed (REP-2)."""

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.domain.refusals import Fault
from core.domain.settings import PAPER
from core.domain.zones import local_date
from core.queries import place
from core.queries.reports.declaration import Behind, Report, Scope, Table
from core.queries.reports.of_money import METHODS
from core.queries.reports.registry import ALL, GROUPS, TABLES
from core.rules.permissions import permits
from core.rules.places import Place
from desktop import formats
from desktop.background import Background, Progress
from desktop.features.reports.model import (
    Choice,
    Shown,
    Wish,
    behind_shown,
    chart_of,
    columns_of,
    headlines_of,
    key_of,
    rows_of,
    totals_of,
)
from desktop.features.reports.periods import CUSTOM, Period, period_of
from desktop.features.reports.view import ReportsScreen
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.printing.presenter import PrintJob
from desktop.saying import tr
from desktop.session import Session, concerns
from desktop.tables.columns import Figures
from desktop.tables.export import Export, write_csv, write_excel
from desktop.tables.saving import save_aside
from desktop.tables.table_sheet import TableSheet
from desktop.widgets.reload import Reload
from desktop.wording import fault_words

DRAFT, COLUMNS = "reports", tr("columns of reports")


class ReportsPresenter(QObject):
    """`print_asked` carries a PrintJob; `class_asked`, `client_asked` an id; `told` a sentence."""

    print_asked = Signal(object)
    class_asked = Signal(str)
    client_asked = Signal(str)
    told = Signal(str)

    def __init__(self, screen: ReportsScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self._wish = _brought_back(session.draft(DRAFT).get("wish", "{}"))
        self._shown: Shown | None = None
        self._report_shown: Shown | None = None
        self._behind: Behind | None = None
        self._allowed: dict[str, Report] = {}
        self.aside = Background(self)
        self.choose_file: ChooseFile = choose_file
        self.reload = Reload(screen, self.refresh)
        screen.chosen.connect(self._choose)
        screen.filters.changed.connect(self._filter)
        screen.opened.connect(self._open)
        screen.went_back.connect(self._go_back)
        screen.stopped.connect(self._stop)
        screen.acted.connect(self._act)
        screen.table.widths_changed.connect(self._keep_widths)
        self.aside.busy_changed.connect(self._show_busy)
        session.changed.connect(self._changed)
        session.person_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Look again who may see what, and read the report in view."""
        self.reload.done()
        self._offer()
        if self._wish.report not in self._allowed:
            first = next(iter(self._allowed), "")
            self._wish = replace(self._wish, report=first)
        self._screen.list.choose(self._wish.report)
        self._read()

    def figures(self) -> Figures:
        """How figures are written here."""
        return Figures(self._session.currency, self._session.zone)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES) and self._behind is None:
            self.reload.ask()

    def _offer(self) -> None:
        here = self._places()
        session = self._session
        act, rows = session.act(), session.source.rows
        everything = any(permits(rows, act, "view_reports", Place(one)) for one in here)
        self._allowed = {
            ident: report
            for ident, report in ALL.items()
            if here and (everything or report.financial)
        }
        groups = [
            (
                self.tr(name),
                [(one.ident, self.tr(one.title)) for one in reports if one.ident in self._allowed],
            )
            for name, reports in GROUPS
        ]
        self._screen.show_reports([group for group in groups if group[1]])
        names: dict[str, str] = {one.id: one.name for one in place.locations(session.source)}
        places = [Choice(one, names[one]) for one in here if one in names]
        everywhere = [Choice("", self.tr("All locations"))] if len(places) > 1 else []
        services = {one.id: one.name for key in here for one in place.services(session.source, key)}
        self._screen.filters.offer(
            [*everywhere, *places],
            [
                Choice("", self.tr("All services")),
                *(Choice(key, name) for key, name in sorted(services.items(), key=lambda p: p[1])),
            ],
            [Choice("", self.tr("All methods")), *(Choice(k, n) for k, n in METHODS.items())],
        )

    def _places(self) -> list[str]:
        """The locations whose reports this person may see."""
        session = self._session
        act, rows = session.act(), session.source.rows
        return [
            one.id
            for one in place.locations(session.source)
            if permits(rows, act, "view_reports", Place(one.id))
            or permits(rows, act, "view_financial_reports", Place(one.id))
        ]

    def _period(self) -> Period:
        wish = self._wish
        today = local_date(self._session.now(), self._session.zone)
        if wish.preset == CUSTOM and wish.first and wish.last:
            return Period(min(wish.first, wish.last), max(wish.first, wish.last))
        return period_of("days_30" if wish.preset == CUSTOM else wish.preset, today)

    def _choose(self, ident: str) -> None:
        if ident in self._allowed and ident != self._wish.report:
            self._keep(replace(self._wish, report=ident))
            self._read()

    def _filter(self) -> None:
        wish = self._screen.filters.wish(self._wish.report)
        if wish.preset == CUSTOM and self._wish.preset != CUSTOM:
            period = self._period()
            wish = replace(wish, first=period.first, last=period.last)
        self._keep(wish)
        self._read()

    def _keep(self, wish: Wish) -> None:
        self._wish = wish
        self._session.keep_draft(DRAFT, {"wish": msgspec.json.encode(wish).decode()})

    def _read(self) -> None:
        report = self._allowed.get(self._wish.report)
        if report is None:
            self.told.emit(self.tr("Reports are for managers and the owner."))
            return
        self._behind = None
        period = self._period()
        self._screen.filters.show_wish(self._wish, period)
        self._screen.filters.allow(report.filters, dated=report.dated)
        scope = self._scope(period, report)
        earlier = replace(scope, first=period.before().first, last=period.before().last)

        def work(progress: Progress) -> tuple[Table, Table | None]:
            with self._session.reading_aside() as source:
                progress.step(0, 2)
                now = report.make(replace(scope, source=source))
                progress.step(1, 2)
                past = report.make(replace(earlier, source=source)) if report.dated else None
                return now, past

        self.aside.run(work, lambda found: self._show(report, *found), self._fail)

    def _scope(self, period: Period, report: Report) -> Scope:
        """What is looked at; whoever reads it gives it a source of their own thread."""
        wish = self._wish
        here = self._places()
        return Scope(
            source=self._session.source,
            locations=(wish.location,) if wish.location in here else tuple(here),
            first=period.first,
            last=period.last,
            now=self._session.now(),
            service_id=wish.service if "service" in report.filters else "",
            method=wish.method if "method" in report.filters else "",
        )

    def _show(self, report: Report, table: Table, before: Table | None) -> None:
        figures = self.figures()
        self._shown = self._report_shown = Shown(
            title=self.tr(report.title),
            about=self.tr(report.about),
            period=self._period_words() if report.dated else self.tr("As of today"),
            columns=columns_of(report.figures),
            rows=rows_of(table),
            totals=totals_of(table),
            headlines=headlines_of(report, table, before, figures),
            chart=chart_of(report, table, figures),
            notes=tuple(
                (self.tr(one.title), self.tr(one.says)) for one in report.figures if one.says
            ),
        )
        self._screen.show_report(self._shown, figures, behind=False)
        self._give_widths(report)

    def _keep_widths(self) -> None:
        """The columns of each report come back as they were dragged (U-84)."""
        widths = " ".join(str(one) for one in self._screen.table.widths())
        if self._behind is None and widths:
            kept = self._session.draft(COLUMNS) | {self._wish.report: widths}
            self._session.keep_draft(COLUMNS, kept)

    def _give_widths(self, report: Report) -> None:
        kept = self._session.draft(COLUMNS).get(report.ident, "")
        self._screen.table.set_widths([int(one) for one in kept.split() if one.isdecimal()])

    def _period_words(self) -> str:
        period = self._period()
        first, last = formats.long_date(period.first), formats.long_date(period.last)
        return self.tr("{0} to {1}").format(first, last)

    def _open(self, row_key: str) -> None:
        """What stands behind a line; from there a class or a client."""
        report = self._allowed.get(self._wish.report)
        key = key_of(row_key)
        if self._behind is not None:
            self._go_there(self._behind.opens, key)
        elif report is not None and report.behind is not None:
            self._look_behind(report, key)

    def _go_there(self, opens: str, key: str) -> None:
        """A class or a client, for who may see them: figures are all that others see."""
        session = self._session
        right = "view_roster" if opens == "class" else "view_clients"
        if not session.may(right):
            self.told.emit(self.tr("You see figures only, and nobody behind them."))
        elif opens == "class":
            self.class_asked.emit(key)
        elif key:
            self.client_asked.emit(key)

    def _look_behind(self, report: Report, key: str) -> None:
        scope = self._scope(self._period(), report)
        behind = report.behind
        assert behind is not None  # noqa: S101

        def work(progress: Progress) -> Behind:
            with self._session.reading_aside() as source:
                progress.step(0, 1)
                return behind(replace(scope, source=source), key)

        def then(found: Behind) -> None:
            self._behind = found
            period = self._period_words() if report.dated else ""
            shown = behind_shown(found, period)
            self._shown = replace(shown, title=f"{self.tr(report.title)} · {self.tr(found.title)}")
            self._screen.show_report(self._shown, self.figures(), behind=True)

        self.aside.run(work, then, self._fail)

    def _go_back(self) -> None:
        if self._behind is not None and self._report_shown is not None:
            self._behind = None
            self._shown = self._report_shown
            self._screen.show_report(self._shown, self.figures(), behind=False)
            if report := self._allowed.get(self._wish.report):
                self._give_widths(report)

    def _stop(self) -> None:
        if self.aside.busy():
            self.aside.stop()
            self.told.emit(self.tr("Stopped. What was there before is still shown."))

    def _show_busy(self, busy: bool) -> None:
        self._screen.show_busy(self.tr("Reading") if busy else "")

    def _fail(self, fault: Fault) -> None:
        self.told.emit(fault_words(fault))

    def _act(self, act: str) -> None:
        shown = self._shown
        if shown is None:
            return
        made = self._export(shown)
        if act == "print":
            self.print_asked.emit(PrintJob(TableSheet(made, shown.chart), PAPER))
            return
        ending, kinds, write = {
            "excel": ("xlsx", tr("Excel (*.xlsx)"), write_excel),
            "csv": ("csv", tr("CSV (*.csv)"), write_csv),
        }[act]
        file = self.choose_file(self._screen, f"{shown.title} {shown.period}.{ending}", kinds)
        if file:
            save_aside(self.aside, write, made, file, self.told.emit)

    def _export(self, shown: Shown) -> Export:
        """The table in the order that is seen."""
        wish = self._wish
        known = place.locations(self._session.source)
        names: dict[str, str] = {one.id: one.name for one in known}
        where = names.get(wish.location, self.tr("All locations")) if wish.location else ""
        about = tuple(part for part in (shown.about, shown.period, where) if part)
        return Export(
            title=shown.title,
            about=about,
            columns=shown.columns,
            rows=self._screen.table.model.rows(),
            totals=shown.totals,
            figures=self.figures(),
            notes=shown.notes,
        )


def _brought_back(text: str) -> Wish:
    try:
        return msgspec.json.decode(text, type=Wish)
    except msgspec.MsgspecError:
        return Wish()
