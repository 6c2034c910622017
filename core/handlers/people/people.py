"""Handlers about clients and their cards."""

from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.fields import Birthday, Email, Flag, Language, Line, Name, Phone
from core.commands.people import (
    ArchiveClient,
    BindCard,
    CreateClient,
    EditClient,
    FieldChange,
    NewClient,
    RevokeCard,
    UnarchiveClient,
    UndoEditClient,
)
from core.domain.bookings import BOOKINGS_OF_CLIENT
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.folding import fold, fold_phone
from core.domain.ids import CardId, ClientId, LocationId, derive
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.people import ACTIVE, ARCHIVED, BOUND, REMOVED, REVOKED, Card, Client
from core.domain.refusals import Refusal
from core.domain.zones import is_date, local_date
from core.handlers.registry import handles
from core.handlers.scene import archived, client_of
from core.ports import Reader, Tx
from core.rules.people.households import may_pay_for
from core.rules.people.look_alike import same_person
from core.rules.permissions import permits

TERMS = frozenset({"permission", "payer_id", "pay_later"})
"""Fields that change what a client may do or owe: for managers (PERM d)."""

OWN_FIELDS = frozenset(
    {"email", "phone", "language", "contact", "emergency_contact", "home_location_id"}
)
"""What clients change of their own profile (PERM)."""

_LIMITS: dict[str, Any] = {
    "name": Name,
    "email": Email,
    "phone": Phone,
    "birthday": Birthday,
    "emergency_contact": Line,
    "language": Language,
    "permission": Literal["standard", "vip", "restricted"],
    "pay_later": Flag,
}

_LISTS: dict[str, Any] = {
    "tags": tuple[Line, ...],
    "contact": dict[Literal["email", "sms", "marketing"], bool],
}
"""Fields that hold JSON, and what of."""


@handles(CreateClient)
def create_client(tx: Tx, act: Act, command: CreateClient) -> Outcome | Refusal:
    """Refuses what `add_client` does."""
    client = add_client(tx, act, command.client, derive(act.command_id, "client"))
    if isinstance(client, Refusal):
        return client
    facts = {"client_id": client.id, "client_name": client.name}
    facts |= twice(tx, act, client, command.client)
    return Outcome("created", facts, (Event("client_created", facts),))


def twice(tx: Reader, act: Act, client: Client, new: NewClient) -> dict[str, Any]:
    """That another desk has entered the same person, which only settlement can find (SET-18)."""
    same = same_person(tx, client, new.not_same_as) if act.shown else None
    if same is None:
        return {}
    return {"settlement": "SET-18", "other_id": same.id, "other_name": same.name}


def add_client(tx: Tx, act: Act, new: NewClient, key: str, batch: str = "") -> Client | Refusal:
    """Write a client under an id. Refuses `name_missing` for a name of
    spaces, `invalid_date` for a birthday that no calendar has."""
    if not new.name.strip():
        return Refusal("name_missing")
    if new.birthday and not is_date(new.birthday):
        return Refusal("invalid_date", {"date": new.birthday})
    home = tx.get(Location, new.home_location_id) if new.home_location_id else None
    client = Client(
        ClientId(key),
        new.name.strip(),
        fold(new.name),
        new.email.strip().lower(),
        fold_phone(new.phone),
        new.birthday,
        new.language,
        new.notes,
        dump(new.tags),
        dump(new.contact),
        new.emergency_contact,
        LocationId(home.id if home else ""),
        created_at=act.occurred_at,
        changed_by=act.command_id,
        batch=batch,
    )
    tx.put(client)
    return client


@handles(EditClient)
def edit_client(tx: Tx, act: Act, command: EditClient) -> Outcome | Refusal:
    """Only the changed fields are written, so that different fields both hold (SET-9).

    A field that was not as it was seen is overwritten: the later arrival holds (SET-10), and the
    outcome tells the earlier value. Refuses `client_unknown`, `invalid_value`, `terms_not_allowed`,
    `field_not_yours`, and what `may_pay_for` refuses.
    """
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if refusal := _may_edit(tx, act, command.changes) or _may_join(tx, act, client, command):
        return refusal
    lost = {
        name: getattr(client, name)
        for name, change in command.changes.items()
        if getattr(client, name) not in (change.seen, change.value)
    }
    edited = _with(client, command.changes, act)
    if edited is None:
        return Refusal("invalid_value", {"fields": sorted(command.changes)})
    tx.put(edited)
    facts: dict[str, Any] = {
        "client_id": client.id,
        "client_name": edited.name,
        "fields": sorted(command.changes),
    }
    if lost:
        facts |= {"settlement": "SET-10", "overwritten": lost}
    return Outcome("edited", facts, (Event("client_edited", facts),))


