"""What the till has to sell beside passes: retail items with what is left of them here (PAY-6)."""

import msgspec

from core.domain.credits import GIFT, LIVE, PASSES_OF_CLIENT, Pass
from core.domain.till import RetailItem, StockMove
from core.queries.clients import passes
from core.queries.source import Source
from core.rules.money.tax import asking_price
from core.rules.terms import Terms

TABLES = (RetailItem, StockMove)


class RetailLine(msgspec.Struct, frozen=True):
    """An item that is sold: its price in minor units as it is asked, and how many are here."""

    id: str
    name: str
    price: int
    tax_rate: int
    barcode: str
    stock: int


class Gift(msgspec.Struct, frozen=True):
    """A gift of a client that can pay, with what is left of it in minor units."""

    pass_id: str
    name: str
    left: int


def retail(source: Source, location_id: str) -> list[RetailLine]:
    """What is for sale at a location, by name; at what it costs with tax (PAY-16)."""
    terms = Terms(source.rows)
    found = source.all(RetailLine, "till.retail", location=location_id)
    return [
        msgspec.structs.replace(one, price=asking_price(terms, one.price, one.tax_rate))
        for one in found
    ]


def gifts(source: Source, client_id: str) -> list[Gift]:
    """The gifts of a client that have something left, the one that ends first in front."""
    lines = {one.id: one for one in passes(source, client_id)}
    rows = [row for row in source.rows.find(PASSES_OF_CLIENT, client_id) if _pays(row)]
    rows.sort(key=lambda row: (row.valid_until or "9999", row.sold_at, row.id))
    left = [Gift(row.id, row.name, lines[row.id].balance) for row in rows if row.id in lines]
    return [one for one in left if one.left > 0]


def _pays(row: Pass) -> bool:
    return row.kind == GIFT and row.state in LIVE
