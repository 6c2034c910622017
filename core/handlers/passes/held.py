"""What every handler about a pass needs first: the pass, its standing today, where it was sold."""

from typing import Any

import msgspec

from core.changes import Act
from core.domain.credits import ARCHIVED, LEDGER_OF_PASS, REMOVED, Pass
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import local_date
from core.ports import Reader
from core.rules.due.passes import today_everywhere
from core.rules.passes.credits import balance
from core.rules.passes.pass_states import standing

ENDED_REASON = "ended"
"""The reason of the entry that takes off what was left at a pass's end."""


class Held(msgspec.Struct, frozen=True):
    """A pass with its standing on today's local date where it was sold."""

    held: Pass
    client_name: str
    balance: int
    today: str
    standing: str

    def now(self, tx: Reader) -> Pass:
        """The pass as this command has left it so far."""
        return tx.get(Pass, self.held.id) or self.held

    def facts(self) -> dict[str, Any]:
        """What a screen says of the pass and whose it is."""
        return {
            "pass_id": self.held.id,
            "pass_name": self.held.name,
            "client_id": self.held.client_id,
            "client_name": self.client_name,
            "valid_until": self.held.valid_until,
        }


def held_of(tx: Reader, act: Act, pass_id: str) -> Held | Refusal:
    """Refuses `pass_unknown`."""
    held = tx.get(Pass, pass_id)
    if held is None or held.state in (ARCHIVED, REMOVED):
        return Refusal("pass_unknown", {"pass_id": pass_id})
    location = tx.get(Location, held.location_id) if held.location_id else None
    now = act.occurred_at
    today = local_date(now, location.zone) if location else today_everywhere(tx, now)
    free = balance(tx.find(LEDGER_OF_PASS, held.id))
    client = tx.get(Client, held.client_id)
    name = client.name if client else ""
    return Held(held, name, free, today, standing(held, free, today))
