"""Commands that close a location for some dates."""

from typing import Literal

import msgspec

from core.commands.fields import Choices, Id, LocalDate, OptionalId, Reason
from core.commands.registry import Command, Kind, declare

ClosureChoice = Literal["keep", "cancel"]


@declare(
    "close_location",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Closed {location} from {from_date} to {until_date}",
    undo="open_location",
)
class CloseLocation(Command, frozen=True):
    """No classes on these dates (SCH-14).

    `choices` says for each class there, by id, whether it takes place all the same or is cancelled
    with notice. With `extend_passes` the passes that hold here last so many days longer.
    """

    location_id: Id
    from_date: LocalDate
    until_date: LocalDate
    choices: Choices[ClosureChoice] = msgspec.field(default_factory=dict)
    extend_passes: bool = True
    reason: Reason = ""


@declare(
    "open_location",
    kind=Kind.PROMISE,
    permission="manage_series",
    label="Opened {location} again",
)
class OpenLocation(Command, frozen=True):
    """A closure ends; what it cancelled is reinstated class by class, passes keep their days."""

    location_id: Id
    closure_id: Id


@declare(
    "extend_for_closure",
    kind=Kind.SYSTEM,
    permission="system",
    label="Extended passes for the closure {closure}",
)
class ExtendForClosure(Command, frozen=True):
    """Passes after `after`, some hundreds at a time, last longer by the closed days (SCH-14)."""

    closure_id: Id
    after: OptionalId = ""
