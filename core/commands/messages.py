"""Commands of the server about messages that left."""

from typing import Literal

from core.commands.fields import Id, Line, OptionalId, Reason
from core.commands.registry import Command, Kind, declare


@declare(
    "note_message",
    kind=Kind.SYSTEM,
    permission="system",
    label="Told {client} by {channel}: {event}",
)
class NoteMessage(Command, frozen=True):
    """What became of a message: the provider took it, reported on it, or it was given up (NTF-6).

    Reports can come late and out of order; the one that is further on holds.
    """

    message_id: Id
    event: Line
    channel: Literal["email", "sms", "in_app"]
    state: Literal["sent", "delivered", "failed", "expired"]
    client_id: OptionalId = ""
    occurrence_id: OptionalId = ""
    provider_id: Line = ""
    why: Reason = ""
