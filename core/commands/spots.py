"""Commands on numbered equipment: its map, who has which spot, what is out of order."""

from typing import Annotated

import msgspec

from core.commands.fields import ONE_LINE, Id, Moment, OptionalId, Quantity, Reason
from core.commands.registry import Command, Kind, declare

Step = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=12, pattern=ONE_LINE)]
End = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]


class SpotPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label and a place on the map, in steps from the top left."""

    label: Label
    x: Step
    y: Step


@declare(
    "lay_out_spots",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="Laid out the spots of {resource}",
)
class LayOutSpots(Command, frozen=True):
    """The whole map of a resource's spots; what is not named is taken off it (RES-4)."""

    resource_id: Id
    spots: Annotated[tuple[SpotPlace, ...], msgspec.Meta(max_length=500)]


@declare(
    "choose_spot",
    kind=Kind.PROMISE,
    permission="spots",
    label="{client} has spot {spot} in {occurrence}",
    undo="leave_spot",
)
class ChooseSpot(Command, frozen=True):
    """A client's spot in an occurrence (RES-4, RES-7).

    With `instead_of` that one becomes free; who has one seat leaves the old spot without it.
    """

    client_id: Id
    occurrence_id: Id
    spot_id: Id
    instead_of: OptionalId = ""


@declare(
    "leave_spot",
    kind=Kind.PROMISE,
    permission="spots",
    label="{client} left spot {spot} in {occurrence}",
    undo="choose_spot",
)
class LeaveSpot(Command, frozen=True):
    """A client keeps the seat, and is given a spot at check-in (RES-7)."""

    client_id: Id
    occurrence_id: Id
    spot_id: Id


@declare(
    "take_out_of_order",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="{units} of {resource} are out of order",
    undo="put_in_order",
)
class TakeOutOfOrder(Command, frozen=True):
    """Units cannot be used from a moment on; `ends_at` 0 is not known yet (RES-5).

    Its id comes from this command. Where the units are numbered, `spot_id` says which.
    """

    resource_id: Id
    starts_at: Moment
    ends_at: End = 0
    units: Quantity = 1
    spot_id: OptionalId = ""
    reason: Reason = ""


@declare(
    "put_in_order",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="{resource} is in order again",
)
class PutInOrder(Command, frozen=True):
    """An outage is over; classes that it had left without a room or equipment hold it again."""

    resource_id: Id
    outage_id: Id
