"""What a client owes: bookings without cover, and passes sold to be paid later (BK-31)."""

from collections import defaultdict

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import ACTIVE, PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT, Pass, Payment
from core.domain.schedule import Occurrence
from core.queries import clients
from core.queries.source import Source
from core.rules.merging import identities

TABLES = (Booking, Pass, Payment, Occurrence, Service)
EVER = 1 << 62


class Due(msgspec.Struct, frozen=True):
    """One open sum in minor units; exactly one of `occurrence_id` and `pass_id` is given.

    `at` is the start of the class or the moment of the sale, in UTC milliseconds.
    """

    occurrence_id: str
    pass_id: str
    name: str
    at: int
    zone: str
    amount: int

    @property
    def key(self) -> str:
        """What it is owed for."""
        return self.occurrence_id or self.pass_id


def dues(source: Source, client_id: str) -> list[Due]:
    """All open sums of a client, the oldest first."""
    found = [
        Due(one.occurrence_id, "", one.service_name, one.starts_at, one.zone, one.due)
        for one in clients.bookings(source, client_id, 0, EVER)
        if one.due > 0
    ]
    paid: dict[str, int] = defaultdict(int)
    for one in identities(source.rows, client_id):
        for payment in source.rows.find(PAYMENTS_OF_CLIENT, one):
            paid[payment.subject_id] += payment.amount
    for held in source.rows.find(PASSES_OF_CLIENT, client_id):
        rest = held.price - paid[held.id]
        if held.state == ACTIVE and not held.batch and rest > 0:
            found.append(Due("", held.id, held.name, held.sold_at, "", rest))
    return sorted(found, key=lambda due: (due.at, due.key))
