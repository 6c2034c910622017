"""The Reports screen: the list, what is looked at, sums, chart, table, what is behind."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.reports import actions
from desktop.features.reports.filters import Filters
from desktop.features.reports.model import Shown
from desktop.features.reports.strip import Strip
from desktop.tables.chart import ChartView
from desktop.tables.columns import Figures
from desktop.tables.data_table import DataTable
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GROUP_HEAD, PAGE_SIDE, ROW
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import ElidedLabel, Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.slim_bar import SlimBar
from desktop.widgets.wrapping_row import WrappingRow

MOST_CHART, _BOTH = 300, 860


class _Delegate(RowDelegate):
    lines = False

    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        theme = current_theme()
        inner = rect.adjusted(GAP_M, 0, -GAP_M, 0)
        if not row.selectable:
            words(painter, inner, row.said, font(Size.CAPTION, bold=True), theme.muted)
        else:
            ink = theme.accent if chosen else theme.text
            words(painter, inner, row.said, font(bold=chosen), ink)


class ReportsScreen(Page):
    """`chosen` a report, `opened` a line, `went_back` from what is behind, `acted` export or so."""

    chosen = Signal(str)
    opened = Signal(str)
    went_back = Signal()
    stopped = Signal()
    acted = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Reports"))
        self.list = RowList(self.tr("List of reports"), _Delegate())
        self.filters = Filters()
        self.title = ElidedLabel(Size.PAGE, bold=True, ink=Ink.STRONG)
        self.about = ElidedLabel(ink=Ink.MUTED)
        self.back = Button(self.tr("Back"), icon="chevron-left", key="Backspace")
        self.stop = Button(self.tr("Stop"), icon="x", key="Esc")
        self.busy = Label("", ink=Ink.MUTED)
        self.strip = Strip()
        self.chart = ChartView()
        self.caption = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.notes = Label("", ink=Ink.TEXT)
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.RichText)
        self.empty = EmptyState(
            self.tr("Nothing in this period."), self.tr("Choose another period")
        )
        self.table = DataTable(self.tr("Figures"), (), Figures("EUR", "UTC"), self.empty)
        self._tools = (
            Button(self.tr("Definitions"), icon="circle-help", key="?", kind=Kind.QUIET),
            Button(self.tr("Excel"), key="X"),
            Button(self.tr("CSV"), key="V"),
            Button(self.tr("Print"), icon="printer", key="Ctrl+P"),
        )
        self._lay_out()
        self.set_first(self.table.view)
        self._bind(registry)

    def show_reports(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """The reports that this person may see, in groups."""
        rows: list[ListRow] = []
        for name, reports in groups:
            rows.append(ListRow(key=name, said=name, tall=GROUP_HEAD + 4, selectable=False))
            rows += [ListRow(key=ident, said=title, tall=ROW) for ident, title in reports]
        self.list.show_rows(rows)

    def show_report(self, shown: Shown, figures: Figures, *, behind: bool) -> None:
        """Show a report, or what stands behind one of its lines."""
        self.title.setText(shown.title)
        self.about.setText(" ".join(part for part in (shown.about, shown.period) if part))
        self.back.setVisible(behind)
        self.strip.show_headlines(shown.headlines)
        self.chart.show_data(shown.chart)
        self._chart_card.setVisible(shown.chart is not None and bool(shown.chart.names))
        if shown.chart is not None:
            parts = dict.fromkeys((shown.title, shown.chart.unit, shown.period))
            self.caption.setText(" · ".join(part for part in parts if part))
        wanted = self.chart.sizeHint().height() + 2 * GAP_M + 24
        self._area.setFixedHeight(min(MOST_CHART, wanted))
        self.notes.setText(
            "<br>".join(f"<b>{escape(name)}</b> {escape(says)}" for name, says in shown.notes)
        )
        self.table.show_rows(shown.rows, shown.totals, figures=figures, columns=shown.columns)
        self._notes_card.setVisible(self._notes_card.isVisible() and bool(shown.notes))

    def show_busy(self, said: str) -> None:
        """Say that something is read, with a way to stop it; "" when it is there."""
        self.busy.setText(said)
        self.busy.setVisible(bool(said))
        self.stop.setVisible(bool(said))

    def _toggle_notes(self) -> None:
        self._notes_card.setVisible(not self._notes_card.isVisible() and bool(self.notes.text()))

    def _bind(self, registry: ActionRegistry) -> None:
        registry.do(actions.EXCEL, lambda: self.acted.emit("excel"))
        registry.do(actions.CSV, lambda: self.acted.emit("csv"))
        registry.do(actions.PRINT, lambda: self.acted.emit("print"))
        registry.do(actions.BACK, self.went_back.emit)
        registry.do(actions.STOP, self.stopped.emit)
        registry.do(actions.DEFINE, self._toggle_notes)
        registry.do(actions.PERIOD, self._focus(self.filters.period))
        registry.do(actions.LIST, self._focus(self.list))
        define, excel, csv, paper = self._tools
        define.clicked.connect(self._toggle_notes)
        excel.clicked.connect(lambda: self.acted.emit("excel"))
        csv.clicked.connect(lambda: self.acted.emit("csv"))
        paper.clicked.connect(lambda: self.acted.emit("print"))
        self.back.clicked.connect(self.went_back)
        self.stop.clicked.connect(self.stopped)
        self.list.moved.connect(self.chosen)
        self.list.opened.connect(lambda _key: self.table.view.setFocus())
        self.table.view.opened.connect(self.opened)
        self.empty.acted.connect(self._focus(self.filters.period))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        # Beside a panel the figures come first; the list is a key away.
        self._side.setVisible(self.width() >= _BOTH)

    def _focus(self, part: QWidget) -> Callable[[], None]:
        return lambda: part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self._side = side = Card()
        side.body.addWidget(self.list)
        side.setFixedWidth(224)
        main = QVBoxLayout()
        main.setSpacing(GAP_M)
        head = WrappingRow()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        for part in (self.busy, self.stop, *self._tools):
            head.addWidget(part)
        main.addLayout(head)
        main.addWidget(self.about)
        main.addWidget(self.filters)
        main.addWidget(self.strip)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Chart"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        SlimBar(self._area)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        inner.addWidget(self.caption)
        inner.addWidget(self.chart)
        self._area.setWidget(holder)
        self._chart_card = Card()
        self._chart_card.body.addWidget(self._area)
        main.addWidget(self._chart_card)
        self._notes_card = Card()
        told = QVBoxLayout()
        told.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        told.addWidget(self.notes)
        self._notes_card.body.addLayout(told)
        self._notes_card.hide()
        main.addWidget(self._notes_card)
        below = Card()
        below.body.addWidget(self.table)
        main.addWidget(below, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_SIDE, GAP_M, PAGE_SIDE, GAP_L)
        row.setSpacing(GAP_L)
        row.addWidget(side)
        row.addLayout(main, 1)
