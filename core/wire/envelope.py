"""The envelope: one command on its way, sealed by the desk that showed its outcome.

The chain and the signature cover the hash of the arguments, so that erasing a person can delete
arguments and leave the chain whole.
"""

from hashlib import blake2b
from typing import Annotated

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from core.changes import Act
from core.domain.ids import CommandId, DeskId, LocationId, OrganisationId, StaffId

FIRST_HASH = "0" * 64

_WORD = msgspec.Meta(max_length=200, pattern=r"^[^\x00]*$")
Word = Annotated[str, _WORD]
Number = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
Small = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""Limits that keep an envelope storable, whatever it holds."""

_encode = msgspec.json.Encoder(order="deterministic").encode


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the server needs to settle a command, and to prove who sent it.

    `arguments` is the command as JSON. `shown` is the outcome code that the desk showed, with the
    pass that it said pays (`shown_pass`) and when it said the class starts (`shown_start`). `terms`
    are the ids of the settings that were used. `since_contact` is the time in milliseconds since
    the desk last heard from the server (None: never). `previous` and `hash` are hexadecimal
    BLAKE2b-256, `signature` (desk) and `person_signature` Ed25519.
    """

    command_id: Annotated[CommandId, _WORD]
    organisation_id: Annotated[OrganisationId, _WORD]
    desk_id: Annotated[DeskId, _WORD]
    epoch: Small
    seq: Small
    actor_id: Annotated[StaffId, _WORD]
    location_id: Annotated[LocationId, _WORD]
    name: Word
    version: Small
    arguments: str
    arguments_hash: Word
    shown: Word
    occurred_at: Number
    base_version: Number
    approved_by: Annotated[StaffId, _WORD] = StaffId("")
    shown_pass: Word = ""
    shown_start: Number = 0
    terms: tuple[Word, ...] = ()
    since_contact: Number | None = None
    previous: Word = FIRST_HASH
    hash: Word = ""
    signature: Word = ""
    person_signature: Word = ""


def hash_of(envelope: Envelope) -> str:
    """The hash that the next envelope names and that the desk signs."""
    header = replace(envelope, arguments="", hash="", signature="", person_signature="")
    return blake2b(_encode(header), digest_size=32).hexdigest()


def hash_of_arguments(arguments: str) -> str:
    """The hash that stands for the arguments in the chain."""
    return blake2b(arguments.encode(), digest_size=32).hexdigest()


def seal(envelope: Envelope, key: Ed25519PrivateKey) -> Envelope:
    """The envelope with its hash and the desk's signature."""
    sealed = replace(envelope, arguments_hash=hash_of_arguments(envelope.arguments))
    digest = hash_of(sealed)
    return replace(sealed, hash=digest, signature=key.sign(bytes.fromhex(digest)).hex())


def act_of(envelope: Envelope) -> Act:
    """Who did it, when, from where: what the handler gets in replay and at the server."""
    return Act(
        command_id=envelope.command_id,
        actor_id=envelope.actor_id,
        occurred_at=envelope.occurred_at,
        desk_id=envelope.desk_id,
        location_id=envelope.location_id,
        approved_by=envelope.approved_by,
        shown=envelope.shown,
    )
