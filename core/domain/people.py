"""Clients and the cards that name them."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import (
    CardId,
    ClientId,
    CommandId,
    InstructorClientId,
    LocationId,
    StaffId,
)
from core.domain.rows import Row, row

ACTIVE = "active"
ARCHIVED = "archived"
REMOVED = "removed"
BOUND = "bound"
REVOKED = "revoked"
ENDED = "ended"
MERGED = "merged"
ERASED = "erased"


@row
class Client(Row, frozen=True, array_like=True):
    """A person who attends (ORG-5). `folded` is the name without case and accents, for search.

    `birthday` is a local date or "". `phone` is E.164 or "". `contact` (JSON) maps a channel to
    whether it is wanted. `permission` is standard, vip or restricted. `batch` names the import
    that made it. State: active, archived, removed (an import taken back), merged (into the client
    that `merged_into` names), erased (nobody any more).
    """

    table: ClassVar[str] = "client"

    id: ClientId
    name: str
    folded: str
    email: str = ""
    phone: str = ""
    birthday: str = ""
    language: str = ""
    notes: str = ""
    tags: str = "[]"
    contact: str = "{}"
    emergency_contact: str = ""
    home_location_id: LocationId = LocationId("")
    permission: str = "standard"
    payer_id: ClientId = ClientId("")
    pay_later: int = 0
    created_at: int = 0
    state: str = "active"
    changed_by: CommandId = CommandId("")
    batch: str = ""
    merged_into: ClientId = ClientId("")


@row
class Card(Row, frozen=True, array_like=True):
    """A member card: a signed number bound to a client, until it is revoked (CHK-6)."""

    table: ClassVar[str] = "card"

    id: CardId
    client_id: ClientId
    bound_at: int
    state: str = "bound"
    changed_by: CommandId = CommandId("")


@row
class InstructorClient(Row, frozen=True, array_like=True):
    """A client assigned to an instructor by hand (PERM-3). State: active, ended."""

    table: ClassVar[str] = "instructor_client"

    id: InstructorClientId
    staff_id: StaffId
    client_id: ClientId
    state: str = "active"
    changed_by: CommandId = CommandId("")


CARDS_OF_CLIENT = finder("cards_of_client", Card, "client_id")
CLIENTS_OF_INSTRUCTOR = finder(
    "clients_of_instructor", InstructorClient, "staff_id", states=("active",)
)
INSTRUCTORS_OF_CLIENT = finder("instructors_of_client", InstructorClient, "client_id")
CLIENTS_BY_PHONE = finder("clients_by_phone", Client, "phone")
CLIENTS_BY_EMAIL = finder("clients_by_email", Client, "email")
CLIENTS_OF_BATCH = finder("clients_of_batch", Client, "batch")
CLIENTS_MERGED_INTO = finder("clients_merged_into", Client, "merged_into")
CLIENTS_OF_PAYER = finder("clients_of_payer", Client, "payer_id")
CLIENTS_BY_FOLDED = finder("clients_by_folded", Client, "folded", covers=("state",))
