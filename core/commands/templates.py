"""Commands about the words of messages."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import Key, Name
from core.commands.registry import Command, Kind, declare

WrittenIn = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*\Z")]
Letter = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, pattern=r"(?s)^.*\S")]
Channel = Literal["email", "sms"]


@declare(
    "write_template",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Wrote the words of {event} in {language}",
    undo="take_back_template",
)
class WriteTemplate(Command, frozen=True):
    """What a message says from now on, in one language, in place of Foyer's words (NTF-4)."""

    event: Key
    channel: Channel
    language: WrittenIn
    subject: Name
    text: Letter


@declare(
    "take_back_template",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Took back the words of {event} in {language}",
    undo="write_template",
)
class TakeBackTemplate(Command, frozen=True):
    """The studio has no words of its own for it any more."""

    event: Key
    channel: Channel
    language: WrittenIn
