"""The side panel that takes money for what is due: a row, a letter, Enter."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.commands.fields import PaidMethod
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, ROW_TWO_LINES
from desktop.widgets.button import Button, Kind
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.segmented import Segmented
from desktop.widgets.side_panel import PanelHead

METHODS: dict[str, PaidMethod] = {
    "cash": "cash",
    "terminal": "external_terminal",
    "transfer": "bank_transfer",
}
_KEYS = {Qt.Key.Key_C: "cash", Qt.Key.Key_T: "terminal", Qt.Key.Key_B: "transfer"}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class DueLine(Struct, frozen=True, kw_only=True):
    """One open sum, ready to read."""

    key: str
    text: str
    note: str
    amount: str


class DueRow(ListRow, frozen=True, kw_only=True):
    """A sum as a row."""

    line: DueLine


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, DueRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        words(painter, inner, row.line.amount, font(bold=True), theme.strong, RIGHT)
        wide = inner.width() - text_width(row.line.amount, bold=True) - GAP_M
        top = QRect(inner.x(), inner.y() + 4, wide, 20)
        words(painter, top, row.line.text, font(bold=chosen), theme.strong)
        words(painter, top.translated(0, 18), row.line.note, font(Size.CAPTION), theme.muted)


class PaymentPanel(Page):
    """`taken` carries what is paid and how."""

    taken = Signal(str, str)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Take payment"))
        self.head = PanelHead(self.tr("Take payment"))
        self.who = Label("", ink=Ink.MUTED)
        self.list = RowList(
            self.tr("What is due"), _Delegate(), EmptyState(self.tr("Nothing is due."))
        )
        self.method = Segmented(
            self.tr("How it is paid"),
            [
                ("cash", self.tr("Cash"), "C"),
                ("terminal", self.tr("Terminal"), "T"),
                ("transfer", self.tr("Transfer"), "B"),
            ],
        )
        self.total = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self.take = Button(self.tr("Take payment"), key="Enter", kind=Kind.PRIMARY)
        self._lay_out()
        self.set_first(self.list)
        self.list.installEventFilter(self)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _key: self._take())
        self.take.clicked.connect(self._take)
        self.head.close_asked.connect(self.close_asked)

    def show_dues(self, name: str, lines: Sequence[DueLine], chosen: str = "") -> None:
        """What somebody owes; `chosen` is taken with the first Enter."""
        self.who.setText(name)
        self.list.show_rows(
            [
                DueRow(
                    key=line.key,
                    said=f"{line.text}, {line.note}, {line.amount}",
                    tall=ROW_TWO_LINES,
                    line=line,
                )
                for line in lines
            ]
        )
        self.list.step(-len(lines))
        if chosen:
            self.list.choose(chosen)
        self.take.setEnabled(bool(lines))

    def _moved(self, key: str) -> None:
        row = self.list.rows.row_at(self.list.rows.index_of(key))
        self.total.setText(row.line.amount if isinstance(row, DueRow) else "")

    def _take(self) -> None:
        if self.list.current_key():
            self.taken.emit(self.list.current_key(), self.method.choice())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        holder = QVBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        holder.addWidget(self.who)
        column.addLayout(holder)
        column.addWidget(self.list, 1)
        how = QHBoxLayout()
        how.setContentsMargins(GAP_L, 0, GAP_L, 0)
        how.addWidget(self.method)
        how.addStretch(1)
        column.addLayout(how)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, 0, GAP_L, GAP_M)
        foot.addWidget(self.total)
        foot.addStretch(1)
        foot.addWidget(self.take)
        column.addLayout(foot)

    def event(self, event: QEvent) -> bool:
        # Its letters are its own while it has the focus.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _KEYS
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        # Before the list: its type-ahead would take the letters for a name.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _KEYS:
                self.method.choose(_KEYS[Qt.Key(event.key())])
                return True
            if event.key() in _ENTER:
                self._take()
                return True
        return False
