"""What a file says in all against what came of it: clients, passes, credits (M-14)."""

import msgspec

from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_BATCH
from core.domain.people import CLIENTS_OF_BATCH, REMOVED
from core.imports.plan import Plan
from core.ports import Reader


class Totals(msgspec.Struct, frozen=True):
    """How many clients, passes and credits; unlimited passes have none."""

    clients: int
    passes: int
    credits: int


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
    wanted = Totals(len(plan.made.clients), len(held), sum(one.credits for one in held))
    clients = [row for row in reader.find(CLIENTS_OF_BATCH, plan.batch_id) if row.state != REMOVED]
    passes = [row for row in reader.find(PASSES_OF_BATCH, plan.batch_id) if row.state != REMOVED]
    credits = sum(
        entry.amount
        for row in passes
        for entry in reader.find(LEDGER_OF_PASS, row.id)
        if entry.kind == "grant"
    )
    return Reconciled(wanted, Totals(len(clients), len(passes), credits))
