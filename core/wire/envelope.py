"""The envelope: one command on its way, sealed by the desk that showed its outcome.

The chain and the signature cover the hash of the arguments, so that erasing a person can delete
arguments and leave the chain whole.
"""

from hashlib import blake2b
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from core.changes import Act
from core.domain.ids import CommandId, DeskId, LocationId, OrganisationId, StaffId, StaffKeyId

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
    are the ids of what the desk relied on, such as the lease of a promised seat. `since_contact` is
    the time in milliseconds since the desk last heard from the server (None: never). `previous` and
    `hash` are BLAKE2b-256. `signature` is the desk's, over the hash; `person_signature` and
    `approver_signature` (of `approved_by`) are over the statement, by the keys `actor_key` and
    `approver_key`. Hashes and signatures (Ed25519) are hexadecimal.
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
    actor_key: Annotated[StaffKeyId, _WORD] | UnsetType = UNSET
    approver_key: Annotated[StaffKeyId, _WORD] | UnsetType = UNSET
    approver_signature: Word | UnsetType = UNSET


def hash_of(envelope: Envelope) -> str:
    """The hash that the next envelope names and that desk and people sign.

    What a release added is unset in what older ones sealed, and leaves their hash as it was.
    """
    header = replace(
        envelope,
        arguments="",
        hash="",
        signature="",
        person_signature="",
        approver_signature=UNSET,
    )
    return blake2b(_encode(header), digest_size=32).hexdigest()


def statement_of(envelope: Envelope) -> bytes:
    """What people sign: the command and its circumstances, whatever its place in a desk's chain.

    A desk that gets a new epoch seals its commands anew, and nobody has to be there for it.
    """
    said = replace(
        envelope,
        epoch=0,
        seq=0,
        previous="",
        arguments="",
        hash="",
        signature="",
        person_signature="",
        approver_signature=UNSET,
    )
    return blake2b(_encode(said), digest_size=32).digest()


def hash_of_arguments(arguments: str) -> str:
    """The hash that stands for the arguments in the chain."""
    return blake2b(arguments.encode(), digest_size=32).hexdigest()


def seal(
    envelope: Envelope,
    desk: Ed25519PrivateKey,
    actor: Ed25519PrivateKey | None = None,
    approver: Ed25519PrivateKey | None = None,
) -> Envelope:
    """The envelope with its hash and the signatures of the desk, of who did it, of who approved."""
    sealed = replace(
        envelope,
        arguments_hash=hash_of_arguments(envelope.arguments),
        actor_key=public_half(actor) if actor else UNSET,
        approver_key=public_half(approver) if approver else UNSET,
    )
    said = statement_of(sealed) if actor or approver else b""
    return chained(
        replace(
            sealed,
            person_signature=actor.sign(said).hex() if actor else "",
            approver_signature=approver.sign(said).hex() if approver else UNSET,
        ),
        desk,
    )


def chained(envelope: Envelope, desk: Ed25519PrivateKey) -> Envelope:
    """The envelope with the hash and the desk's signature of its place; people's stay."""
    digest = hash_of(envelope)
    return replace(envelope, hash=digest, signature=desk.sign(bytes.fromhex(digest)).hex())


def intact(envelope: Envelope) -> bool:
    """Whether arguments and header are those that were sealed."""
    whole = envelope.arguments_hash == hash_of_arguments(envelope.arguments)
    return whole and envelope.hash == hash_of(envelope)


def signed_by_desk(envelope: Envelope, public_key: str) -> bool:
    """Whether the desk of a public key (hexadecimal) signed the envelope in its place."""
    return verified(public_key, envelope.signature, envelope.hash)


def signed_by_actor(envelope: Envelope) -> bool:
    """Whether `actor_key` signed what is said here."""
    return verified(envelope.actor_key, envelope.person_signature, statement_of(envelope).hex())


def signed_by_approver(envelope: Envelope) -> bool:
    """Whether `approver_key` signed what is said here."""
    said = statement_of(envelope).hex()
    return verified(envelope.approver_key, envelope.approver_signature, said)


def verified(public_key: str | UnsetType, signature: str | UnsetType, said: str) -> bool:
    """Whether a key signed a hash, all of them hexadecimal."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key or ""))
        key.verify(bytes.fromhex(signature or ""), bytes.fromhex(said))
    except (ValueError, InvalidSignature):
        return False
    return True


def public_half(key: Ed25519PrivateKey) -> StaffKeyId:
    """The public half of a signing key, hexadecimal: the id of a person's key."""
    return StaffKeyId(key.public_key().public_bytes_raw().hex())


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
        terms=envelope.terms,
    )
