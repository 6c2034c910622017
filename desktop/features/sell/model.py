"""What the till shows: the buyer, what is for sale, the basket, all words ready."""

from msgspec import Struct

from core.commands.fields import TakenMethod
from desktop.saying import tr

CASH, TERMINAL, TRANSFER = "cash", "external_terminal", "bank_transfer"
VOUCHER, OTHER, GIFT, LATER = "voucher", "other", "gift", "later"
METHODS: tuple[tuple[str, str, str], ...] = (
    (CASH, tr("Cash"), "C"),
    (TERMINAL, tr("Terminal"), "T"),
    (TRANSFER, tr("Transfer"), "B"),
    (VOUCHER, tr("Voucher"), "V"),
    (OTHER, tr("Other"), "O"),
    (GIFT, tr("Gift"), "G"),
    (LATER, tr("Later"), "L"),
)
TAKEN: dict[str, TakenMethod] = {
    CASH: "cash",
    TERMINAL: "external_terminal",
    TRANSFER: "bank_transfer",
    VOUCHER: "voucher",
    OTHER: "other",
    GIFT: "gift",
}


class Thing(Struct, frozen=True, kw_only=True):
    """Something on the shelf. `kind` is pass, class or retail; `number` the digit that takes it."""

    key: str
    kind: str
    subject_id: str
    name: str
    note: str
    price: str
    number: int = 0


class DueThing(Struct, frozen=True, kw_only=True):
    """Something the buyer owes; `kind` is booking, due_pass or item."""

    key: str
    kind: str
    subject_id: str
    name: str
    note: str
    amount: int
    price: str
    client_id: str = ""
    """Whose it is, where the buyer pays for them."""


class FoundBuyer(Struct, frozen=True, kw_only=True):
    """Somebody who fits what is typed, or is of the household."""

    client_id: str
    name: str
    note: str = ""


class Buyer(Struct, frozen=True, kw_only=True):
    """Who buys, or nobody in particular."""

    client_id: str
    name: str
    contact: str
    passes: tuple[tuple[str, str], ...]
    """Names with what is left, the first pays first."""
    dues: tuple[DueThing, ...]
    owed: str
    payer: FoundBuyer | None = None
    """Who pays for them."""
    members: tuple[FoundBuyer, ...] = ()
    """For whom they pay."""


class BasketRow(Struct, frozen=True, kw_only=True):
    """One line as it will stand on the receipt."""

    key: str
    text: str
    note: str
    amount: str
    quantity: int
    many: bool
    """Whether there can be more than one."""


class PartRow(Struct, frozen=True, kw_only=True):
    """A part that is paid by a method of its own."""

    text: str
    amount: str


class Quote(Struct, frozen=True, kw_only=True):
    """What the basket comes to. `refused` says why it cannot be sold as it is."""

    rows: tuple[BasketRow, ...] = ()
    off: str = ""
    taxes: tuple[tuple[str, str], ...] = ()
    parts: tuple[PartRow, ...] = ()
    total: int = 0
    rest: int = 0
    total_words: str = ""
    rest_words: str = ""
    refused: str = ""
    needs_pin: bool = False
    limited: bool = False
    why: str = ""
    """A pass goes beyond its limits; why somebody gets it all the same."""
    methods: tuple[str, ...] = ()
    """Ways to pay that hold for this basket."""


class Done(Struct, frozen=True, kw_only=True):
    """What was just sold. `use` says what Enter does with it, "" where there is nothing."""

    text: str
    receipt: str
    change: str
    use: str
