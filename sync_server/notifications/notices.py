"""Which event is told to whom: events of a settled command become messages (NTF-1)."""

from collections.abc import Iterator

from core.changes import Act, Event, Outcome
from core.domain.ids import derive
from core.domain.json_text import dump
from core.domain.people import Client
from core.ports import Reader
from sync_server.store.port import Message

TOLD = {"booked": "booking_confirmed", "promoted": "promoted", "waitlist_joined": "waitlist_joined"}
REST_MS = 60_000


def messages_for(rows: Reader, act: Act, outcome: Outcome, now: int) -> Iterator[Message]:
    """The messages that an outcome causes, resting for a minute so that undo takes them back."""
    for event in outcome.events:
        if event.name in TOLD:
            yield from _to_client(rows, act, event, now)


def _to_client(rows: Reader, act: Act, event: Event, now: int) -> Iterator[Message]:
    client = rows.get(Client, event.facts.get("client_id", ""))
    if client is None or not client.email:
        return
    yield Message(
        derive("message", act.command_id, event.name, client.id),
        act.command_id,
        TOLD[event.name],
        "email",
        client.email,
        dump(event.facts),
        now + REST_MS,
    )
