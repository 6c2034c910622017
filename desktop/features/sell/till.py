"""The till: who buys, what is for sale, the basket with what pays."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.sell.basket_card import BasketCard
from desktop.features.sell.buyer_card import BuyerCard
from desktop.features.sell.done_bar import DoneBar
from desktop.features.sell.model import Done, Quote
from desktop.features.sell.pay_box import PayBox
from desktop.features.sell.shelf import Shelf
from desktop.theme.sizes import GAP_L, PAGE_SIDE
from desktop.widgets.page import Page


class Till(Page):
    """Three cards side by side; what was sold last stands where the payment was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Till"))
        self.buyer = BuyerCard()
        self.shelf = Shelf()
        self.basket = BasketCard()
        self.pay = PayBox()
        self.done = DoneBar()
        self.basket.foot.addWidget(self.pay)
        self.basket.foot.addWidget(self.done)
        self.done.hide()
        row = QHBoxLayout()
        row.setContentsMargins(PAGE_SIDE, 0, PAGE_SIDE, GAP_L)
        row.setSpacing(GAP_L)
        row.addWidget(self.buyer, 20)
        row.addWidget(self.shelf, 34)
        row.addWidget(self.basket, 34)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.basket.setMinimumWidth(340)
        self.set_first(self.buyer.field)

    def show_quote(self, quote: Quote, change: str = "") -> None:
        """Show the basket; one with something in it takes the place of what was sold."""
        self.basket.show_quote(quote)
        self.pay.show_quote(quote, change)
        if quote.rows:
            self.done.hide()
        self.pay.setVisible(not self.done.isVisibleTo(self.basket))
        self.basket.sums.setVisible(not self.done.isVisibleTo(self.basket))

    def show_done(self, done: Done | None) -> None:
        """Say what was sold, with what comes next; None goes on to the next sale."""
        if done is not None:
            self.done.show_done(done)
        self.done.setVisible(done is not None)
        self.pay.setVisible(done is None)
        self.basket.sums.setVisible(done is None)
