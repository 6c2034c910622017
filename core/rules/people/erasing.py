"""What of a person's data is erased, and what stays as anonymous figures (ORG-7)."""

from typing import Any

import msgspec

from core.commands.registry import Command, Kind, Spec
from core.domain.json_text import dump
from core.domain.people import ERASED, Client
from core.domain.refusals import Refusal
from core.ports import Reader

NOTHING_LEFT: dict[str, Any] = {
    "name": "",
    "folded": "",
    "email": "",
    "phone": "",
    "birthday": "",
    "language": "",
    "notes": "",
    "tags": "[]",
    "contact": "{}",
    "emergency_contact": "",
    "payer_id": "",
    "pay_later": 0,
    "permission": "standard",
    "state": ERASED,
}
"""The client's fields afterwards; id, home location, date and import stay, for the figures."""

_PLAIN = ("_id", "_ids", "_at", "code", "state", "zone", "settlement", "kind", "event")


def impersonal(outcome: str) -> str:
    """A recorded outcome with its code and only such facts as are ids, figures and codes."""
    kept = msgspec.json.decode(outcome) if outcome else {}
    facts = kept.get("facts", {})
    return dump({**kept, "facts": {name: facts[name] for name in facts if _plain(name, facts)}})


def _plain(name: str, facts: dict[str, Any]) -> bool:
    return isinstance(facts[name], int) or facts[name] is None or name.endswith(_PLAIN)


def erased(tx: Reader, spec: Spec, command: Command, *, happened: bool) -> Refusal | None:
    """Refuses `client_erased`: nothing new is done for who was erased (SET-24).

    What `happened` at a desk that did not know yet is kept, without a name.
    """
    client = tx.get(Client, getattr(command, "client_id", ""))
    if client is None or client.state != ERASED or spec.kind is Kind.SYSTEM:
        return None
    if spec.name == "erase_person" or (happened and spec.kind is Kind.FACT):
        return None
    return Refusal("client_erased", {"client_id": client.id})
