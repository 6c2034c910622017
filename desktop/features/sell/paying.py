"""What pays a sale: the discount, the method, parts, the one key; then what was sold is used."""

from msgspec.structs import replace

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.till import Discount
from core.domain.refusals import Refusal
from core.domain.settings import RECEIPT_PAPER
from desktop import formats
from desktop.features.sell.basket import Basket, Part
from desktop.features.sell.model import CASH, GIFT, LATER, Done
from desktop.features.sell.quoting import later_commands
from desktop.features.sell.sale import Sale
from desktop.features.sell.using import Use, use_of
from desktop.features.sell.view import TILL, SellScreen
from desktop.printing.presenter import PrintJob
from desktop.printing.receipt import receipt_sheet
from desktop.session import Session


class Paying(Sale):
    """Each sale is one command, priced by the handler that sells it."""

    def __init__(self, screen: SellScreen, session: Session) -> None:
        super().__init__(screen, session)
        self._receipt = ""
        self._given = 0

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

    def _reason(self, why: str) -> None:
        """Staff sell against a limit of the pass, and say why (PASS-14)."""
        self._put(replace(self._basket, why=why))
        self._screen.focus_shelf()

    def _anew(self) -> None:
        self._put(_with_parts(self._basket, ()))

    def _enter(self) -> None:
        """The one key: add what is chosen, take the money, then use what was sold."""
        if self._use is not None and not self._basket.lines:
            self._carry_out(self._use)
        elif not self._basket.lines:
            self._screen.till.shelf.take()
        elif self._quote.limited:
            self._screen.till.pay.why.setFocus()
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
        owners = [line.client_id for line in basket.lines if line.kind == "pass"]
        self._use = use_of(session, next(filter(None, owners), basket.client_id), pass_id)
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
        says = self.tr("Checked in {0} to {1}").format(self._name(use.client_id), use.what)
        self._next()

        def step(commands: tuple[Command, ...]) -> None:
            first, *rest = commands

            def then(result: Outcome | Refusal) -> None:
                if isinstance(result, Outcome) and rest:
                    step(tuple(rest))

            self._session.send(first, then, says="" if rest else says)

        step(use.commands)

    def _print(self) -> None:
        sheet = receipt_sheet(self._session, self._receipt) if self._receipt else None
        if sheet is None:
            self.told.emit(self.tr("Nothing was sold here yet."))
        else:
            self.print_asked.emit(PrintJob(sheet, RECEIPT_PAPER))


def _with_discount(basket: Basket, discount: Discount | None) -> Basket:
    return replace(basket, discount=discount, parts=())


def _with_parts(basket: Basket, parts: tuple[Part, ...]) -> Basket:
    return replace(basket, parts=parts)
