"""Sell, alive: the basket priced by the handler that sells it, each sale one command (PAY-6)."""

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet, Outcome
from core.commands.registry import Command
from core.commands.seats import Book
from core.commands.till import Discount
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.settings import RECEIPT_PAPER
from core.queries import dues, occurrences, place, till
from core.queries.till import Gift
from desktop import formats
from desktop.features.sell.basket import Basket, BasketLine, Part, brought_back, kept
from desktop.features.sell.drawer_presenter import DrawerPresenter
from desktop.features.sell.giving_back import waive
from desktop.features.sell.goods import Goods, buyer_of, due_line, found_buyers
from desktop.features.sell.model import CASH, GIFT, LATER, Done, Quote
from desktop.features.sell.payments_presenter import PaymentsPresenter
from desktop.features.sell.quoting import later_commands, quote_of
from desktop.features.sell.using import Use, use_of
from desktop.features.sell.view import DRAWER, PAYMENTS, TILL, SellScreen
from desktop.printing.presenter import PrintJob
from desktop.printing.receipt import receipt_sheet
from desktop.scanner.member import client_of
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = (*dues.TABLES, *till.TABLES, *place.TABLES, *occurrences.TABLES, Client)
DRAFT = "sell"


class SellPresenter(QObject):
    """`print_asked` carries a PrintJob, `act_asked` a form, `client_asked` whom to open, `told` a
    sentence."""

    print_asked = Signal(object)
    act_asked = Signal(object)
    client_asked = Signal(str)
    told = Signal(str)

    def __init__(self, screen: SellScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self._basket = brought_back(session.draft(DRAFT).get("basket", "{}"))
        self._goods: Goods | None = None
        self._gifts: list[Gift] = []
        self._quote = Quote()
        self._use: Use | None = None
        self._receipt = ""
        self._typed = ""
        self._given = 0
        self.payments = PaymentsPresenter(screen.payments, session)
        self.drawer = DrawerPresenter(screen.drawer, session)
        self.reload = Reload(screen, self.refresh)
        self._connect()

    def refresh(self) -> None:
        """Read the shelf and the buyer anew."""
        self.reload.done()
        till_view, session = self._screen.till, self._session
        self._goods = Goods(session)
        till_view.shelf.show_things(self._goods.fitting(self._typed), self._typed)
        till_view.pay.amount.set_currency(session.currency)
        self._show_buyer()
        self._show()

    def start(self, client_id: str = "") -> None:
        """Sell to somebody, else go on where the till was left."""
        if client_id:
            self._take_client(client_id)
        if self._basket.client_id:
            self._screen.focus_shelf()
        else:
            self._screen.focus_buyer()

    def owes(self, client_id: str) -> bool:
        """Whether somebody owes anything."""
        return bool(dues.dues(self._session.source, client_id))

    def pay_dues(self, client_id: str, occurrence_id: str = "") -> None:
        """What somebody owes comes into the basket: all, or for one class."""
        self._take_client(client_id)
        for due in dues.dues(self._session.source, client_id):
            if occurrence_id in ("", due.occurrence_id):
                self._add(due_line(due))
        self._screen.focus_shelf()

    def scan(self, code: str) -> None:
        """A card brings its client into the sale, a barcode its item."""
        if item := self._shelf().of_barcode(code):
            self._add(item)
            return
        found = client_of(self._session, code)
        if isinstance(found, Refusal):
            self.told.emit(self._session.sentence(found))
        else:
            self._take_client(found)
            self._screen.focus_shelf()

    def _connect(self) -> None:
        screen, session, view = self._screen, self._session, self._screen.till
        view.buyer.searched.connect(self._search_client)
        view.buyer.picked.connect(self.start)
        view.buyer.dropped.connect(lambda: self._take_client(""))
        view.buyer.due_picked.connect(self._add_due)
        view.buyer.dues_asked.connect(lambda: self.pay_dues(self._basket.client_id))
        view.shelf.taken.connect(self._take_thing)
        view.shelf.searched.connect(self._search_thing)
        view.basket.counted.connect(lambda key, by: self._put(self._basket.counted(int(key), by)))
        view.basket.removed.connect(lambda key: self._put(self._basket.without(int(key))))
        view.pay.discount.said.connect(self._discount)
        view.pay.part_added.connect(self._amount)
        view.pay.part_dropped.connect(self._anew)
        view.pay.chosen.connect(lambda _method: self._show())
        screen.added.connect(self._take_number)
        screen.method_asked.connect(self._method)
        screen.taken.connect(self._enter)
        screen.cleared.connect(self._clear)
        screen.print_asked.connect(self._print)
        screen.waive_asked.connect(self._waive)
        screen.page_shown.connect(self._look)
        for part in (self.payments, self.drawer):
            part.act_asked.connect(self.act_asked)
            part.print_asked.connect(self.print_asked)
            part.told.connect(self.told)
        self.payments.client_asked.connect(self.client_asked)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _shelf(self) -> Goods:
        if self._goods is None:
            self._goods = Goods(self._session)
        return self._goods

    # who buys

    def _take_client(self, client_id: str) -> None:
        self._next()
        self._put(self._basket.for_client(client_id))
        self._show_buyer()
        if not client_id:
            self._screen.focus_buyer()

    def _show_buyer(self) -> None:
        buyer = buyer_of(self._session, self._basket.client_id)
        client = self._basket.client_id
        self._gifts = till.gifts(self._session.source, client) if client else []
        self._screen.till.buyer.show_buyer(buyer)

    def _search_client(self, typed: str) -> None:
        self._screen.till.buyer.show_found(found_buyers(self._session, typed), typed)

    # what is sold

    def _search_thing(self, typed: str) -> None:
        self._typed = typed
        self._screen.till.shelf.show_things(self._shelf().fitting(typed), typed)

    def _take_number(self, number: int) -> None:
        if key := self._screen.till.shelf.key_of(number):
            self._take_thing(key)

    def _take_thing(self, key: str) -> None:
        line = self._shelf().line(key)
        if line is not None:
            self._add(line)
        elif not self._basket.client_id:
            self.told.emit(self.tr("Choose a client first: a seat is booked for somebody."))
        else:
            self._drop_in(key.partition("/")[2])

    def _drop_in(self, occurrence_id: str) -> None:
        """A seat in a class of today: booked now, and its price comes into the basket."""
        client_id = self._basket.client_id
        if self._due_for(client_id, occurrence_id):
            return

        def then(result: Outcome | Refusal) -> None:
            paid = isinstance(result, Outcome) and not self._due_for(client_id, occurrence_id)
            if paid and isinstance(result, Outcome):
                name = str(result.facts.get("pass_name") or self.tr("Nothing is due"))
                self.told.emit(self.tr("Booked. {0} pays.").format(name))

        command = Book(client_id, occurrence_id, pay_at_desk=True)
        says = self.tr("Booked {0}").format(self._name(client_id))
        self._session.send(command, then, says=says)

    def _due_for(self, client_id: str, occurrence_id: str) -> bool:
        for due in dues.dues(self._session.source, client_id):
            if due.occurrence_id == occurrence_id:
                self._add(due_line(due))
                return True
        return False

    def _add_due(self, key: str) -> None:
        for due in dues.dues(self._session.source, self._basket.client_id):
            if due_line(due).key == key:
                self._add(due_line(due))

    def _add(self, line: BasketLine) -> None:
        self._next()
        self._put(self._basket.with_line(line))

    def _put(self, basket: Basket) -> None:
        self._basket = basket
        filled = bool(basket.lines or basket.client_id)
        self._session.keep_draft(DRAFT, {"basket": kept(basket)} if filled else {})
        self._show()

    def _discount(self, kind: str, typed: str, why: str) -> None:
        if not typed:
            self._put(_with_discount(self._basket, None))
            return
        if kind == "code":
            self._put(_with_discount(self._basket, Discount("code", 0, typed.upper())))
            return
        currency = self._session.currency if kind == "amount" else "EUR"
        value = formats.amount_of(typed.rstrip(" %"), currency)
        if value is None:
            self.told.emit(self.tr("“{0}” is no figure.").format(typed))
            return
        made = Discount("amount" if kind == "amount" else "percent", value, reason=why.strip())
        self._put(_with_discount(self._basket, made))

    # what pays

    def _method(self, method: str) -> None:
        if not self._screen.till.pay.method.choose(method):
            self.told.emit(self.tr("This basket cannot be paid so."))
        self._show()

    def _amount(self) -> None:
        pay = self._screen.till.pay
        amount, method = pay.amount.amount(), pay.method.choice()
        if amount is None or not self._basket.lines:
            pay.amount.clear()
        elif method == CASH and amount >= self._quote.rest:
            self._given = amount
            self._enter()
            return
        elif amount > self._quote.rest or method == LATER:
            self.told.emit(self.tr("Only {0} is left to pay.").format(self._quote.rest_words))
            return
        elif amount:
            self._part(method, amount)
        self._screen.focus_shelf()

    def _part(self, method: str, amount: int) -> None:
        gift = self._gifts[0].pass_id if method == GIFT and self._gifts else ""
        self._screen.till.pay.amount.clear()
        self._put(_with_parts(self._basket, (*self._basket.parts, Part(method, amount, gift))))

    def _anew(self) -> None:
        self._put(_with_parts(self._basket, ()))

    def _enter(self) -> None:
        """The one key: add what is chosen, take the money, then use what was sold."""
        if self._use is not None and not self._basket.lines:
            self._carry_out(self._use)
        elif not self._basket.lines:
            self._screen.till.shelf.take()
        elif self._screen.till.pay.method.choice() == LATER:
            self._sell_later()
        elif self._screen.till.pay.take.isEnabled():
            self._sell()

    def _sell(self) -> None:
        session, basket, rest = self._session, self._basket, self._quote.rest
        method = self._screen.till.pay.method.choice()
        gift = self._gifts[0] if method == GIFT and self._gifts else None
        if gift is not None and rest > gift.left:
            self._part(GIFT, gift.left)
            self._screen.till.pay.method.choose(CASH)
            self._show()
            return
        part = Part(method, rest, gift.pass_id if gift else "")
        receipt = session.next_receipt()
        command = basket.command(session.location_id, receipt, (part,))
        change = max(0, self._given - rest) if method == CASH and self._given else 0
        self._given = 0

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                sold = [str(one) for one in result.facts.get("pass_ids", [])]
                self._sold(basket, receipt, sold[0] if sold else "", change)

        says = self.tr("Sold {0}{1}, {2}, {3}").format(
            self._what(basket), self._to(basket), self._quote.total_words, receipt
        )
        session.send(command, then, says=says)

    def _sell_later(self) -> None:
        session, basket = self._session, self._basket

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self._sold(basket, "", str(result.facts.get("pass_id", "")), 0)

        said = self.tr("Sold {0}{1}, to be paid later")
        says = said.format(self._what(basket), self._to(basket))
        for command in later_commands(session, basket):
            session.send(command, then, says=says)

    def _sold(self, basket: Basket, receipt: str, pass_id: str, change: int) -> None:
        session = self._session
        text = self._what(basket) + self._to(basket, plain=True)
        self._receipt = receipt or self._receipt
        self._use = use_of(session, basket.client_id, pass_id)
        pay = self._screen.till.pay
        pay.discount.clear()
        pay.amount.clear()
        pay.amount.hide()
        done = Done(
            text=text,
            receipt=receipt,
            change=formats.money(change, session.currency) if change else "",
            use=self._use.text if self._use else "",
        )
        self._put(Basket(basket.client_id))
        self._screen.till.show_done(done)
        if self._screen.page() == TILL:  # somebody may have gone on meanwhile
            self._screen.focus_shelf()

    def _carry_out(self, use: Use) -> None:
        """Use what was sold: each step only where the one before it was done."""
        client_id = self._basket.client_id
        says = self.tr("Checked in {0} to {1}").format(self._name(client_id), use.what)
        self._next()

        def step(commands: tuple[Command, ...]) -> None:
            first, *rest = commands

            def then(result: Outcome | Refusal) -> None:
                if isinstance(result, Outcome) and rest:
                    step(tuple(rest))

            self._session.send(first, then, says="" if rest else says)

        step(use.commands)

    def _next(self) -> None:
        """What was sold last is over."""
        self._use = None
        self._screen.till.show_done(None)

    def _clear(self) -> None:
        self._screen.till.pay.discount.clear()
        self._next()
        self._put(Basket())
        self._show_buyer()
        self._screen.focus_buyer()

    def _look(self, page: str) -> None:
        if page == PAYMENTS:
            self.payments.reload.look()
        elif page == DRAWER:
            self.drawer.reload.look()

    def _waive(self) -> None:
        buyer = buyer_of(self._session, self._basket.client_id)
        key = self._screen.till.buyer.dues.current_key()
        due = next((one for one in buyer.dues if key in ("", one.key)), None) if buyer else None
        if buyer is None or due is None:
            self.told.emit(self.tr("Nothing is due."))
        elif due.kind == "due_pass":
            self.told.emit(self.tr("A pass that is not paid is voided, not let go."))
        else:
            self.act_asked.emit(waive(self._session, buyer.client_id, buyer.name, due))

    def _print(self) -> None:
        sheet = receipt_sheet(self._session, self._receipt) if self._receipt else None
        if sheet is None:
            self.told.emit(self.tr("Nothing was sold here yet."))
        else:
            self.print_asked.emit(PrintJob(sheet, RECEIPT_PAPER))

    def _show(self) -> None:
        left = self._gifts[0].left if self._gifts else 0
        self._quote = quote_of(self._session, self._basket, self._shelf(), left)
        self._screen.till.show_quote(self._quote)

    def _what(self, basket: Basket) -> str:
        names = [row.text for row in self._quote.rows] or [
            self._shelf().name_of(line) for line in basket.lines
        ]
        shown = ", ".join(names[:2])
        return shown + (self.tr(" and {0} more").format(len(names) - 2) if len(names) > 2 else "")

    def _to(self, basket: Basket, *, plain: bool = False) -> str:
        if not basket.client_id:
            return ""
        client = self._session.source.rows.get(Client, basket.client_id)
        name = client.name if client else ""
        return self.tr(" to {0}").format(name if plain else bold(name))

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return bold(client.name if client else "")


def _with_discount(basket: Basket, discount: Discount | None) -> Basket:
    return Basket(basket.client_id, basket.lines, discount, ())


def _with_parts(basket: Basket, parts: tuple[Part, ...]) -> Basket:
    return Basket(basket.client_id, basket.lines, basket.discount, parts)
