"""What is about to be sold, as a value: lines, a discount, parts of the payment, its command."""

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from core.commands.till import Discount, SellAtTill, TillLine, TillPayment
from core.rules.passes.sale_limits import SALE_LIMITS
from desktop.features.sell.model import GIFT, TAKEN

LineKind = Literal["pass", "retail", "booking", "due_pass", "item"]
MOST_OF_ONE = 999


class BasketLine(Struct, frozen=True):
    """One line; `price` is for one of it, in minor units, `client_id` whose it is if not the
    buyer's own, `valid_from` the first day of a pass if not the usual one."""

    kind: LineKind
    subject_id: str
    price: int
    quantity: int = 1
    client_id: str = ""
    valid_from: str = ""

    @property
    def key(self) -> str:
        """What it is of, and whose."""
        whose = f"/{self.client_id}" if self.client_id else ""
        return f"{self.kind}/{self.subject_id}{whose}"

    @property
    def gross(self) -> int:
        """What it costs before discounts, in minor units."""
        return self.price * self.quantity

    @property
    def many(self) -> bool:
        """Only retail is sold by the piece; a pass more is a line more."""
        return self.kind == "retail"


class Part(Struct, frozen=True):
    """So much by one method, in minor units."""

    method: str
    amount: int
    gift_id: str = ""


class Basket(Struct, frozen=True):
    """Everything that is said about one sale so far; it survives a kill as text (U-80)."""

    client_id: str = ""
    lines: tuple[BasketLine, ...] = ()
    discount: Discount | None = None
    parts: tuple[Part, ...] = ()
    why: str = ""
    """Why somebody gets a pass beyond its limits (PASS-14)."""

    @property
    def paid(self) -> int:
        """What the parts bring already."""
        return sum(part.amount for part in self.parts)

    def with_line(self, line: BasketLine) -> "Basket":
        """One more of something; what is due is there once."""
        for at, one in enumerate(self.lines):
            if one.key == line.key and one.many:
                more = replace(one, quantity=min(MOST_OF_ONE, one.quantity + line.quantity))
                return replace(self, lines=(*self.lines[:at], more, *self.lines[at + 1 :]))
            if one.key == line.key and one.kind != "pass":
                return self
        return replace(self, lines=(*self.lines, line))

    def counted(self, at: int, by: int) -> "Basket":
        """More or fewer of a line; none of it takes it away."""
        one = self.lines[at]
        count = one.quantity + by if one.many or by < 0 else 1
        if count <= 0:
            return self.without(at)
        more = replace(one, quantity=min(MOST_OF_ONE, count))
        return replace(self, lines=(*self.lines[:at], more, *self.lines[at + 1 :]))

    def without(self, at: int) -> "Basket":
        """A line taken out; parts of the payment start anew."""
        return replace(self, lines=(*self.lines[:at], *self.lines[at + 1 :]), parts=())

    def starting(self, at: int, day: str) -> "Basket":
        """A pass that holds from another day on (PASS-16)."""
        line = replace(self.lines[at], valid_from=day)
        return replace(self, lines=(*self.lines[:at], line, *self.lines[at + 1 :]))

    def for_client(self, client_id: str) -> "Basket":
        """A buyer for what is in the basket; another than before begins anew."""
        if client_id == self.client_id:
            return self
        if self.client_id and client_id:
            return Basket(client_id)
        kept = tuple(line for line in self.lines if line.kind in ("pass", "retail"))
        return replace(self, client_id=client_id, lines=kept, parts=())

    def paid_by(self, payer_id: str) -> "Basket":
        """Another pays: what was the buyer's stays theirs."""
        lines = tuple(
            line if line.many else replace(line, client_id=line.client_id or self.client_id)
            for line in self.lines
        )
        return replace(self, client_id=payer_id, lines=lines, parts=())

    def command(self, location_id: str, receipt: str, rest: Sequence[Part] = ()) -> SellAtTill:
        """The sale with its parts and `rest` as what pays."""
        payments = tuple(
            TillPayment(
                TAKEN[part.method], part.amount, part.gift_id if part.method == GIFT else ""
            )
            for part in (*self.parts, *rest)
            if part.amount
        )
        lines = tuple(
            TillLine(
                line.kind,
                line.subject_id,
                line.price,
                line.quantity,
                client_id=line.client_id,
                valid_from=line.valid_from,
            )
            for line in self.lines
        )
        return SellAtTill(
            location_id,
            receipt,
            lines,
            payments,
            self.client_id,
            self.discount,
            SALE_LIMITS if self.why else (),
            self.why,
        )


def kept(basket: Basket) -> str:
    """The basket as text."""
    return msgspec.json.encode(basket).decode()


def brought_back(text: str) -> Basket:
    """A basket from text; an empty one where an older program wrote something else."""
    try:
        return msgspec.json.decode(text, type=Basket)
    except msgspec.MsgspecError:
        return Basket()