@handles(UndoEditClient)
def undo_edit_client(tx: Tx, act: Act, command: UndoEditClient) -> Outcome | Refusal:
    """Refuses `changed_since` when a field no longer holds what the edit wrote."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if refusal := _may_edit(tx, act, command.changes):
        return refusal
    if any(getattr(client, name) != change.seen for name, change in command.changes.items()):
        return Refusal("changed_since", {"client_name": client.name})
    edited = _with(client, command.changes, act)
    if edited is None:
        return Refusal("invalid_value", {"fields": sorted(command.changes)})
    tx.put(edited)
    return Outcome("undone", {"client_id": client.id, "client_name": edited.name})


@handles(ArchiveClient)
def archive_client(tx: Tx, act: Act, command: ArchiveClient) -> Outcome | Refusal:
    """Refuses `client_unknown`, `client_archived`, `archive_not_allowed` for one with a history."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    facts = {"client_id": client.id, "client_name": client.name}
    if client.state != ACTIVE:
        return Refusal("client_archived", facts)
    booked, owned = tx.find(BOOKINGS_OF_CLIENT, client.id), tx.find(PASSES_OF_CLIENT, client.id)
    if (booked or owned) and not permits(tx, act, "archive_used"):
        return Refusal("archive_not_allowed", facts)
    tx.put(replace(client, state=ARCHIVED, changed_by=act.command_id))
    return Outcome("archived", facts, (Event("client_archived", facts),))


@handles(UnarchiveClient)
def unarchive_client(tx: Tx, act: Act, command: UnarchiveClient) -> Outcome | Refusal:
    """Refuses `client_unknown`, `not_archived`, `changed_since` as an undo."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    facts = {"client_id": client.id, "client_name": client.name}
    if client.state not in (ARCHIVED, REMOVED):
        return Refusal("changed_since" if command.of else "not_archived", facts)
    if command.of and client.changed_by != command.of:
        return Refusal("changed_since", facts)
    tx.put(replace(client, state=ACTIVE, changed_by=act.command_id))
    return Outcome("unarchived", facts, (Event("client_unarchived", facts),))


@handles(BindCard)
def bind_card(tx: Tx, act: Act, command: BindCard) -> Outcome | Refusal:
    """Refuses `client_unknown`, `client_archived`, `card_taken`, `card_revoked`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    if refusal := archived(act, client):
        return refusal
    card = tx.get(Card, command.card_id)
    if card is not None and card.state == REVOKED:
        owner = tx.get(Client, card.client_id)
        name = owner.name if owner else ""
        return Refusal("card_revoked", {"card_id": card.id, "client_name": name})
    if card is not None and card.client_id != client.id:
        return Refusal("card_taken", {"card_id": card.id})
    tx.put(Card(CardId(command.card_id), client.id, act.occurred_at, BOUND, act.command_id))
    facts = {"client_id": client.id, "client_name": client.name, "card_id": command.card_id}
    return Outcome("card_bound", facts, (Event("card_bound", facts),))


@handles(RevokeCard)
def revoke_card(tx: Tx, act: Act, command: RevokeCard) -> Outcome | Refusal:
    """Refuses `card_unknown`. Revoking twice is harmless."""
    card = tx.get(Card, command.card_id)
    if card is None:
        return Refusal("card_unknown", {"card_id": command.card_id})
    tx.put(replace(card, state=REVOKED, changed_by=act.command_id))
    facts = {"client_id": card.client_id, "card_id": card.id}
    return Outcome("card_revoked", facts, (Event("card_revoked", facts),))


def _may_edit(tx: Reader, act: Act, changes: dict[Any, FieldChange]) -> Refusal | None:
    if act.client_id and (beyond := changes.keys() - OWN_FIELDS):
        return Refusal("field_not_yours", {"fields": sorted(beyond)})
    touched = TERMS & changes.keys()
    if touched and not permits(tx, act, "edit_terms_of_client"):
        return Refusal("terms_not_allowed", {"fields": sorted(touched)})
    return None


def _may_join(tx: Reader, act: Act, client: Client, command: EditClient) -> Refusal | None:
    """A payer is a grown-up client for whom nobody pays (ORG-13); a home is a known location."""
    home = command.changes.get("home_location_id")
    if home is not None and home.value and tx.get(Location, str(home.value)) is None:
        return Refusal("location_unknown", {"location_id": home.value})
    change = command.changes.get("payer_id")
    if change is None or not isinstance(change.value, str):
        return None
    place = tx.get(Location, client.home_location_id)
    today = local_date(act.occurred_at, place.zone if place else "UTC")
    return may_pay_for(tx, client, change.value, today)


def _with(client: Client, changes: dict[Any, FieldChange], act: Act) -> Client | None:
    """The client with the changes, or None when a value is not of its field."""
    values: dict[str, Any] = {name: change.value for name, change in changes.items()}
    if any(type(value) is not type(getattr(client, name)) for name, value in values.items()):
        return None
    if "name" in values:
        values["name"] = values["name"].strip()
        values["folded"] = fold(values["name"])
    if not all(_fits(value, _LIMITS[name]) for name, value in values.items() if name in _LIMITS):
        return None
    if values.get("birthday") and not is_date(values["birthday"]):
        return None
    if not all(_reads(values[name], kind) for name, kind in _LISTS.items() if name in values):
        return None
    return replace(client, **values, changed_by=act.command_id)


def _fits(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _reads(text: str, kind: Any) -> bool:
    try:
        msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError:
        return False
    return True
