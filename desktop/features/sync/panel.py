"""The panel behind the sync state: how it stands, what waits, send now (U-32, U-35)."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.sync.load_bar import LoadBar
from desktop.features.sync.model import SyncView, WaitingCommand
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, ROW_TWO_LINES
from desktop.widgets.button import Button, Kind
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import IconText, Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.side_panel import PanelHead
from desktop.widgets.wrapping_row import WrappingRow

_WHEN, _LABEL = 56, 128


class _Row(ListRow, frozen=True, kw_only=True):
    waits: WaitingCommand


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        if not isinstance(row, _Row):
            return
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        when = QRect(inner.x(), inner.y(), _WHEN - 4, inner.height())
        words(painter, when, row.waits.when, font(Size.CAPTION), theme.muted)
        left = inner.x() + _WHEN
        icon = "circle-check" if row.waits.sent else "circle-dashed"
        draw_icon(painter, icon, QPoint(left, inner.center().y() - 7), 16, theme.provisional.text)
        text = QRect(left + 24, inner.y() + 4, inner.right() - left - 24, 20)
        words(painter, text, row.waits.text, font(), theme.strong)
        words(painter, text.translated(0, 18), row.waits.by, font(Size.CAPTION), theme.muted)


class SyncPanel(Page):
    """`send_asked`, `load_asked` for all rows anew, `copy_asked` for diagnostics, `close_asked`;
    `rest_asked` stops a load (True) or lets it go on."""

    send_asked = Signal()
    load_asked = Signal()
    rest_asked = Signal(bool)
    copy_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sending and receiving"))
        self.head = PanelHead(self.tr("Sending and receiving"))
        self.state = IconText("cloud-check", "")
        self.advice = Label("", ink=Ink.MUTED)
        self.advice.setWordWrap(True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(GAP_S)
        self._facts.setColumnMinimumWidth(0, _LABEL)
        self._facts.setColumnStretch(1, 1)
        self._labels: list[Label] = []
        self.title = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self.empty = EmptyState(self.tr("Everything that was done here is confirmed."))
        self.list = RowList(self.tr("Waiting to be confirmed"), _Delegate(), self.empty)
        self.send = Button(self.tr("Send now"), icon="cloud-sync", kind=Kind.PRIMARY)
        self.copy = Button(self.tr("Copy diagnostics"))
        self.load = Button(self.tr("Load afresh"), kind=Kind.QUIET)
        self.load_bar = LoadBar()
        self.load_note = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.load_note.setWordWrap(True)
        self._lay_out()
        self.set_first(self.list)
        self.send.clicked.connect(self.send_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.load.clicked.connect(self.load_asked)
        self.load_bar.rest_asked.connect(self.rest_asked)
        self.head.close_asked.connect(self.close_asked)

    def show_sync(self, view: SyncView) -> None:
        """Take the newest state."""
        self.state.say(view.icon, view.headline, view.tone)
        self.advice.setText(view.advice)
        self.advice.setVisible(bool(view.advice))
        self.load.setEnabled(view.may_load)
        self.load_bar.show_load(view.loading, view.loaded)
        self.load_note.setText(view.load_note)
        for old in self._labels:
            old.hide()
            old.deleteLater()
        self._labels = []
        for at, (label, value) in enumerate(view.facts):
            pair = (Label(label, ink=Ink.MUTED), Label(value))
            pair[1].setWordWrap(True)
            for column, part in enumerate(pair):
                self._facts.addWidget(part, at, column)
            self._labels += pair
        count = len(view.waiting)
        self.title.setText(self.tr("Waiting to be confirmed") + (f"  {count}" if count else ""))
        self.list.show_rows(
            [
                _Row(
                    key=one.key,
                    said=f"{one.when}, {one.text}, {one.by}",
                    tall=ROW_TWO_LINES,
                    waits=one,
                )
                for one in view.waiting
            ]
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        column.addWidget(self.head)
        body = QVBoxLayout()
        body.setContentsMargins(GAP_L, 0, GAP_L, 0)
        body.setSpacing(GAP_M)
        body.addWidget(self.state)
        body.addWidget(self.advice)
        body.addWidget(self.load_bar)
        body.addLayout(self._facts)
        body.addWidget(self.title)
        column.addLayout(body)
        column.addWidget(self.list, 1)
        note = QHBoxLayout()
        note.setContentsMargins(GAP_L, 0, GAP_L, 0)
        note.addWidget(self.load_note)
        column.addLayout(note)
        foot = WrappingRow()
        foot.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_M)
        foot.addWidget(self.copy)
        foot.addWidget(self.load)
        foot.addStretch(1)
        foot.addWidget(self.send)
        column.addLayout(foot)
