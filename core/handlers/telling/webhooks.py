"""Handlers of the addresses that are sent events (NTF-5)."""

from msgspec.structs import replace

from core.changes import Act, Outcome
from core.commands.webhooks import AddWebhook, EndWebhook
from core.domain.ids import WebhookId, derive
from core.domain.json_text import dump
from core.domain.refusals import Refusal
from core.domain.webhooks import ACTIVE, ENDED, WEBHOOKS_BY_STATE, Webhook
from core.handlers.registry import handles
from core.ports import Tx


@handles(AddWebhook)
def add_webhook(tx: Tx, act: Act, command: AddWebhook) -> Outcome | Refusal:
    """Refuses `webhook_exists`: two of one address would tell everything twice."""
    same = [one for one in tx.find(WEBHOOKS_BY_STATE, ACTIVE) if one.url == command.url]
    if same:
        return Refusal("webhook_exists", {"url": command.url, "webhook_id": same[0].id})
    key = WebhookId(derive(act.command_id, "webhook"))
    events = dump(sorted(set(command.events)))
    tx.put(Webhook(key, command.url, events, changed_by=act.command_id))
    return Outcome("webhook_added", {"webhook_id": key, "url": command.url})


@handles(EndWebhook)
def end_webhook(tx: Tx, act: Act, command: EndWebhook) -> Outcome | Refusal:
    """Refuses `webhook_unknown`, also for one that was ended."""
    held = tx.get(Webhook, command.webhook_id)
    if held is None or held.state != ACTIVE:
        return Refusal("webhook_unknown", {"webhook_id": command.webhook_id})
    tx.put(replace(held, state=ENDED, changed_by=act.command_id))
    return Outcome("webhook_ended", {"webhook_id": held.id, "url": held.url})
