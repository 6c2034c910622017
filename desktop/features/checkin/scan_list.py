"""The column of last scans with totals, which gives way to what the search box finds."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.checkin.looks import ICONS, TONES
from desktop.features.checkin.model import FoundClient, LastScan, ScanTotals
from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_S, RADIUS, ROW_TWO_LINES
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import IconText, Ink, Label
from desktop.widgets.painting import RIGHT, box, rule_line, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.search_box import SearchBox


class ScanRow(ListRow, frozen=True, kw_only=True):
    """Two lines with a mark on the left and a word over a time on the right."""

    icon: str
    tone: Tone
    name: str
    note: str
    word: str = ""
    time: str = ""


def scan_row(scan: LastScan) -> ScanRow:
    """A scan as a row."""
    return ScanRow(
        key=f"scan/{scan.scan_id}",
        said=f"{scan.name}, {scan.note}, {scan.word}, {scan.time}",
        tall=ROW_TWO_LINES,
        icon="circle-dashed" if scan.provisional else ICONS[scan.outcome],
        tone=Tone.PROVISIONAL if scan.provisional else TONES[scan.outcome],
        name=scan.name,
        note=scan.note,
        word=scan.word,
        time=scan.time,
    )


def found_row(found: FoundClient) -> ScanRow:
    """A found client as a row."""
    return ScanRow(
        key=f"client/{found.client_id}",
        said=f"{found.name}, {found.note}, {found.word}",
        tall=ROW_TWO_LINES,
        icon="user",
        tone=Tone.NEUTRAL,
        name=found.name,
        note=found.note,
        word=found.word,
    )


class _ScanDelegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, _chosen: bool) -> None:
        assert isinstance(row, ScanRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_M, 0, -GAP_M, 0)
        tint = meaning_of(theme, row.tone).text
        draw_icon(painter, row.icon, QPoint(inner.x(), inner.center().y() - 9), 20, tint)
        caption = font(Size.CAPTION)
        wide = text_width(row.word, Size.CAPTION)
        left = inner.x() + 28
        name = QRect(left, inner.y() + 5, inner.right() - left - wide - GAP_S, 18)
        words(painter, name, row.name, font(bold=True), theme.strong)
        word = QRect(inner.right() + 1 - wide, inner.y() + 6, wide, 16)
        words(painter, word, row.word, caption, tint, RIGHT)
        note = QRect(left, inner.y() + 23, inner.right() - left - 64, 16)
        words(painter, note, row.note, caption, theme.muted)
        time = QRect(inner.right() - 60, inner.y() + 23, 61, 16)
        words(painter, time, row.time, caption, theme.muted, RIGHT)


class ScanList(QWidget):
    """`client_chosen` is a found client on Enter, `scan_opened` a scan."""

    client_chosen = Signal(str)
    scan_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scans: tuple[LastScan, ...] = ()
        self._totals = ScanTotals()
        self.search = SearchBox(self.tr("Name, phone or card"), "/")
        self.title = Label(self.tr("Last scans"), Size.SECTION, bold=True, ink=Ink.STRONG)
        self.count = Label("", Size.BODY, ink=Ink.MUTED)
        empty = EmptyState(self.tr("Nothing yet. Scan a card or type part of a name."))
        self.list = RowList(self.tr("Scans of today"), _ScanDelegate(), empty)
        self._came = IconText("circle-check", "", Tone.OK, Size.CAPTION)
        self._attention = IconText("triangle-alert", "", Tone.ATTENTION, Size.CAPTION)
        self._refused = IconText("octagon-x", "", Tone.REFUSED, Size.CAPTION)
        self._lay_out()
        self.search.moved.connect(self.list.step)
        self.search.entered.connect(lambda _text: self._open(self.list.current_key()))
        self.list.opened.connect(self._open)

    def show_scans(self, scans: Sequence[LastScan], totals: ScanTotals) -> None:
        """Take the day's scans, newest first."""
        self._scans, self._totals = tuple(scans), totals
        self._came.say("circle-check", self.tr("{0} in").format(totals.came), Tone.OK)
        attention = self.tr("{0} attention").format(totals.attention)
        self._attention.say("triangle-alert", attention, Tone.ATTENTION)
        self._refused.say("octagon-x", self.tr("{0} refused").format(totals.refused), Tone.REFUSED)
        if not self.search.text().strip():
            self._show_scans()

    def show_found(self, found: Sequence[FoundClient]) -> None:
        """Take what the search found; an empty box brings the scans back."""
        if not self.search.text().strip():
            self._show_scans()
            return
        self.title.setText(self.tr("Found"))
        self.count.setText(str(len(found)))
        rows = [found_row(one) for one in found]
        self.list.show_rows(rows)
        if rows:
            self.list.choose(rows[0].key)

    def _show_scans(self) -> None:
        self.title.setText(self.tr("Last scans"))
        self.count.setText(self.tr("{0} today").format(self._totals.scans))
        rows = [scan_row(scan) for scan in self._scans]
        self.list.show_rows(rows)
        if rows:
            self.list.choose(rows[0].key)

    def _open(self, key: str) -> None:
        kind, _, ident = key.partition("/")
        if kind == "client":
            self.search.clear()
            self._show_scans()
            self.client_chosen.emit(ident)
        elif kind == "scan":
            self.scan_opened.emit(ident)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, GAP_M, 1, 1)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(GAP_M - 1, 0, GAP_M - 1, GAP_M)
        top.addWidget(self.search)
        column.addLayout(top)
        self._head = QWidget()
        self._head.setFixedHeight(37)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(GAP_M - 1, 0, GAP_M - 1, 0)
        head.setSpacing(GAP_S)
        head.addWidget(self.title)
        head.addWidget(self.count, 1)
        head.addWidget(KeyHint([("↑ ↓", self.tr("open"))]))
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        self._foot = QWidget()
        self._foot.setFixedHeight(39)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(GAP_M - 1, 0, GAP_M - 1, 0)
        foot.setSpacing(GAP_M)
        for part in (self._came, self._attention, self._refused):
            foot.addWidget(part)
        foot.addStretch(1)
        column.addWidget(self._foot)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        box(painter, self.rect(), RADIUS, theme.panel, theme.line)
        right = self.width() - 2
        for y, ink in (
            (self._head.y(), theme.line),
            (self._head.geometry().bottom(), theme.line),
            (self._foot.y(), theme.line_strong),
        ):
            rule_line(painter, QPointF(1, y), QPointF(right, y), ink)
