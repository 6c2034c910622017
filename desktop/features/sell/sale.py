"""The sale in hand: its basket, what it comes to, who it is for, what it says."""

from PySide6.QtCore import QObject, Signal

from core.domain.people import Client
from core.queries.till import Gift
from desktop.features.sell.basket import Basket, BasketLine, brought_back, kept
from desktop.features.sell.goods import Goods
from desktop.features.sell.model import Quote
from desktop.features.sell.quoting import quote_of
from desktop.features.sell.using import Use
from desktop.features.sell.view import SellScreen
from desktop.session import Session
from desktop.wording import bold

DRAFT = "sell"


class Sale(QObject):
    """What is about to be sold, kept through a kill; each change is priced anew and shown.

    `print_asked` carries a PrintJob, `act_asked` a form, `client_asked` whom to open, `told` a
    sentence.
    """

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

    def _shelf(self) -> Goods:
        if self._goods is None:
            self._goods = Goods(self._session)
        return self._goods

    def _add(self, line: BasketLine) -> None:
        self._next()
        self._put(self._basket.with_line(line))

    def _put(self, basket: Basket) -> None:
        self._basket = basket
        filled = bool(basket.lines or basket.client_id)
        self._session.keep_draft(DRAFT, {"basket": kept(basket)} if filled else {})
        self._show()

    def _next(self) -> None:
        """What was sold last is over."""
        self._use = None
        self._screen.till.show_done(None)

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
