"""The Sell screen: the till, the payments of a day, the drawer; their acts by key."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.sell import actions
from desktop.features.sell.drawer_page import DrawerPage
from desktop.features.sell.model import METHODS
from desktop.features.sell.payments_page import PaymentsPage
from desktop.features.sell.till import Till
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_M, PAGE_SIDE
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.tabs import Tabs

TILL, PAYMENTS, DRAWER = "till", "payments", "drawer"


class SellScreen(Page):
    """`print_asked` for the last receipt; the till's own signals are on its parts."""

    taken = Signal()
    added = Signal(int)
    method_asked = Signal(str)
    cleared = Signal()
    print_asked = Signal()
    waive_asked = Signal()
    start_asked = Signal()
    client_payments_asked = Signal()
    page_shown = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sell"))
        self.registry = registry
        self.till = Till()
        self.pages = QStackedWidget()
        self.payments = PaymentsPage()
        self.drawer = DrawerPage()
        self._pages = {TILL: self.till, PAYMENTS: self.payments, DRAWER: self.drawer}
        for page in self._pages.values():
            self.pages.addWidget(page)
        self.tabs = Tabs(
            self.tr("Parts of Sell"),
            [
                (TILL, self.tr("Till")),
                (PAYMENTS, self.tr("Payments")),
                (DRAWER, self.tr("Drawer")),
            ],
        )
        self.tabs.chosen.connect(self.show_page)
        self.title = Label(self.tr("Sell"), Size.PAGE, bold=True, ink=Ink.STRONG)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(PAGE_SIDE, GAP_M, PAGE_SIDE, GAP_M)
        self.head.setSpacing(GAP_M)
        self.head.addWidget(self.title)
        self.head.addSpacing(GAP_M)
        self.head.addWidget(self.tabs, 1)
        self.keys = KeyHint([("P", self.tr("payments")), ("K", self.tr("drawer"))])
        self.head.addWidget(self.keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self.pages, 1)
        self.set_first(self.till)
        self._bind(registry)

    def show_page(self, ident: str) -> None:
        """Bring a part into view, with the keyboard in it."""
        self.tabs.choose(ident)
        page = self._pages[ident]
        self.pages.setCurrentWidget(page)
        self.set_first(page)
        self.page_shown.emit(ident)
        if self.isVisible():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self) -> str:
        """Which part is in view."""
        return next(i for i, page in self._pages.items() if page is self.pages.currentWidget())

    def focus_shelf(self) -> None:
        """The keyboard goes to what is for sale: who buys is known."""
        if self.page() != TILL:
            self.show_page(TILL)
        self.till.set_first(self.till.shelf.list)
        if self.isVisible():
            self.till.shelf.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_buyer(self) -> None:
        """The keyboard goes to who buys."""
        if self.page() != TILL:
            self.show_page(TILL)
        self.till.set_first(self.till.buyer.field)
        if self.isVisible():
            self.till.buyer.ask()

    def _bind(self, registry: ActionRegistry) -> None:
        till = self.till
        registry.do(actions.TAKE, self._enter)
        registry.do(actions.FIND_CLIENT, self.focus_buyer)
        registry.do(actions.NO_CLIENT, till.buyer.dropped.emit)
        registry.do(actions.FIND, self._find)
        registry.do(actions.DUES, till.buyer.dues_asked.emit)
        registry.do(actions.PAYER, till.buyer.payer_asked.emit)
        registry.do(actions.DISCOUNT, till.pay.discount.start)
        registry.do(actions.START, self.start_asked.emit)
        registry.do(actions.AMOUNT, till.pay.ask_amount)
        registry.do(actions.ANEW, till.pay.part_dropped.emit)
        registry.do(actions.CLEAR, self.cleared.emit)
        registry.do(actions.PRINT, self._print)
        registry.do(actions.WAIVE, self.waive_asked.emit)
        registry.do(actions.TILL, lambda: self.show_page(TILL))
        registry.do(actions.PAYMENTS, self._day)
        registry.do(actions.CLIENT_PAYMENTS, self.client_payments_asked.emit)
        registry.do(actions.SAVE, self._save)
        registry.do(actions.DRAWER, lambda: self.show_page(DRAWER))
        for act, ident in ((actions.REFUND, "refund"), (actions.VOID, "void")):
            registry.do(act, self._on(PAYMENTS, self.payments.ask, ident))
        for act, ident in (
            (actions.FLOAT, "opening"),
            (actions.PAY_IN, "pay_in"),
            (actions.PAY_OUT, "pay_out"),
            (actions.CLOSE, "close"),
            (actions.EXPORT, "export"),
        ):
            registry.do(act, self._on(DRAWER, self.drawer.ask, ident))
        for number in range(1, actions.DIGITS + 1):
            registry.do(actions.add_seen(number), self._adds(number))
        for method, _, _ in METHODS:
            registry.do(actions.pay_by(method), self._pays(method))
        till.pay.paid.connect(self.taken)
        till.done.used.connect(self.taken)
        till.done.print_asked.connect(self.print_asked)

    def _day(self) -> None:
        self.show_page(PAYMENTS)
        self.payments.day_asked.emit()

    def _enter(self) -> None:
        if self.page() == TILL:
            self.taken.emit()
        elif self.page() == PAYMENTS:
            self.payments.ask("open")

    def _print(self) -> None:
        if self.page() == PAYMENTS:
            self.payments.ask("print")
        elif self.page() == DRAWER:
            self.drawer.ask("print")
        else:
            self.print_asked.emit()

    def _save(self) -> None:
        if self.page() != PAYMENTS:
            self.show_page(PAYMENTS)
        self.payments.save_asked.emit()

    def _on(self, page: str, ask: Callable[[str], None], ident: str) -> Callable[[], None]:
        """An act of another part brings that into view first."""

        def run() -> None:
            if self.page() != page:
                self.show_page(page)
            ask(ident)

        return run

    def _adds(self, number: int) -> Callable[[], None]:
        return lambda: self.added.emit(number)

    def _pays(self, method: str) -> Callable[[], None]:
        return lambda: self.method_asked.emit(method)

    def _find(self) -> None:
        if self.page() != TILL:
            self.show_page(TILL)
        self.till.shelf.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.till.shelf.field.selectAll()
