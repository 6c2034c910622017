"""Commands about who belongs to an instructor, and what an instructor wants."""

from core.commands.fields import Id, OptionalId
from core.commands.registry import Command, Kind, declare


@declare(
    "assign_client",
    kind=Kind.PROMISE,
    permission="assign_clients",
    label="Made {client} a client of {instructor}",
    undo="unassign_client",
)
class AssignClient(Command, frozen=True):
    """Make a client an instructor's own, booked with them or not (PERM-3)."""

    instructor_id: Id
    client_id: Id


@declare(
    "unassign_client",
    kind=Kind.PROMISE,
    permission="assign_clients",
    label="{client} is no longer assigned to {instructor}",
    undo="assign_client",
)
class UnassignClient(Command, frozen=True):
    """End what was assigned by hand; bookings with them still count (PERM-3)."""

    instructor_id: Id
    client_id: Id


@declare(
    "allow_self_booking",
    kind=Kind.PROMISE,
    permission="own_preference",
    label="Changed whether clients book {instructor} themselves",
    undo="allow_self_booking",
)
class AllowSelfBooking(Command, frozen=True):
    """Whether clients may book what an instructor leads, without staff (PERM a)."""

    instructor_id: Id
    allowed: bool


@declare(
    "link_own_client",
    kind=Kind.PROMISE,
    permission="manage_staff",
    label="Said which client {staff} is",
    undo="link_own_client",
)
class LinkOwnClient(Command, frozen=True):
    """Which client a staff member is, "" for none: then most book as clients do (ORG-4)."""

    staff_id: Id
    client_id: OptionalId
