"""Writes into the history what became of a message (NTF-6)."""

from typing import Literal

from core.changes import Act
from core.commands.messages import NoteMessage
from core.domain.ids import CommandId, StaffId, derive
from core.domain.json_text import mapping
from core.domain.records import CommandLog
from sync_server.settlement import settle_all
from sync_server.store.port import Database, Message

State = Literal["sent", "delivered", "failed", "expired"]


def note(
    database: Database,
    organisation_id: str,
    message: Message,
    state: State,
    now: int,
    answer: str = "",
) -> None:
    """Note a state of a message, once however often it is said; `answer` is the provider's."""
    facts = mapping(message.body)
    command = NoteMessage(
        message.id,
        message.event,
        message.channel,  # type: ignore[arg-type]
        state,
        facts.get("client_id", ""),
        facts.get("occurrence_id", ""),
        answer[:200] if state == "sent" else "",
        answer[:500] if state == "failed" else "",
    )
    key = CommandId(derive("message", message.id, state))
    with database.write(organisation_id) as store:
        store.head()  # the lock comes before the look: another worker may note the same
        if store.rows.get(CommandLog, key) is None:
            settle_all(store, now, [(Act(key, StaffId(""), now, system=True), command)])
