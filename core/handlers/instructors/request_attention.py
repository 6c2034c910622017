"""The item before the managers while a booking request waits for an answer (AVL-4)."""

from msgspec.structs import replace

from core.changes import Act
from core.domain.ids import AttentionId, derive
from core.domain.json_text import dump
from core.domain.people import Client
from core.domain.records import Attention
from core.domain.requests import BookingRequest
from core.handlers.scene import Facts
from core.handlers.studio.attention import DONE
from core.ports import Tx

ESCALATED = "AVL-4"


def ask_managers(tx: Tx, act: Act, row: BookingRequest, facts: Facts) -> None:
    """Put the request before the managers of its location."""
    client = tx.get(Client, row.client_id)
    contact = {"phone": client.phone, "email": client.email} if client else {}
    tx.put(
        Attention(
            _item_id(row),
            ESCALATED,
            "attention",
            row.location_id,
            act.command_id,
            act.occurred_at,
            row.client_id,
            facts=dump({**facts, **contact, "until": row.expires_at}),
        )
    )


def nobody_waits(tx: Tx, act: Act, row: BookingRequest) -> None:
    """It was answered, or has ended: nobody needs to look any more."""
    item = tx.get(Attention, _item_id(row))
    if item is not None and item.state != DONE:
        tx.put(replace(item, state=DONE, done_by=act.actor_id, done_at=act.occurred_at))


def _item_id(row: BookingRequest) -> AttentionId:
    return AttentionId(derive("attention", ESCALATED, row.id))
