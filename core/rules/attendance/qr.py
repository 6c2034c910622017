"""The member card's code: a signed blank number that a desk verifies offline (CHK-6).

Layout: version, purpose, 4 bytes that tell the organisation, 16 bytes of number, the Ed25519
signature of all that under the organisation's name; as base32, which scanners type safely and a
49-module QR holds. Making pictures of it is done elsewhere.
"""

import base64
import binascii
import hashlib

from core.domain.ids import CardId
from core.domain.refusals import Refusal

VERSION = 1
PURPOSE_CARD = 0x43
_HEAD = 2
_TAG = 4
_NUMBER = 16
_BODY = _HEAD + _TAG + _NUMBER
_LENGTH = _BODY + 64
_SIGNED_AS = b"foyer member card\x00"
CODE_LENGTH = (_LENGTH * 8 + 4) // 5


def encode(card_id: str, organisation_id: str, private_key: bytes) -> str:
    """The code of a card: A-Z and 2-7 only. `card_id` is 32 hexadecimal digits."""
    body = bytes((VERSION, PURPOSE_CARD)) + organisation_tag(organisation_id)
    body += bytes.fromhex(card_id)
    if len(body) != _BODY:
        raise ValueError(f"not a card number: {card_id!r}")
    signature = signed_with(private_key, _SIGNED_AS, organisation_id, body)
    return base64.b32encode(body + signature).decode().rstrip("=")


def verify(text: str, organisation_id: str, public_key: bytes) -> CardId | Refusal:
    """The number of a card. Whether it was revoked says its row.

    Refuses `code_unknown` (no code of ours), `code_too_new` (a later version), `code_foreign`
    (another organisation's), `code_altered` (the signature does not fit).
    """
    raw = _decoded(text)
    if raw is None or raw[1] != PURPOSE_CARD:
        return Refusal("code_unknown")
    if raw[0] != VERSION:
        return Refusal("code_too_new", {"version": raw[0]})
    body, signature = raw[:_BODY], raw[_BODY:]
    if body[_HEAD : _HEAD + _TAG] != organisation_tag(organisation_id):
        return Refusal("code_foreign")
    if not signature_fits(public_key, _SIGNED_AS, organisation_id, body, signature):
        return Refusal("code_altered")
    return card_of(body[_HEAD + _TAG :])


def card_of(number: bytes) -> CardId:
    """A card's id from its 16 bytes."""
    return CardId(number.hex())


def looks_like_code(text: str) -> bool:
    """Whether a scanned text can be a member code at all, before any signature is checked."""
    return _decoded(text) is not None


def _decoded(text: str) -> bytes | None:
    code = text.strip().upper()
    if len(code) != CODE_LENGTH:
        return None
    try:
        raw = base64.b32decode(code + "=" * (-len(code) % 8))
    except (binascii.Error, ValueError):
        return None
    # spare bits must be as we write them, so that one card has one code
    return raw if base64.b32encode(raw).decode().rstrip("=") == code else None


def signed_with(private_key: bytes, purpose: bytes, organisation_id: str, body: bytes) -> bytes:
    """The signature of a code's body, for one purpose and one organisation."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(private_key)
    return key.sign(_message(purpose, organisation_id, body))


def signature_fits(
    public_key: bytes, purpose: bytes, organisation_id: str, body: bytes, signature: bytes
) -> bool:
    """Whether the organisation signed the body for this purpose."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            signature, _message(purpose, organisation_id, body)
        )
    except InvalidSignature:
        return False
    return True


def organisation_tag(organisation_id: str) -> bytes:
    """Four bytes that tell one organisation's codes from another's."""
    return hashlib.sha256(b"foyer organisation\x00" + organisation_id.encode()).digest()[:_TAG]


def _message(purpose: bytes, organisation_id: str, body: bytes) -> bytes:
    return purpose + organisation_id.encode() + b"\x00" + body
