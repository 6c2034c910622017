"""What became of each message that left: the log that desks and history read (NTF-6)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import ClientId, CommandId, MessageId, OccurrenceId
from core.domain.rows import Row, row

SENT = "sent"
DELIVERED = "delivered"
FAILED = "failed"
EXPIRED = "expired"


@row
class MessageLog(Row, frozen=True, array_like=True):
    """One message: what it was about, by which channel, and what became of it.

    `client_id` is whom it was for, "" for staff. `provider_id` is the provider's own number, `why`
    its answer where it was not delivered. The address and the words are not kept. State: sent (the
    provider has it), delivered, failed, expired (not sent, as it was past).
    """

    table: ClassVar[str] = "message_log"

    id: MessageId
    client_id: ClientId
    event: str
    channel: str
    at: int
    state: str
    occurrence_id: OccurrenceId = OccurrenceId("")
    provider_id: str = ""
    why: str = ""
    changed_by: CommandId = CommandId("")


MESSAGES_OF_CLIENT = finder("messages_of_client", MessageLog, "client_id", range="at")
MESSAGES_OF_OCCURRENCE = finder("messages_of_occurrence", MessageLog, "occurrence_id", range="at")
MESSAGES_BY_PROVIDER = finder("messages_by_provider", MessageLog, "provider_id")
