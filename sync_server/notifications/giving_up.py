"""What could not be delivered is put before a person, with the phone number (NTF-10, NTF-5)."""

import msgspec

from core.changes import Act
from core.commands.system import RaiseAttention
from core.domain.ids import CommandId, StaffId, derive
from core.domain.json_text import mapping
from core.domain.notices import EMAIL, NEEDS_A_CALL
from core.domain.records import CommandLog
from core.domain.zones import DAY_MS
from sync_server.notifications.webhooks import WEBHOOK
from sync_server.settlement import settle_all
from sync_server.store.port import Database


class Undelivered(msgspec.Struct, frozen=True):
    """A message that will not be tried again, and why."""

    organisation_id: str
    id: str
    event: str
    body: str
    why: str
    channel: str = EMAIL
    address: str = ""


def ask_for_help(database: Database, message: Undelivered, now: int) -> bool:
    """Raise the attention item, once however often it is asked; whether it is needed at all.

    A webhook that does not answer is told of once a day (NTF-5).
    """
    wanted = _of_webhook(message, now) if message.channel == WEBHOOK else _call(message)
    if wanted is None:
        return False
    command_id, command = wanted
    with database.write(message.organisation_id) as store:
        store.head()  # the lock comes before the look: another worker may ask the same
        if store.rows.get(CommandLog, command_id) is None:
            act = Act(command_id, StaffId(""), now, system=True)
            settle_all(store, now, [(act, command)])
    return True


def _call(message: Undelivered) -> tuple[CommandId, RaiseAttention] | None:
    if message.event not in NEEDS_A_CALL:
        return None
    facts = mapping(message.body)
    occurrence_id = facts.get("occurrence_id", "")
    ask = RaiseAttention("NTF-10", message.event, message.why, facts["client_id"], occurrence_id)
    return CommandId(derive("not delivered", message.id)), ask


def _of_webhook(message: Undelivered, now: int) -> tuple[CommandId, RaiseAttention]:
    key = CommandId(derive("webhook failed", message.address, str(now // DAY_MS)))
    return key, RaiseAttention("NTF-5", message.address[:200], message.why)
