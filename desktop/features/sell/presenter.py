"""Sell, alive: who buys, what is for sale, what they owe (PAY-6)."""

from msgspec.structs import replace
from PySide6.QtCore import Qt

from core.changes import ChangeSet, Outcome
from core.commands.seats import Book
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import local_date
from core.queries import dues, occurrences, place, till
from desktop.features.sell.actions import OF_SELLERS, SAVE
from desktop.features.sell.basket import Basket
from desktop.features.sell.drawer_presenter import DrawerPresenter
from desktop.features.sell.giving_back import waive
from desktop.features.sell.goods import Goods, buyer_of, due_line, found_buyers, household_dues
from desktop.features.sell.paying import Paying
from desktop.features.sell.payments_presenter import PaymentsPresenter
from desktop.features.sell.view import DRAWER, PAYMENTS, TILL, SellScreen
from desktop.scanner.member import client_of
from desktop.session import Session, concerns
from desktop.sight import NOT_YOURS
from desktop.widgets.reload import Reload

TABLES = (*dues.TABLES, *till.TABLES, *place.TABLES, *occurrences.TABLES, Client)


class SellPresenter(Paying):
    """Brings together who buys, what is sold and what pays, and the parts beside the till."""

    def __init__(self, screen: SellScreen, session: Session) -> None:
        super().__init__(screen, session)
        self._typed = ""
        self.payments = PaymentsPresenter(screen.payments, session)
        self.drawer = DrawerPresenter(screen.drawer, session)
        self.reload = Reload(screen, self.refresh)
        self._connect()
        self._open_parts()

    def _sells(self) -> bool:
        """Whether who works here sells at all; finance sees what was paid, and no more."""
        sight = self._session.sight
        return not self._session.actor or sight.may("sell_pass") or sight.may("take_payment")

    def _open_parts(self) -> None:
        screen, sells = self._screen, self._sells()
        for part in (TILL, DRAWER):
            screen.tabs.show_tab(part, sells)
        for ident in OF_SELLERS:
            screen.registry.bar(ident, "" if sells else NOT_YOURS)
        exports = not self._session.actor or self._session.sight.may("export_finance")
        screen.registry.bar(SAVE, "" if exports else NOT_YOURS)
        screen.payments.save.setVisible(exports)
        screen.keys.setVisible(sells)
        for button in (screen.payments.refund, screen.payments.void):
            button.setVisible(sells)
        if not sells and screen.page() != PAYMENTS:
            screen.show_page(PAYMENTS)

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
        """Sell to somebody, else go on where the till was left; who only looks sees payments."""
        if not self._sells():
            self._screen.show_page(PAYMENTS)
            return
        if client_id:
            self._take_client(client_id)
        if self._basket.client_id:
            self._screen.focus_shelf()
        else:
            self._screen.focus_buyer()

    def show_payments_of(self, client_id: str) -> None:
        """All that somebody paid and got back, at any place and time (PAY-4)."""
        self._screen.show_page(PAYMENTS)
        self.payments.show_client(client_id)

    def owes(self, client_id: str) -> bool:
        """Whether somebody owes anything."""
        return bool(dues.dues(self._session.source, client_id))

    def pay_dues(self, client_id: str, occurrence_id: str = "") -> None:
        """What somebody owes comes into the basket: all, or for one class."""
        self._take_client(client_id)
        for owner, due in household_dues(self._session, client_id):
            if not occurrence_id or (not owner and due.occurrence_id == occurrence_id):
                self._add(due_line(due, owner))
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
        session.person_changed.connect(self._open_parts)
        session.place_changed.connect(self._open_parts)
        view.buyer.searched.connect(self._search_client)
        view.buyer.picked.connect(self.start)
        view.buyer.dropped.connect(lambda: self._take_client(""))
        view.buyer.due_picked.connect(self._add_due)
        view.buyer.payer_asked.connect(self._let_payer_pay)
        view.buyer.dues_asked.connect(lambda: self.pay_dues(self._basket.client_id))
        view.shelf.taken.connect(self._take_thing)
        view.shelf.searched.connect(self._search_thing)
        view.basket.counted.connect(lambda key, by: self._put(self._basket.counted(int(key), by)))
        view.basket.removed.connect(lambda key: self._put(self._basket.without(int(key))))
        view.pay.discount.said.connect(self._discount)
        screen.start_asked.connect(self._ask_start)
        view.pay.start.said.connect(self._set_start)
        view.pay.start.left.connect(screen.focus_shelf)
        view.pay.part_added.connect(self._amount)
        view.pay.part_dropped.connect(self._anew)
        view.pay.reasoned.connect(self._reason)
        view.pay.chosen.connect(lambda _method: self._show())
        screen.added.connect(self._take_number)
        screen.method_asked.connect(self._method)
        screen.taken.connect(self._enter)
        screen.cleared.connect(self._clear)
        screen.print_asked.connect(self._print)
        screen.waive_asked.connect(self._waive)
        screen.page_shown.connect(self._look)
        screen.client_payments_asked.connect(self._payments_of_buyer)
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

    # who buys

    def _take_client(self, client_id: str) -> None:
        self._next()
        self._put(self._basket.for_client(client_id))
        self._show_buyer()
        if not client_id:
            self._screen.focus_buyer()

    def _meant(self) -> str:
        """For whom of the household it is; "" for the buyer."""
        meant = self._screen.till.buyer.meant()
        return "" if meant == self._basket.client_id else meant

    def _let_payer_pay(self) -> None:
        """The payer of the household buys what was in the basket of one of its members."""
        buyer = buyer_of(self._session, self._basket.client_id)
        if buyer is not None and buyer.payer is not None:
            member = buyer.client_id
            self._next()
            self._put(self._basket.paid_by(buyer.payer.client_id))
            self._show_buyer()
            self._screen.till.buyer.mean(member)
            self._screen.focus_shelf()
        elif buyer is not None and buyer.members:
            self._screen.till.buyer.household.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.told.emit(self.tr("Nobody else pays here: a household has a payer."))

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
            self._add(line if line.many else replace(line, client_id=self._meant()))
        elif not self._basket.client_id:
            self.told.emit(self.tr("Choose a client first: a seat is booked for somebody."))
        else:
            self._drop_in(key.partition("/")[2])

    def _drop_in(self, occurrence_id: str) -> None:
        """A seat in a class of today: booked now, and its price comes into the basket."""
        client_id = self._meant() or self._basket.client_id
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
                owner = "" if client_id == self._basket.client_id else client_id
                self._add(due_line(due, owner))
                return True
        return False

    def _add_due(self, key: str) -> None:
        for owner, due in household_dues(self._session, self._basket.client_id):
            if due_line(due, owner).key == key:
                self._add(due_line(due, owner))

    def _ask_start(self) -> None:
        """Of the chosen pass, else of the last one in the basket."""
        at = self._pass_at()
        if at is None:
            self.told.emit(self.tr("There is no pass in the basket."))
            return
        today = local_date(self._session.now(), self._session.zone)
        self._screen.till.pay.start.ask(self._basket.lines[at].valid_from or today)

    def _set_start(self, day: str) -> None:
        at = self._pass_at()
        if at is not None:
            today = local_date(self._session.now(), self._session.zone)
            self._put(self._basket.starting(at, "" if day == today else day))
        self._screen.focus_shelf()

    def _pass_at(self) -> int | None:
        lines = self._basket.lines
        chosen = self._screen.till.basket.list.current_key()
        passes = [at for at, line in enumerate(lines) if line.kind == "pass"]
        if chosen and int(chosen) in passes:
            return int(chosen)
        return passes[-1] if passes else None

    def _clear(self) -> None:
        self._screen.till.pay.start.hide()
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

    def _payments_of_buyer(self) -> None:
        if self._basket.client_id:
            self.show_payments_of(self._basket.client_id)
        else:
            self.told.emit(self.tr("Choose a client first."))

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
