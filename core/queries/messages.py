"""What people were told and what became of it; who is still to be called (NTF-6, NTF-10)."""

from core.domain.ids import ClientId
from core.domain.messages import (
    DELIVERED,
    MESSAGES_OF_CLIENT,
    MESSAGES_OF_OCCURRENCE,
    SENT,
    MessageLog,
)
from core.domain.people import Client
from core.queries.source import Source
from core.rules.people.merging import identities

TABLES = (MessageLog, Client)


def of_client(source: Source, client_id: str) -> list[MessageLog]:
    """All messages to a client, the newest first."""
    found = [
        line
        for one in identities(source.rows, client_id)
        for line in source.rows.find(MESSAGES_OF_CLIENT, one)
    ]
    return sorted(found, key=lambda line: (-line.at, line.id))


def not_reached(source: Source, occurrence_id: str, event: str) -> list[ClientId]:
    """Clients to whom a message about a class was written that never left or came back, and whom
    no other channel reached."""
    lines = [
        line
        for line in source.rows.find(MESSAGES_OF_OCCURRENCE, occurrence_id)
        if line.event == event
    ]
    reached = {line.client_id for line in lines if line.state in (SENT, DELIVERED)}
    return list(dict.fromkeys(one.client_id for one in lines if one.client_id not in reached))
