"""A letter that could not be delivered is put before a person, with the phone number (NTF-10)."""

import msgspec

from core.changes import Act
from core.commands.system import RaiseAttention
from core.domain.ids import CommandId, StaffId, derive
from core.domain.json_text import mapping
from core.domain.notices import NEEDS_A_CALL
from core.domain.records import CommandLog
from sync_server.settlement import settle_all
from sync_server.store.port import Database


class Undelivered(msgspec.Struct, frozen=True):
    """A message that will not be tried again, and why."""

    organisation_id: str
    id: str
    event: str
    body: str
    why: str


def ask_for_a_call(database: Database, message: Undelivered, now: int) -> bool:
    """Raise the attention item, once however often it is asked; whether it is needed at all."""
    if message.event not in NEEDS_A_CALL:
        return False
    facts = mapping(message.body)
    command_id = CommandId(derive("not delivered", message.id))
    command = RaiseAttention(
        "NTF-10",
        message.event,
        message.why,
        facts["client_id"],
        facts.get("occurrence_id", ""),
    )
    with database.write(message.organisation_id) as store:
        if store.rows.get(CommandLog, command_id) is None:
            act = Act(command_id, StaffId(""), now, system=True)
            settle_all(store, now, [(act, command)])
    return True
