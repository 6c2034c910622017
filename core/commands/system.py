"""Commands that only the server issues: reactions to what has settled, and to what failed."""

from typing import Literal

from core.commands.fields import Id, Line, OptionalId, Text
from core.commands.registry import Command, Kind, declare


@declare(
    "promote",
    kind=Kind.SYSTEM,
    permission="system",
    label="Gave free seats in {occurrence} to those waiting",
)
class Promote(Command, frozen=True):
    """Give the free seats to the first in line who can be booked (WL-2 auto, WL-4)."""

    occurrence_id: Id


@declare(
    "raise_attention",
    kind=Kind.SYSTEM,
    permission="system",
    label="Asked a person to look: {event}",
)
class RaiseAttention(Command, frozen=True):
    """Somebody must look: `kind` names the case, `event` and `why` say what happened.

    NTF-10: a client could not be told of `event`. NS-5: a timed job of that name failed.
    """

    kind: Literal["NTF-10", "NS-5"]
    event: Line
    why: Text = ""
    client_id: OptionalId = ""
    occurrence_id: OptionalId = ""
