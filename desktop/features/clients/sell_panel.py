"""Selling a pass without leaving the client: a digit, a letter, Enter (PASS-1, four keys)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.commands.fields import Method
from desktop.features.clients.model import ProductLine, Sale
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_M, ROW_TWO_LINES
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.keycap import draw_cap
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import RIGHT, text_width, words
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.segmented import Segmented

CASH, CARD, LATER = "cash", "external_terminal", "later"
_METHODS: dict[str, Method] = {
    CASH: "cash",
    CARD: "external_terminal",
    LATER: "later",
}
_METHOD_KEYS = {Qt.Key.Key_C: CASH, Qt.Key.Key_T: CARD, Qt.Key.Key_L: LATER}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOST_SEEN = 6


class ProductRow(ListRow, frozen=True, kw_only=True):
    """A product and the digit that takes it."""

    product: ProductLine
    number: int


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, ProductRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        if row.number <= 9:
            draw_cap(painter, inner.x(), inner.center().y() + 1, str(row.number))
        price = row.product.price
        words(painter, inner, price, font(bold=True), theme.strong, RIGHT)
        left = inner.x() + 28
        wide = inner.right() - left - text_width(price, bold=True) - GAP_M
        top = QRect(left, inner.y() + 4, wide, 20)
        words(painter, top, row.product.name, font(bold=chosen), theme.strong)
        words(painter, top.translated(0, 18), row.product.note, font(Size.CAPTION), theme.muted)


class SellPanel(Card):
    """`sold` carries a Sale; the method of the last sale is proposed for the next."""

    sold = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sell a pass", parent)
        self.title.setText(self.tr("Sell a pass"))
        self._client_id = ""
        leave = Button(self.tr("Leave"), key="Esc", tall=BUTTON_HEAD)
        leave.setAccessibleName(self.tr("Leave the sale"))
        leave.clicked.connect(self.left)
        self.head.addWidget(leave)
        empty = EmptyState(self.tr("No pass is for sale at this location."))
        self.list = RowList(self.tr("Passes for sale"), _Delegate(), empty)
        self.body.addWidget(self.list)
        self.method = Segmented(
            self.tr("Way to pay"),
            [
                (CASH, self.tr("Cash"), "C"),
                (CARD, self.tr("Terminal"), "T"),
                (LATER, self.tr("Later"), "L"),
            ],
        )
        self._sell = Button(self.tr("Sell"), key="Enter", kind=Kind.PRIMARY)
        self._sell.setAccessibleName(self.tr("Sell the chosen pass"))
        self._sell.clicked.connect(self.sell)
        self._sum = Label("", Size.SECTION, bold=True, ink=Ink.STRONG)
        self._lay_out()
        self.list.installEventFilter(self)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _key: self.sell())

    def start(self, client_id: str, products: Sequence[ProductLine]) -> None:
        """Offer products to a client; the first is chosen."""
        self._client_id = client_id
        rows = [
            ProductRow(
                key=p.product_id,
                said=f"{p.name}, {p.price}, {p.note}",
                tall=ROW_TWO_LINES,
                product=p,
                number=at + 1,
            )
            for at, p in enumerate(products)
        ]
        self.list.show_rows(rows)
        self.list.setFixedHeight(ROW_TWO_LINES * max(2, min(_MOST_SEEN, len(rows))))
        self.list.step(-len(rows))
        self.show()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sell(self) -> None:
        """Sell what is chosen."""
        if self.list.current_key():
            method = _METHODS[self.method.choice()]
            self.sold.emit(Sale(self._client_id, self.list.current_key(), method))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        column.setSpacing(GAP_M)
        column.addWidget(self.method)
        row = QHBoxLayout()
        row.addWidget(self._sum)
        row.addStretch(1)
        row.addWidget(self._sell)
        column.addLayout(row)
        self.body.addLayout(column)

    def _moved(self, key: str) -> None:
        row = self.list.rows.row_at(self.list.rows.index_of(key))
        self._sum.setText(row.product.price if isinstance(row, ProductRow) else "")
        self._sell.setEnabled(bool(key))

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        rows = self.list.rows.rows()
        if key in _METHOD_KEYS:
            self.method.choose(_METHOD_KEYS[Qt.Key(key)])
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            at = key - Qt.Key.Key_1
            if at < len(rows):
                self.list.choose(rows[at].key)
        elif key in _ENTER:
            self.sell()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        # Its letters are its own while it has the focus: "B" must not book in the middle of a sale.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
                event.accept()
                return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        # Before the list: its type-ahead would take digits and letters for a name.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._key(event):
            super().keyPressEvent(event)
