"""Handlers of who belongs to an instructor, and what an instructor wants."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.assigning import (
    AllowSelfBooking,
    AssignClient,
    LinkOwnClient,
    UnassignClient,
)
from core.domain.ids import ClientId, StaffId, instructor_client_id
from core.domain.organisation import StaffMember
from core.domain.people import ACTIVE, ENDED, InstructorClient
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import Facts, archived, client_of
from core.ports import Reader, Tx


@handles(AssignClient)
def assign_client(tx: Tx, act: Act, command: AssignClient) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `client_unknown`, `client_archived`, `staff_archived`. Twice is
    once."""
    return _assign(tx, act, command, ACTIVE)


@handles(UnassignClient)
def unassign_client(tx: Tx, act: Act, command: UnassignClient) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `client_unknown`, `not_assigned`."""
    return _assign(tx, act, command, ENDED)


@handles(AllowSelfBooking)
def allow_self_booking(tx: Tx, _act: Act, command: AllowSelfBooking) -> Outcome | Refusal:
    """Refuses `staff_unknown`."""
    member = _member(tx, command.instructor_id)
    if isinstance(member, Refusal):
        return member
    tx.put(replace(member, self_booking=int(command.allowed)))
    facts: Facts = {"other_id": member.id, "staff_name": member.name, "allowed": command.allowed}
    facts["before"] = bool(member.self_booking)
    return Outcome("preference_set", facts, (Event("preference_set", facts),))


@handles(LinkOwnClient)
def link_own_client(tx: Tx, act: Act, command: LinkOwnClient) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `client_unknown`, `client_archived`."""
    member = _member(tx, command.staff_id)
    if isinstance(member, Refusal):
        return member
    facts: Facts = {"other_id": member.id, "staff_name": member.name, "before": member.client_id}
    if command.client_id:
        client = client_of(tx, command.client_id)
        if isinstance(client, Refusal):
            return client
        if refusal := archived(act, client):
            return refusal
        facts |= {"client_id": client.id, "client_name": client.name}
    if member.state != ACTIVE:
        return Refusal("staff_archived", facts)
    tx.put(replace(member, client_id=ClientId(command.client_id)))
    return Outcome("own_client_linked", facts)


def _assign(
    tx: Tx, act: Act, command: AssignClient | UnassignClient, state: str
) -> Outcome | Refusal:
    member, client = _member(tx, command.instructor_id), client_of(tx, command.client_id)
    if isinstance(member, Refusal):
        return member
    if isinstance(client, Refusal):
        return client
    facts: Facts = {
        "client_id": client.id,
        "client_name": client.name,
        "other_id": member.id,
        "staff_name": member.name,
    }
    key = instructor_client_id(member.id, client.id)
    present = tx.get(InstructorClient, key)
    if state == ENDED and (present is None or present.state == ENDED):
        return Refusal("not_assigned", facts)
    if state == ACTIVE and client.state != ACTIVE:
        return Refusal("client_archived", facts)
    if state == ACTIVE and member.state != ACTIVE:
        return Refusal("staff_archived", facts)
    tx.put(InstructorClient(key, StaffId(member.id), client.id, state, act.command_id))
    event = Event("assignment_changed", facts)
    return Outcome("client_assigned" if state == ACTIVE else "client_unassigned", facts, (event,))


def _member(tx: Reader, staff_id: str) -> StaffMember | Refusal:
    member = tx.get(StaffMember, staff_id)
    return member or Refusal("staff_unknown", {"staff_id": staff_id})
