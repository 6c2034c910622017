"""Commands that say what is offered: services, pass products, resources."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import (
    Capacity,
    Colour,
    Credits,
    Duration,
    Id,
    Line,
    Minutes,
    Money,
    Name,
    OptionalId,
    Quantity,
    Text,
)
from core.commands.registry import Command, Kind, declare

Amount = Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class ResourceNeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an occurrence holds of a resource, once and for each seat (SVC-1, RES-3)."""

    resource_id: Id
    per_class: Amount = 0
    per_attendee: Amount = 0


@declare(
    "create_service",
    kind=Kind.PROMISE,
    permission="manage_services",
    label="Created the service {name}",
)
class CreateService(Command, frozen=True):
    """A class or session that can be scheduled (SVC-1); no locations means all."""

    name: Name
    kind: Literal["class", "session"]
    category: Line
    duration_min: Duration
    capacity: Capacity
    short_name: Line = ""
    colour: Colour = 1
    badge: Annotated[str, msgspec.Meta(max_length=1)] = ""
    description: Text = ""
    buffer_before_min: Minutes = 0
    buffer_after_min: Minutes = 0
    price: Money = 0
    location_ids: tuple[Id, ...] = ()
    needs: tuple[ResourceNeed, ...] = ()
    lead_id: OptionalId = ""
    credit_needed: bool = True
    waitlist: bool = True
    open_studio: bool = False
    self_booking: bool = True
    instructor_booking: bool = True
    staff_booking: bool = True


@declare(
    "create_pass_product",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Created the pass product {name}",
)
class CreatePassProduct(Command, frozen=True):
    """A pass that can be sold (PASS-1). `validity_days` 0 never ends, `max_advance` 0 no limit."""

    name: Name
    kind: Literal["punch", "unlimited"]
    price: Money
    credits: Credits = 0
    validity_days: Annotated[int, msgspec.Meta(ge=0, le=3660)] = 0
    service_ids: tuple[Id, ...] = ()
    location_ids: tuple[Id, ...] = ()
    max_advance: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 3
    charge_at_booking: bool = False


@declare(
    "create_resource",
    kind=Kind.PROMISE,
    permission="manage_resources",
    label="Added the resource {name}",
)
class CreateResource(Command, frozen=True):
    """A room, equipment or prop (RES-1). A unit of a shared one serves up to `users` at once."""

    location_id: Id
    name: Name
    type: Literal["room", "equipment", "prop"]
    quantity: Quantity = 1
    colour: Colour = 12
    exclusive: bool = True
    users: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
