"""Commands that write to the people of a class in the studio's own words."""

from typing import Literal

from core.commands.fields import Id, Text
from core.commands.registry import Command, Kind, declare

Readers = Literal["booked", "waiting", "everybody"]
"""Those with a seat, those in line, or both."""


@declare(
    "write_to_class",
    kind=Kind.PROMISE,
    permission="write_to_class",
    label="Wrote to those of {occurrence}",
    undo="take_back_message",
)
class WriteToClass(Command, frozen=True):
    """Tell the people of a class something; it rests a minute before it leaves (NTF-3)."""

    occurrence_id: Id
    text: Text
    to: Readers = "booked"


@declare(
    "take_back_message",
    kind=Kind.PROMISE,
    permission="write_to_class",
    label="Took back what was written to those of {occurrence}",
)
class TakeBackMessage(Command, frozen=True):
    """What command `of` wrote is not sent, as long as none of it has left."""

    of: Id
    occurrence_id: Id
