"""What a file says in all against what came of it: of each kind, and credits (M-14)."""

from collections import Counter

import msgspec

from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_BATCH
from core.domain.imports import BOOKING, ROWS_OF_BATCH, SERVICE
from core.domain.people import CLIENTS_OF_BATCH, REMOVED
from core.imports.plan import Plan
from core.ports import Reader


class Totals(msgspec.Struct, frozen=True):
    """How many clients, passes and credits, services, bookings; unlimited passes have none."""

    clients: int
    passes: int
    credits: int
    services: int = 0
    bookings: int = 0


class Reconciled(msgspec.Struct, frozen=True):
    """The file's own totals, and those of the rows that are there now."""

    wanted: Totals
    made: Totals

    @property
    def agree(self) -> bool:
        """Whether nothing is missing and nothing too much."""
        return self.wanted == self.made


def reconciled(plan: Plan, reader: Reader) -> Reconciled:
    """Count the rows of the batch anew and lay them beside what was planned."""
    held = plan.made.passes
    wanted = Totals(
        len(plan.made.clients),
        len(held),
        sum(one.credits for one in held),
        len(plan.made.services),
        len(plan.made.bookings),
    )
    clients = [row for row in reader.find(CLIENTS_OF_BATCH, plan.batch_id) if row.state != REMOVED]
    passes = [row for row in reader.find(PASSES_OF_BATCH, plan.batch_id) if row.state != REMOVED]
    credits = sum(
        entry.amount
        for row in passes
        for entry in reader.find(LEDGER_OF_PASS, row.id)
        if entry.kind == "grant"
    )
    there = Counter(one.kind for one in reader.find(ROWS_OF_BATCH, plan.batch_id))
    made = Totals(len(clients), len(passes), credits, there[SERVICE], there[BOOKING])
    return Reconciled(wanted, made)
