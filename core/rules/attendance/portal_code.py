"""The code that the portal shows and changes every half minute (CHK-6, CHK-14).

A picture of it checks nobody else in: it is only accepted around the time that it was made at.
Layout: version, purpose, 4 bytes that tell the organisation, 16 bytes of card number, 4 bytes that
count half minutes since 1970, the Ed25519 signature; as base32.
"""

import base64
import binascii
from typing import Literal

import msgspec

from core.domain.ids import CardId
from core.domain.refusals import Refusal
from core.rules.attendance.qr import card_of, organisation_tag, signature_fits, signed_with
from core.rules.attendance.qr import verify as verify_card

VERSION = 1
PURPOSE = 0x50
STEP_MS = 30_000
LATITUDE_MS = 90_000
"""So far a code's time may be from the desk's corrected time, either way."""
_BODY = 2 + 4 + 16 + 4
_LENGTH = _BODY + 64
CODE_LENGTH = (_LENGTH * 8 + 4) // 5
_SIGNED_AS = b"foyer portal code\x00"


class Shown(msgspec.Struct, frozen=True):
    """A card that was shown, printed or on a phone."""

    card_id: CardId
    kind: Literal["card", "phone"]


def encode(card_id: str, organisation_id: str, private_key: bytes, now: int) -> str:
    """The code of a card at a moment (UTC milliseconds): A-Z and 2-7 only."""
    step = (now // STEP_MS).to_bytes(4)
    body = bytes((VERSION, PURPOSE)) + organisation_tag(organisation_id)
    body += bytes.fromhex(card_id) + step
    if len(body) != _BODY:
        raise ValueError(f"not a card number: {card_id!r}")
    signature = signed_with(private_key, _SIGNED_AS, organisation_id, body)
    return base64.b32encode(body + signature).decode().rstrip("=")


def read(
    text: str, organisation_id: str, public_key: bytes, now: int, *, clock_known: bool
) -> Shown | Refusal:
    """Whose card was shown, printed or on a phone.

    `now` is the desk's time with its measured error taken off; where that was never measured
    (`clock_known` false) a changing code is for staff to decide on. Refuses as `qr.verify`, and
    `code_old` with how old it is, `clock_unknown` with the card. Printed cards have no time.
    """
    raw = _decoded(text)
    if raw is None:
        card = verify_card(text, organisation_id, public_key)
        return card if isinstance(card, Refusal) else Shown(card, "card")
    body, signature = raw[:_BODY], raw[_BODY:]
    if refusal := _not_ours(body, signature, organisation_id, public_key):
        return refusal
    card_id = card_of(body[6:22])
    made_at = int.from_bytes(body[22:26]) * STEP_MS
    if not clock_known:
        return Refusal("clock_unknown", {"card_id": card_id, "made_at": made_at})
    if not made_at - LATITUDE_MS <= now <= made_at + STEP_MS + LATITUDE_MS:
        return Refusal("code_old", {"card_id": card_id, "made_at": made_at})
    return Shown(card_id, "phone")


def _not_ours(
    body: bytes, signature: bytes, organisation_id: str, public_key: bytes
) -> Refusal | None:
    if body[0] != VERSION:
        return Refusal("code_too_new", {"version": body[0]})
    if body[2:6] != organisation_tag(organisation_id):
        return Refusal("code_foreign")
    if not signature_fits(public_key, _SIGNED_AS, organisation_id, body, signature):
        return Refusal("code_altered")
    return None


def _decoded(text: str) -> bytes | None:
    code = text.strip().upper()
    if len(code) != CODE_LENGTH:
        return None
    try:
        raw = base64.b32decode(code + "=" * (-len(code) % 8))
    except (binascii.Error, ValueError):
        return None
    exact = base64.b32encode(raw).decode().rstrip("=") == code
    return raw if exact and raw[1] == PURPOSE else None
