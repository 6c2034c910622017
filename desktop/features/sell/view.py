"""The Sell screen: the till, and its acts by key."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.sell import actions
from desktop.features.sell.model import METHODS
from desktop.features.sell.till import Till
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_M, PAGE_SIDE
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page


class SellScreen(Page):
    """`print_asked` for the last receipt; the till's own signals are on its parts."""

    taken = Signal()
    added = Signal(int)
    method_asked = Signal(str)
    cleared = Signal()
    print_asked = Signal()

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sell"))
        self.till = Till()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.till)
        self.title = Label(self.tr("Sell"), Size.PAGE, bold=True, ink=Ink.STRONG)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(PAGE_SIDE, GAP_M, PAGE_SIDE, GAP_M)
        self.head.setSpacing(GAP_M)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self.pages, 1)
        self.set_first(self.till)
        self._bind(registry)

    def focus_shelf(self) -> None:
        """The keyboard goes to what is for sale: who buys is known."""
        self.till.set_first(self.till.shelf.list)
        if self.isVisible():
            self.till.shelf.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_buyer(self) -> None:
        """The keyboard goes to who buys."""
        self.till.set_first(self.till.buyer.field)
        if self.isVisible():
            self.till.buyer.ask()

    def _bind(self, registry: ActionRegistry) -> None:
        till = self.till
        registry.do(actions.TAKE, self.taken.emit)
        registry.do(actions.FIND_CLIENT, till.buyer.ask)
        registry.do(actions.NO_CLIENT, till.buyer.dropped.emit)
        registry.do(actions.FIND, self._find)
        registry.do(actions.DUES, till.buyer.dues_asked.emit)
        registry.do(actions.DISCOUNT, till.pay.discount.start)
        registry.do(actions.AMOUNT, till.pay.ask_amount)
        registry.do(actions.ANEW, till.pay.part_dropped.emit)
        registry.do(actions.CLEAR, self.cleared.emit)
        registry.do(actions.PRINT, self.print_asked.emit)
        for number in range(1, actions.DIGITS + 1):
            registry.do(actions.add_seen(number), self._adds(number))
        for method, _, _ in METHODS:
            registry.do(actions.pay_by(method), self._pays(method))
        till.pay.paid.connect(self.taken)
        till.done.used.connect(self.taken)
        till.done.print_asked.connect(self.print_asked)

    def _adds(self, number: int) -> Callable[[], None]:
        return lambda: self.added.emit(number)

    def _pays(self, method: str) -> Callable[[], None]:
        return lambda: self.method_asked.emit(method)

    def _find(self) -> None:
        self.till.shelf.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.till.shelf.field.selectAll()
