"""Which of two records of a client survives, and with what (ORG-6, ORG-12); who is followed."""

from typing import Any

from msgspec.structs import replace

from core.commands.registry import Command
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CHECKED_IN,
    NO_SHOW,
    PENDING_PAYMENT,
    SEATED,
    Booking,
)
from core.domain.ids import ClientId
from core.domain.json_text import dump, mapping, texts
from core.domain.people import ACTIVE, CLIENTS_MERGED_INTO, MERGED, Client
from core.ports import Reader

_FILLED = ("email", "phone", "birthday", "language", "emergency_contact", "home_location_id")
_PERMISSIONS = ("standard", "vip", "restricted")
"""The later is the one that must not be lost."""

_ADVANCE = {ATTENDED: 5, CHECKED_IN: 4, BOOKED: 3, PENDING_PAYMENT: 2, NO_SHOW: 1}
_NAMES = ("client_id", "other_client_id", "payer_id")
MOST_NOTES = 4000


def older_first(one: Client, other: Client) -> tuple[Client, Client]:
    """Survivor and the other (ORG-12)."""
    first, second = sorted((one, other), key=lambda client: (client.created_at, client.id))
    return first, second


def joined(survivor: Client, gone: Client) -> Client:
    """The survivor with what only the other had. What was refused to one is refused to both."""
    filled = {name: getattr(gone, name) for name in _FILLED if not getattr(survivor, name)}
    wanted = mapping(gone.contact) | mapping(survivor.contact)
    unwanted = {key: False for one in (survivor, gone) for key, on in _contact(one) if not on}
    notes = "\n".join(dict.fromkeys(note for note in (survivor.notes, gone.notes) if note))
    payer = survivor.payer_id or gone.payer_id
    return replace(
        survivor,
        **filled,
        notes=notes[:MOST_NOTES],
        tags=dump(tuple(dict.fromkeys((*texts(survivor.tags), *texts(gone.tags))))),
        contact=dump(wanted | unwanted),
        permission=max(survivor.permission, gone.permission, key=_PERMISSIONS.index),
        payer_id="" if payer in (survivor.id, gone.id) else payer,
        state=ACTIVE if ACTIVE in (survivor.state, gone.state) else survivor.state,
    )


def _contact(client: Client) -> list[tuple[str, Any]]:
    return list(mapping(client.contact).items())


def further_on(one: Booking, other: Booking) -> bool:
    """Whether the first of two bookings in one occurrence is the one that stays: the more
    advanced, then the larger party, then the earlier."""
    return _standing(one) >= _standing(other)


def _standing(booking: Booking) -> tuple[int, int, int]:
    return (_ADVANCE.get(booking.state, 0), booking.seats, -booking.booked_at)


def is_live(booking: Booking | None) -> bool:
    """Whether a booking holds a seat."""
    return booking is not None and booking.state in SEATED


def survivor_of(tx: Reader, client_id: str) -> str:
    """The record in which a client lives on: their own, unless they were merged (SET-24)."""
    client = tx.get(Client, client_id)
    while client is not None and client.state == MERGED:
        client_id = client.merged_into
        client = tx.get(Client, client_id)
    return client_id


def followed(tx: Reader, command: Command) -> Command:
    """The command about the survivor, where it names a record that was merged (SET-24)."""
    found: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(command, name, "")
        if value and (now := survivor_of(tx, value)) != value:
            found[name] = now
    named = getattr(command, "client_ids", ())
    now_named = tuple(dict.fromkeys(survivor_of(tx, one) for one in named))
    if named and now_named != named:
        found["client_ids"] = now_named
    return replace(command, **found) if found else command


def identities(tx: Reader, client_id: str) -> list[ClientId]:
    """A client's id with those of all records that were merged into it, however deep."""
    found = [ClientId(client_id)]
    for one in found:
        found += [gone.id for gone in tx.find(CLIENTS_MERGED_INTO, one)]
    return found
