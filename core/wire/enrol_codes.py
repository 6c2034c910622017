"""What a desk and the server say to each other when a person wants another computer as a desk."""

from hashlib import sha256
from typing import Annotated

import msgspec

from core.domain.ids import DeskId, LocationId, OrganisationId, StaffId, StaffKeyId

_ID = msgspec.Meta(min_length=1, max_length=64, pattern=r"^[^\x00]*\Z")
_HEX = msgspec.Meta(max_length=128, pattern=r"^[0-9a-f]*\Z")


class EnrolCodeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody at a desk wants a code for another computer of a location.

    `asked_at` (UTC milliseconds) is the desk's. Who signs in with a PIN names their key and signs
    what `statement` gives; who works by name leaves both empty.
    """

    location_id: Annotated[LocationId, _ID]
    staff_id: Annotated[StaffId, _ID]
    asked_at: int
    key: Annotated[StaffKeyId, _HEX] = StaffKeyId("")
    signature: Annotated[str, _HEX] = ""


class EnrolCodeReply(msgspec.Struct, frozen=True):
    """The code opens once, until `life_ms` milliseconds from now are over."""

    code: str
    life_ms: int


def statement(organisation: OrganisationId, desk: DeskId, asked: EnrolCodeRequest) -> str:
    """What the person signs (a hash, hexadecimal): it holds for nothing else and nowhere else."""
    parts = ("foyer enrol code", organisation, desk, asked.location_id, asked.staff_id)
    said = msgspec.json.encode((*parts, asked.asked_at))
    return sha256(said).hexdigest()
