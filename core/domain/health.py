"""What clients sign before they take part: waivers, and the health questionnaire."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    ClientId,
    CommandId,
    HealthFormId,
    OccurrenceId,
    SignatureId,
    WaiverId,
)
from core.domain.rows import Row, row

WAIVER = "waiver"


@row
class Waiver(Row, frozen=True, array_like=True):
    """One version of the text that each client signs (HLT-2); the latest published is in force.

    `number` counts versions from 1; `published_at` is UTC milliseconds.
    """

    table: ClassVar[str] = "waiver"
    append_only: ClassVar[bool] = True

    id: WaiverId
    number: int
    title: str
    text: str
    published_at: int
    kind: str = WAIVER


@row
class Signature(Row, frozen=True, array_like=True):
    """That a version was signed, for a client or for a guest of theirs (HLT-2, HLT-4, HLT-5).

    `signer` is the name under it, `mark` the drawn line as a path or "" for a typed name.
    `guardian` 1: signed for somebody under 18, who is called at `guardian_phone`. For a guest
    `guest` is their name and `occurrence_id` what they came to; `client_id` is who brought them.
    """

    table: ClassVar[str] = "signature"

    id: SignatureId
    client_id: ClientId
    waiver_id: WaiverId
    signed_at: int
    signer: str
    mark: str = ""
    way: str = "staff"
    guardian: int = 0
    guardian_phone: str = ""
    guest: str = ""
    occurrence_id: OccurrenceId = OccurrenceId("")
    changed_by: CommandId = CommandId("")


@row
class HealthForm(Row, frozen=True, array_like=True):
    """Answers to the health questionnaire (HLT-1); the latest of a client is in force.

    `answers` is JSON: question to true or false; `flag` 1 where any is yes. `version` names the
    questions. `expires_on` is the local date from which they no longer count.
    """

    table: ClassVar[str] = "health_form"

    id: HealthFormId
    client_id: ClientId
    version: int
    answers: str
    flag: int
    signed_at: int
    expires_on: str
    signer: str
    mark: str = ""
    details: str = ""
    guardian: int = 0
    guardian_phone: str = ""
    changed_by: CommandId = CommandId("")


WAIVERS = finder("waivers", Waiver, "kind", range="published_at")
SIGNATURES_OF_CLIENT = finder("signatures_of_client", Signature, "client_id", range="signed_at")
HEALTH_OF_CLIENT = finder("health_of_client", HealthForm, "client_id", range="signed_at")
