"""Commands that set a studio up: organisation, locations, staff, grants, settings, desks."""

from typing import Literal

import msgspec

from core.commands.fields import (
    Currency,
    DeskCode,
    Email,
    Few,
    Id,
    Language,
    Line,
    LocalTime,
    LocationCode,
    Name,
    OptionalId,
    Phone,
    PublicKey,
    Right,
    Role,
    Slug,
    Whole,
)
from core.commands.registry import Command, Kind, declare

Weekday = Literal["0", "1", "2", "3", "4", "5", "6"]


@declare(
    "create_organisation",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Founded {name}",
)
class CreateOrganisation(Command, frozen=True):
    """The business itself (ORG-8): the first command of a store."""

    organisation_id: Id
    name: Name
    slug: Slug
    currency: Currency
    language: Language = "en"
    studio_type: Literal["session_based", "class_based", "hybrid"] = "hybrid"
    country: Line = ""
    card_key: PublicKey = ""


@declare(
    "create_location",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Opened the location {name}",
)
class CreateLocation(Command, frozen=True):
    """A studio with an address and a zone (ORG-2); its id comes from this command.

    `opening_hours` maps a weekday ("0" is Monday) to [from, to] pairs; empty means always open.
    """

    name: Name
    zone: Line
    code: LocationCode
    address: Line = ""
    phone: Phone = ""
    opening_hours: dict[Weekday, Few[tuple[LocalTime, LocalTime]]] = msgspec.field(
        default_factory=dict
    )


@declare(
    "create_staff",
    kind=Kind.PROMISE,
    permission="create_staff",
    label="Added {name} to the staff",
)
class CreateStaff(Command, frozen=True):
    """A person who works here; what they may do comes with a grant."""

    name: Name
    email: Email = ""
    phone: Phone = ""
    categories: Few[Line] = ()
    primary_location_id: OptionalId = ""


@declare(
    "grant_role",
    kind=Kind.PROMISE,
    permission="manage_staff",
    label="Made {staff} {role} at {location}",
    undo="end_grant",
)
class GrantRole(Command, frozen=True):
    """Give a role at a location (ORG-4). An owner's location is "": everywhere."""

    staff_id: Id
    role: Role
    location_id: OptionalId = ""
    rights: Few[Right] = ()


@declare(
    "end_grant",
    kind=Kind.PROMISE,
    permission="manage_staff",
    label="Ended grant {grant}",
)
class EndGrant(Command, frozen=True):
    """Take a role back."""

    grant_id: Id


@declare(
    "set_setting",
    kind=Kind.PROMISE,
    permission="set_setting",
    label="Set {key} to {value}",
    undo="set_setting",
)
class SetSetting(Command, frozen=True):
    """Set one setting for the organisation, a location or a service (ORG-3)."""

    scope: Literal["organisation", "location", "service"]
    key: Name
    value: Line | Whole | bool
    scope_id: OptionalId = ""


@declare(
    "enrol_desk",
    kind=Kind.PROMISE,
    permission="enrol_desk",
    label="Enrolled the desk {name} at {location}",
)
class EnrolDesk(Command, frozen=True):
    """A computer becomes a desk of a location; `code` stands in its receipt numbers (PAY-4)."""

    desk_id: Id
    location_id: Id
    name: Name
    code: DeskCode
    public_key: PublicKey
