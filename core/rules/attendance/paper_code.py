"""The codes of a printed roster: one a line, one for the sheet, scanned back later (M-08).

They are checked against misreading and tell organisations apart, and are not signed: whoever scans
a sheet is signed in at a desk, and the check-in is theirs. Layout: version, purpose, 16 bytes of
class, on a line 16 bytes of client, 3 bytes of check; as base32.
"""

import base64
import binascii
import hashlib

import msgspec

from core.domain.ids import ClientId, OccurrenceId
from core.domain.refusals import Refusal

VERSION = 1
PURPOSE_LINE, PURPOSE_SHEET = 0x52, 0x53
_ID, _CHECK = 16, 3
_BODIES = {PURPOSE_LINE: 2 + 2 * _ID, PURPOSE_SHEET: 2 + _ID}


class PaperLine(msgspec.Struct, frozen=True):
    """What was scanned: a line of a sheet, or the sheet itself where `client_id` is ""."""

    occurrence_id: OccurrenceId
    client_id: ClientId = ClientId("")


def encode(organisation_id: str, occurrence_id: str, client_id: str = "") -> str:
    """The code of a line, or of the sheet; A-Z and 2-7 only. Ids are 32 hexadecimal digits.

    Raises ValueError for others.
    """
    purpose = PURPOSE_LINE if client_id else PURPOSE_SHEET
    body = bytes((VERSION, purpose)) + bytes.fromhex(occurrence_id) + bytes.fromhex(client_id)
    if len(body) != _BODIES[purpose]:
        raise ValueError(f"no ids of a roster: {occurrence_id!r}, {client_id!r}")
    return base64.b32encode(body + _check(organisation_id, body)).decode().rstrip("=")


def read(text: str, organisation_id: str) -> PaperLine | Refusal:
    """What a scanned text means.

    Refuses `code_unknown` (no code of a roster), `code_too_new`, and `code_altered` (misread, or of
    another organisation).
    """
    raw = _decoded(text)
    if raw is None:
        return Refusal("code_unknown")
    if raw[0] != VERSION:
        return Refusal("code_too_new", {"version": raw[0]})
    body, check = raw[:-_CHECK], raw[-_CHECK:]
    if check != _check(organisation_id, body):
        return Refusal("code_altered")
    client = body[2 + _ID :].hex()
    return PaperLine(OccurrenceId(body[2 : 2 + _ID].hex()), ClientId(client))


def looks_like_line(text: str) -> bool:
    """Whether a text can be a code of a roster at all."""
    return _decoded(text) is not None


def _decoded(text: str) -> bytes | None:
    code = text.strip().upper()
    try:
        raw = base64.b32decode(code + "=" * (-len(code) % 8))
    except (binascii.Error, ValueError):
        return None
    if len(raw) < 2 or _BODIES.get(raw[1], -_CHECK) + _CHECK != len(raw):
        return None
    # spare bits must be as we write them, so that one line has one code
    return raw if base64.b32encode(raw).decode().rstrip("=") == code else None


def _check(organisation_id: str, body: bytes) -> bytes:
    return hashlib.sha256(b"foyer roster\x00" + organisation_id.encode() + b"\x00" + body).digest()[
        :_CHECK
    ]
