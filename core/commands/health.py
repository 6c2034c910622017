"""Commands about waivers and the health questionnaire."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import Email, Id, Line, Name, Phone, Text
from core.commands.registry import Command, Kind, declare

LongText = Annotated[str, msgspec.Meta(min_length=1, max_length=50_000)]
Mark = Annotated[str, msgspec.Meta(max_length=20_000)]
"""A drawn line as the path of an SVG."""
SignedAt = Literal["staff", "kiosk", "phone"]
Question = Literal[
    "heart", "chest_pain", "dizziness", "chronic", "medication", "bones", "supervised"
]


class Signed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name under a text, and the drawn line. A guardian signs for who is under 18 (HLT-4)."""

    signer: Name
    mark: Mark = ""
    way: SignedAt = "staff"
    guardian: bool = False
    guardian_phone: Phone = ""


@declare(
    "publish_waiver",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Published the waiver {title}",
)
class PublishWaiver(Command, frozen=True):
    """A new version of the text that clients sign (HLT-2, HLT-6)."""

    title: Name
    text: LongText


@declare(
    "sign_waiver",
    kind=Kind.FACT,
    permission="sign",
    label="{client} signed the waiver",
)
class SignWaiver(Command, frozen=True):
    """A client signed a version of the waiver, or a guardian for them (HLT-2, HLT-4)."""

    client_id: Id
    waiver_id: Id
    signed: Signed


@declare(
    "sign_guest_waiver",
    kind=Kind.FACT,
    permission="sign",
    label="{guest}, a guest of {client}, signed the waiver",
)
class SignGuestWaiver(Command, frozen=True):
    """A guest signed before entering (HLT-5); with consent the form makes them a client too."""

    client_id: Id
    occurrence_id: Id
    waiver_id: Id
    guest: Name
    signed: Signed
    consent: bool = False
    email: Email = ""
    phone: Phone = ""


@declare(
    "answer_health",
    kind=Kind.FACT,
    permission="sign",
    label="{client} answered the health questionnaire",
)
class AnswerHealth(Command, frozen=True):
    """Answers to all questions of a version, signed (HLT-1); `details` say more of what is yes."""

    client_id: Id
    version: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    answers: dict[Question, bool]
    signed: Signed
    details: Text = ""


@declare(
    "withdraw_health",
    kind=Kind.PROMISE,
    permission="withdraw_health",
    label="Withdrew the health answers of {client}",
)
class WithdrawHealth(Command, frozen=True):
    """Empty all health answers of a client, who takes them back."""

    client_id: Id
    reason: Line = ""
