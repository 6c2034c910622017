"""What waits for a person: attention items with the names that their sentences need."""

import msgspec

from core.domain.ids import AttentionId, ClientId, CommandId, OccurrenceId
from core.domain.people import Client
from core.domain.records import Attention
from core.domain.schedule import Occurrence
from core.queries.source import Source

TABLES = (Attention, Client, Occurrence)


class AttentionItem(msgspec.Struct, frozen=True):
    """One item, open or done."""

    id: AttentionId
    kind: str
    weight: str
    command_id: CommandId
    raised_at: int
    client_id: ClientId
    client_name: str
    phone: str
    email: str
    occurrence_id: OccurrenceId
    class_name: str
    starts_at: int
    zone: str
    desk_id: str
    facts: str
    state: str
    done_at: int | None


def items(source: Source, location_id: str, state: str, since: int = 0) -> list[AttentionItem]:
    """Items of a location in a state, raised since a time, the newest first."""
    return source.all(
        AttentionItem, "attention.items", location=location_id, state=state, since=since
    )


def open_count(source: Source, location_id: str) -> int:
    """How many open items need somebody (the badge)."""
    return sum(item.weight == "attention" for item in items(source, location_id, "open"))
