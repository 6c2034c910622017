"""Commands that only the server issues: reactions to what has settled."""

from core.commands.fields import Id
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
