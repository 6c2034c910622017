"""Commands that say what is offered: services, pass products, resources."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import (
    Capacity,
    Colour,
    Duration,
    Few,
    Id,
    Line,
    Many,
    Minutes,
    Money,
    Name,
    OptionalId,
    PayMode,
    Quantity,
    TaxRate,
    Text,
)
from core.commands.registry import Command, Kind, declare

Days = Annotated[int, msgspec.Meta(ge=0, le=3660)]
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
    """A class or session that can be scheduled (SVC-1); no locations means all.

    A free one has no price. A deposit is fixed, else a share in hundredths of a percent (PAY-10).
    """

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
    location_ids: Many[Id] = ()
    needs: Few[ResourceNeed] = ()
    lead_id: OptionalId = ""
    credit_needed: bool = True
    waitlist: bool = True
    open_studio: bool = False
    self_booking: bool = True
    instructor_booking: bool = True
    staff_booking: bool = True
    tax_rate: TaxRate = 0
    pay_mode: PayMode = "credit"
    deposit: Money = 0
    deposit_percent: TaxRate = 0


@declare(
    "create_pass_product",
    kind=Kind.PROMISE,
    permission="manage_products",
    label="Created the pass product {name}",
)
class CreatePassProduct(Command, frozen=True):
    """A pass that can be sold (PASS-1); what is None follows from the kind (PASS-7, PASS-8).

    `validity_days` 0 never ends, `max_advance` 0 no limit, `per_person` 0 no limit. The credits of
    a gift are minor units of money.
    """

    name: Name
    kind: Literal["punch", "package", "unlimited", "course", "membership", "gift"]
    price: Money
    credits: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] = 0
    validity_days: Days = 0
    service_ids: Many[Id] = ()
    location_ids: Many[Id] = ()
    max_advance: Annotated[int, msgspec.Meta(ge=0, le=1000)] | None = None
    charge_at_booking: bool | None = None
    validity_months: Annotated[int, msgspec.Meta(ge=0, le=120)] = 0
    starts: Literal["sale", "first_use"] = "sale"
    guests: Literal["own_credits", "guest_passes", "drop_in_price"] | None = None
    guest_passes: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    shared: bool = False
    new_clients_only: bool = False
    per_person: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    freezes: Annotated[int, msgspec.Meta(ge=0, le=50)] = 2
    freeze_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 60
    extend_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 0
    standby_only: bool = False
    tax_rate: TaxRate = 0


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
