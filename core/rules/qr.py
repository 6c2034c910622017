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
CODE_LENGTH = (_LENGTH * 8 + 4) // 5


def encode(card_id: str, organisation_id: str, private_key: bytes) -> str:
    """The code of a card: A-Z and 2-7 only. `card_id` is 32 hexadecimal digits."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    body = bytes((VERSION, PURPOSE_CARD)) + _tag(organisation_id) + bytes.fromhex(card_id)
    if len(body) != _BODY:
        raise ValueError(f"not a card number: {card_id!r}")
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    signature = key.sign(_signed(body, organisation_id))
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
    if body[_HEAD : _HEAD + _TAG] != _tag(organisation_id):
        return Refusal("code_foreign")
    if not _valid(_signed(body, organisation_id), signature, public_key):
        return Refusal("code_altered")
    return CardId(body[_HEAD + _TAG :].hex())


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


def _valid(message: bytes, signature: bytes, public_key: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _tag(organisation_id: str) -> bytes:
    return hashlib.sha256(b"foyer organisation\x00" + organisation_id.encode()).digest()[:_TAG]


def _signed(body: bytes, organisation_id: str) -> bytes:
    return b"foyer member card\x00" + organisation_id.encode() + b"\x00" + body
