"""Handlers of attention items: raised by the server, dealt with by a person."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.attention import ResolveAttention
from core.commands.system import RaiseAttention
from core.domain.records import Attention
from core.domain.refusals import Refusal
from core.handlers.registry import falls_back, handles
from core.ports import Tx
from core.rules.attention import raised

DONE = "done"


@handles(ResolveAttention)
def resolve_attention(tx: Tx, act: Act, command: ResolveAttention) -> Outcome | Refusal:
    """Refuses `attention_unknown`, `attention_done`."""
    item = tx.get(Attention, command.attention_id)
    if item is None:
        return Refusal("attention_unknown", {"attention_id": command.attention_id})
    if item.state == DONE:
        return Refusal("attention_done", {"attention_id": item.id})
    tx.put(replace(item, state=DONE, done_by=act.actor_id, done_at=act.occurred_at))
    facts = {"attention_id": item.id, "kind": item.kind}
    return Outcome("attention_done", facts, (Event("attention_resolved", facts),))


@falls_back(ResolveAttention)
def settle_resolved(
    _tx: Tx, _act: Act, command: ResolveAttention, refusal: Refusal
) -> Outcome | Refusal:
    """Dealt with at two desks is dealt with once (SET-12)."""
    if refusal.code != "attention_done":
        return refusal
    facts = {"attention_id": command.attention_id, "settlement": "SET-12"}
    return Outcome("attention_done", facts)


@handles(RaiseAttention)
def raise_attention(tx: Tx, act: Act, command: RaiseAttention) -> Outcome | Refusal:
    """Write the item, with the client's name and phone as they are now (NTF-10)."""
    item = raised(tx, act, command)
    tx.put(item)
    facts = {
        "attention_id": item.id,
        "kind": item.kind,
        "client_id": item.client_id,
        "occurrence_id": item.occurrence_id,
    }
    return Outcome("attention_raised", facts)
