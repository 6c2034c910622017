"""Programs of others that are told what happens."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import CommandId, WebhookId
from core.domain.rows import Row, row

ACTIVE = "active"
ENDED = "ended"


@row
class Webhook(Row, frozen=True, array_like=True):
    """An address that is sent events (NTF-5). `events` is a JSON list of names, [] for all."""

    table: ClassVar[str] = "webhook"

    id: WebhookId
    url: str
    events: str = "[]"
    state: str = ACTIVE
    changed_by: CommandId = CommandId("")


WEBHOOKS_BY_STATE = finder("webhooks_by_state", Webhook, "state")
