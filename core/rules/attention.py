"""Which settled commands a person must hear of, and with what facts (M-04)."""

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.domain.ids import AttentionId, ClientId, OccurrenceId, derive
from core.domain.json_text import dump
from core.domain.records import Attention
from core.domain.refusals import Refusal
from core.ports import Reader


def attention_for(
    tx: Reader, act: Act, command: Command, result: Outcome | Refusal, now: int
) -> Attention | None:
    """An item where the settled outcome differs from the one that the desk showed, else None."""
    if not act.shown or act.shown == result.code:
        return None
    return Attention(
        AttentionId(derive("attention", act.command_id)),
        result.facts.get("settlement", result.code),
        "attention",
        act.location_id,
        act.command_id,
        now,
        client_id=ClientId(getattr(command, "client_id", "")),
        occurrence_id=OccurrenceId(getattr(command, "occurrence_id", "")),
        desk_id=act.desk_id,
        facts=dump(result.facts),
    )
