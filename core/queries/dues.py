"""What a client owes: bookings without cover, passes to be paid, open items (BK-31)."""

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import (
    LIVE,
    PASSES_OF_CLIENT,
    PAYMENTS_OF_SUBJECT,
    PENDING,
    Pass,
    Payment,
)
from core.domain.open_items import OPEN_ITEMS_OF_CLIENT, OpenItem
from core.domain.schedule import Occurrence
from core.queries import clients
from core.queries.source import Source

TABLES = (Booking, Pass, Payment, OpenItem, Occurrence, Service)
PAYABLE = (*LIVE, PENDING)
EVER = 1 << 62


class Due(msgspec.Struct, frozen=True):
    """One open sum in minor units; one of `occurrence_id`, `pass_id` and `item_id` is given.

    `at` is the start of the class, else when it came up, in UTC milliseconds.
    """

    occurrence_id: str
    pass_id: str
    name: str
    at: int
    zone: str
    amount: int
    item_id: str = ""

    @property
    def key(self) -> str:
        """What it is owed for."""
        return self.occurrence_id or self.pass_id or self.item_id


def dues(source: Source, client_id: str) -> list[Due]:
    """All open sums of a client, the oldest first."""
    found = [
        Due(one.occurrence_id, "", one.service_name, one.starts_at, one.zone, one.due)
        for one in clients.bookings(source, client_id, 0, EVER)
        if one.due > 0
    ]
    for held in source.rows.find(PASSES_OF_CLIENT, client_id):
        paid = sum(row.amount for row in source.rows.find(PAYMENTS_OF_SUBJECT, held.id))
        if held.state in PAYABLE and not held.batch and held.price > paid:
            found.append(Due("", held.id, held.name, held.sold_at, "", held.price - paid))
    items = source.rows.find(OPEN_ITEMS_OF_CLIENT, client_id)
    found += [Due("", "", one.name, one.at, "", one.due, one.id) for one in items]
    return sorted(found, key=lambda due: (due.at, due.key))
