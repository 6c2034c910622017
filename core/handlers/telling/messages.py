"""Handler that keeps what became of a message (NTF-6)."""

from core.changes import Act, Event, Outcome
from core.commands.messages import NoteMessage
from core.domain.ids import ClientId, MessageId, OccurrenceId
from core.domain.messages import MessageLog
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.ports import Tx
from core.rules.telling.message_states import bounced, further


@handles(NoteMessage)
def note_message(tx: Tx, act: Act, command: NoteMessage) -> Outcome | Refusal:
    """Refuses nothing: the same report twice, late or early comes to the same."""
    before = tx.get(MessageLog, command.message_id)
    was = before.state if before else ""
    state = further(was, command.state)
    tx.put(
        MessageLog(
            MessageId(command.message_id),
            ClientId(command.client_id),
            command.event,
            command.channel,
            before.at if before else act.occurred_at,
            state,
            OccurrenceId(command.occurrence_id),
            command.provider_id or (before.provider_id if before else ""),
            command.why if state == command.state else (before.why if before else ""),
            act.command_id,
        )
    )
    facts: Facts = {
        "client_id": command.client_id,
        "occurrence_id": command.occurrence_id,
        "event": command.event,
        "channel": command.channel,
        "state": state,
        "why": command.why,
    }
    lost = bounced(command.event, was, state)
    events = (Event("message_bounced", facts),) if lost else ()
    return Outcome("message_noted", facts, events)
