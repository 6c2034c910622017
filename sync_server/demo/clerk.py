"""Whoever acts in a demo: issues commands through settlement, each at its own time."""

from typing import Any

from core.changes import Act, Outcome
from core.commands.registry import Command, spec_of
from core.domain.ids import CommandId, DeskId, LocationId, StaffId, derive
from core.domain.refusals import Fault, Refusal
from sync_server.demo.batch import BatchStore
from sync_server.settlement import Settlement

SYSTEM = Act(CommandId(""), StaffId(""), 0, system=True)


class Clerk:
    """Runs commands on a store that is being made. Their ids follow from the seed and the order."""

    def __init__(self, store: BatchStore, seed: int) -> None:
        self.store = store
        self.rows = store.rows
        self.count = 0
        self._seed = str(seed)

    def attempt(self, command: Command, at: int, who: Act = SYSTEM) -> Outcome | Refusal:
        """Carry out a command at a time. `who` says by whom and from where; the rest is made."""
        self.count += 1
        act = Act(
            who.command_id or CommandId(derive("demo command", self._seed, str(self.count))),
            who.actor_id,
            at,
            who.desk_id,
            who.location_id,
            shown=who.shown,
            system=who.system,
        )
        settlement = Settlement(self.store, at)
        result = settlement.command(act, command)
        settlement.close()
        return result

    def do(self, command: Command, at: int, who: Act = SYSTEM) -> dict[str, Any]:
        """Carry out a command that must succeed; its facts. A refusal is a Fault."""
        result = self.attempt(command, at, who)
        if isinstance(result, Refusal):
            raise Fault(result.code, command=spec_of(command).name, **result.facts)
        return result.facts


def person(staff_id: str, location_id: str, desk_id: str = "", shown: str = "") -> Act:
    """Somebody at a desk, to be handed to the clerk."""
    return Act(
        CommandId(""), StaffId(staff_id), 0, DeskId(desk_id), LocationId(location_id), shown=shown
    )
