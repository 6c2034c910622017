"""The basket: lines as they will stand on the receipt, what is taken off, tax, total."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.features.sell.model import BasketRow, Quote
from desktop.saying import tr
from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, ROW_TWO_LINES
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import KeyHint
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow

_COUNTS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_OUT = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class LineRow(ListRow, frozen=True, kw_only=True):
    """A line of the basket."""

    line: BasketRow


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, LineRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        words(painter, inner, row.line.amount, font(bold=True), theme.strong, RIGHT)
        wide = inner.width() - text_width(row.line.amount, bold=True) - GAP_M
        top = QRect(inner.x(), inner.y() + (4 if row.line.note else 12), wide, 20)
        words(painter, top, row.line.text, font(bold=chosen), theme.strong)
        if row.line.note:
            under = top.translated(0, 18)
            words(painter, under, row.line.note, font(Size.CAPTION), theme.muted)


class BasketList(RowList):
    """+ and − count an item, Del takes a line out."""

    counted = Signal(str, int)
    removed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = self.current_key()
        if key and event.key() in _COUNTS:
            self.counted.emit(key, _COUNTS[Qt.Key(event.key())])
        elif key and event.key() in _OUT:
            self.removed.emit(key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = event.key() in _OUT or event.key() in _COUNTS
            if own and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)


class SumLines(QWidget):
    """What is taken off, the tax in it, and the total in large figures."""

    def __init__(self) -> None:
        super().__init__()
        self._quote = Quote()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_quote(self, quote: Quote) -> None:
        """Show other sums."""
        self._quote = quote
        self.setAccessibleName(", ".join(f"{name} {text}" for name, text in self._lines()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, 20 * (len(self._lines()) - 1) + 44)

    def _lines(self) -> list[tuple[str, str]]:
        quote = self._quote
        off = [(self.tr("Taken off"), quote.off)] if quote.off else []
        taxes = [(name, text) for name, text in quote.taxes]
        return [*off, *taxes, (self.tr("Total"), quote.total_words)]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        *small, (name, total) = self._lines()
        at = 0
        for label, text in small:
            place = QRect(0, at, self.width(), 20)
            words(painter, place, label, font(Size.CAPTION), theme.muted)
            words(painter, place, text, font(Size.CAPTION), theme.muted, RIGHT)
            at += 20
        place = QRect(0, at + 4, self.width(), 40)
        words(painter, place, name, font(Size.SECTION, bold=True), theme.strong)
        words(painter, place, total, font(Size.NAME, bold=True), theme.strong, RIGHT)


class BasketCard(Card):
    """What is about to be sold; what pays stands below in `foot`."""

    counted = Signal(str, int)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Basket"), parent)
        self.title.setText(self.tr("Basket"))
        hints = [("+ −", self.tr("count")), ("Del", self.tr("take out"))]
        self.head.addWidget(KeyHint(hints))
        self.list = BasketList(
            self.tr("Basket"),
            _Delegate(),
            EmptyState(self.tr("Nothing in it yet. A digit adds a pass.")),
        )
        self.list.setMinimumHeight(2 * ROW_TWO_LINES)
        self.sums = SumLines()
        self.body.addWidget(self.list, 1)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_L)
        self.foot.setSpacing(GAP_M)
        self.foot.addWidget(self.sums)
        self.body.addLayout(self.foot)
        self.list.counted.connect(self.counted)
        self.list.removed.connect(self.removed)

    def show_quote(self, quote: Quote) -> None:
        """Show what the basket comes to."""
        self.list.show_rows(_rows(quote.rows))
        if quote.rows and not self.list.current_key():
            self.list.step(-len(quote.rows))
        self.set_count(sum(one.quantity for one in quote.rows))
        self.sums.show_quote(quote)


def _rows(lines: Sequence[BasketRow]) -> list[ListRow]:
    return [
        LineRow(
            key=line.key,
            said=", ".join(part for part in (line.text, line.note, line.amount) if part),
            tall=ROW_TWO_LINES,
            line=line,
        )
        for line in lines
    ]
