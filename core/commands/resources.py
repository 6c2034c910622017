"""Commands about rooms and equipment once they are there."""

from typing import Annotated

import msgspec

from core.commands.fields import Colour, Id, Name, Quantity
from core.commands.registry import Command, Kind, declare


@declare(
    "edit_resource",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="Changed the resource {resource}",
    undo="edit_resource",
)
class EditResource(Command, frozen=True):
    """Change what is given of a room or of equipment (RES-1); None leaves it as it is.

    With fewer, or fewer users at once, classes to come that no longer fit are listed (RES-5).
    """

    resource_id: Id
    name: Name | None = None
    quantity: Quantity | None = None
    colour: Colour | None = None
    exclusive: bool | None = None
    users: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None


@declare(
    "archive_resource",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="Archived the resource {resource}",
    undo="unarchive_resource",
)
class ArchiveResource(Command, frozen=True):
    """It is out of use for good (ORG-7); no service and no class to come may need it."""

    resource_id: Id


@declare(
    "unarchive_resource",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="Brought the resource {resource} back",
    undo="archive_resource",
)
class UnarchiveResource(Command, frozen=True):
    """It is in use again."""

    resource_id: Id


@declare(
    "change_resource",
    kind=Kind.PROMISE,
    permission="change_schedule",
    label="Gave {occurrence} another resource",
    undo="change_resource",
)
class ChangeResource(Command, frozen=True):
    """Another room or other equipment of the same type for one class, as long as it is moved and
    brought back (RES-2)."""

    occurrence_id: Id
    from_resource_id: Id
    to_resource_id: Id
