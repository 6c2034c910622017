"""The organisation, its locations, people who work there, their grants, settings, desks."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    ClientId,
    DeskId,
    GrantId,
    LocationId,
    OrganisationId,
    SettingId,
    StaffId,
    StaffKeyId,
)
from core.domain.rows import Row, row

DEMO_SLUG = "demo-"
"""How the slug of a studio begins in which nothing is real."""

OWNER = "org_owner"
MANAGER = "location_manager"
INSTRUCTOR = "instructor"
TRAINER = "trainer"
RECEPTIONIST = "receptionist"
FINANCE = "finance_manager"
ROLES = (OWNER, MANAGER, INSTRUCTOR, TRAINER, RECEPTIONIST, FINANCE)


@row
class Organisation(Row, frozen=True, array_like=True):
    """The business (ORG-8). `currency` is an ISO code, `language` a BCP 47 tag.

    `card_key` is the public Ed25519 key (hexadecimal) that its member cards are signed with.
    """

    table: ClassVar[str] = "organisation"

    id: OrganisationId
    name: str
    slug: str
    currency: str
    language: str = "en"
    studio_type: str = "hybrid"
    country: str = ""
    card_key: str = ""


@row
class Location(Row, frozen=True, array_like=True):
    """One studio with an address and an IANA zone (ORG-2).

    `opening_hours` is JSON: weekday "0" (Monday) to "6" -> list of ["HH:MM", "HH:MM"], local time.
    `code` starts its receipt numbers. Coordinates are in millionths of a degree.
    """

    table: ClassVar[str] = "location"

    id: LocationId
    name: str
    zone: str
    code: str
    address: str = ""
    phone: str = ""
    opening_hours: str = "{}"
    latitude_e6: int | None = None
    longitude_e6: int | None = None
    state: str = "active"


@row
class StaffMember(Row, frozen=True, array_like=True):
    """A person who works here. `categories` (JSON list) is what they may teach (SCH-7).

    `client_id` is the client that the same person is (ORG-4). `self_booking` 0: who comes to them
    is booked by them or the desk (PERM a).
    """

    table: ClassVar[str] = "staff_member"

    id: StaffId
    name: str
    email: str = ""
    phone: str = ""
    categories: str = "[]"
    primary_location_id: LocationId = LocationId("")
    state: str = "active"
    client_id: ClientId = ClientId("")
    self_booking: int = 1


@row
class Grant(Row, frozen=True, array_like=True):
    """A role at a location (ORG-4); an owner's location is "". `rights` are single extra rights."""

    table: ClassVar[str] = "staff_grant"

    id: GrantId
    staff_id: StaffId
    role: str
    location_id: LocationId = LocationId("")
    rights: str = "[]"
    state: str = "active"


@row
class Setting(Row, frozen=True, array_like=True):
    """One version of one setting in one scope (ORG-3); the latest `set_at` is in force.

    `scope_id` is the id of a location or a service, "" for the organisation; `value` is JSON.
    """

    table: ClassVar[str] = "setting"
    append_only: ClassVar[bool] = True

    id: SettingId
    scope_id: str
    key: str
    value: str
    set_at: int


@row
class Desk(Row, frozen=True, array_like=True):
    """One enrolled computer. `code` is the letter in its receipt numbers (PAY-4)."""

    table: ClassVar[str] = "desk"

    id: DeskId
    location_id: LocationId
    name: str
    code: str
    public_key: str
    enrolled_at: int
    state: str = "active"


@row
class StaffKey(Row, frozen=True, array_like=True):
    """The public half of the key with which one person signs at one desk: its id, hexadecimal
    Ed25519.

    The private half comes from the person's PIN and a secret of that desk's keyring, and is nowhere
    kept. Who ever had a key signs every command: a name alone is not believed any more.
    """

    table: ClassVar[str] = "staff_key"

    id: StaffKeyId
    staff_id: StaffId
    desk_id: DeskId
    made_at: int
    state: str = "active"
    ended_at: int | None = None


GRANTS_OF_STAFF = finder("grants_of_staff", Grant, "staff_id", states=("active",))
ENDED_GRANTS_OF_STAFF = finder("ended_grants_of_staff", Grant, "staff_id", states=("ended",))
STAFF_AS_CLIENT = finder("staff_as_client", StaffMember, "client_id")
SETTINGS_OF_SCOPE = finder("settings_of_scope", Setting, "scope_id")
DESKS_OF_LOCATION = finder("desks_of_location", Desk, "location_id")
GRANTS_BY_STATE = finder("grants_by_state", Grant, "state")
LOCATIONS_BY_STATE = finder("locations_by_state", Location, "state")
KEYS_OF_STAFF = finder("keys_of_staff", StaffKey, "staff_id")
KEYS_OF_DESK = finder("keys_of_desk", StaffKey, "desk_id")
