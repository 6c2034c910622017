"""Commands about clients and their cards."""

from typing import Literal

import msgspec

from core.commands.fields import (
    Birthday,
    CardNumber,
    Email,
    Few,
    Id,
    Language,
    Line,
    Many,
    Name,
    OptionalId,
    Phone,
    Reason,
    Text,
    Whole,
)
from core.commands.registry import Command, Kind, declare


class NewClient(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a new face (ORG-5); only the name is needed.

    `not_same_as` are the look-alikes that were shown and told apart (ORG-14).
    """

    name: Name
    email: Email = ""
    phone: Phone = ""
    birthday: Birthday = ""
    language: Language = ""
    notes: Text = ""
    tags: Few[Line] = ()
    contact: dict[Literal["email", "sms", "marketing"], bool] = {}
    emergency_contact: Line = ""
    home_location_id: OptionalId = ""
    not_same_as: Many[Id] = ()


ClientField = Literal[
    "name",
    "email",
    "phone",
    "birthday",
    "language",
    "notes",
    "tags",
    "contact",
    "emergency_contact",
    "home_location_id",
    "permission",
    "payer_id",
    "pay_later",
]


class FieldChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field as it was seen and as it shall be, in the form that the row keeps."""

    seen: Text | Whole
    value: Text | Whole


@declare(
    "create_client",
    kind=Kind.PROMISE,
    permission="manage_clients",
    label="Added a client",
    undo="archive_client",
)
class CreateClient(Command, frozen=True):
    """Add a client; its id comes from this command."""

    client: NewClient


@declare(
    "edit_client",
    kind=Kind.PROMISE,
    permission="edit_client",
    label="Changed the data of {client}",
    undo="undo_edit_client",
)
class EditClient(Command, frozen=True):
    """Change some fields, each with the value that was seen (SET-9, SET-10)."""

    client_id: Id
    changes: dict[ClientField, FieldChange]


@declare(
    "undo_edit_client",
    kind=Kind.PROMISE,
    permission="edit_client",
    label="Took back a change of the data of {client}",
)
class UndoEditClient(Command, frozen=True):
    """Put the fields back that command `of` changed, if they still hold what it wrote."""

    of: Id
    client_id: Id
    changes: dict[ClientField, FieldChange]


@declare(
    "archive_client",
    kind=Kind.PROMISE,
    permission="manage_clients",
    label="Archived {client}",
    undo="unarchive_client",
)
class ArchiveClient(Command, frozen=True):
    """Put a client out of sight; nothing is deleted (ORG-7)."""

    client_id: Id


@declare(
    "unarchive_client",
    kind=Kind.PROMISE,
    permission="manage_clients",
    label="Brought {client} back from the archive",
    undo="archive_client",
)
class UnarchiveClient(Command, frozen=True):
    """Bring a client back. With `of` it is the undo of that command."""

    client_id: Id
    of: OptionalId = ""


@declare(
    "bind_card",
    kind=Kind.PROMISE,
    permission="manage_clients",
    label="Gave {client} card {card}",
    undo="revoke_card",
)
class BindCard(Command, frozen=True):
    """Give a blank card's number to a client (CHK-6)."""

    card_id: CardNumber
    client_id: Id


@declare(
    "revoke_card",
    kind=Kind.PROMISE,
    permission="manage_clients",
    label="Revoked card {card}",
)
class RevokeCard(Command, frozen=True):
    """A lost card no longer checks in (CHK-6); it cannot be bound again."""

    card_id: CardNumber
    reason: Reason = ""
