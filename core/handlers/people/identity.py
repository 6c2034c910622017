"""Handlers about who may drive which desk: keys of people, desks revoked and renamed (ORG-10)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.identity import (
    EndSessions,
    EndStaffKey,
    InviteStaff,
    RegisterStaffKey,
    RenameDesk,
    RevokeDesk,
)
from core.domain.ids import DeskId, StaffId, StaffKeyId
from core.domain.organisation import (
    DESKS_OF_LOCATION,
    GRANTS_OF_STAFF,
    KEYS_OF_DESK,
    KEYS_OF_STAFF,
    LOCATIONS_BY_STATE,
    Desk,
    StaffKey,
    StaffMember,
)
from core.domain.refusals import Refusal
from core.handlers.people.keys import ACTIVE, active, end, holds_at
from core.handlers.registry import handles
from core.handlers.scene import Facts, told
from core.handlers.studio.setup import too_high
from core.ports import Reader, Tx

REVOKED = "revoked"


@handles(InviteStaff)
def invite_staff(tx: Tx, act: Act, command: InviteStaff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `no_role`, `no_email`, `role_too_high`."""
    member = tx.get(StaffMember, command.staff_id)
    if member is None:
        return Refusal("staff_unknown", {"staff_id": command.staff_id})
    facts = _of_person(member)
    if refusal := _not_below(tx, act, member.id):
        return told(refusal, facts)
    if member.state != ACTIVE:
        return Refusal("staff_archived", facts)
    if not tx.find(GRANTS_OF_STAFF, member.id):
        return Refusal("no_role", facts)
    if not member.email:
        return Refusal("no_email", facts)
    event = Event("staff_invited", {**facts, "staff_ids": [member.id]})
    return Outcome("staff_invited", facts, (event,))


@handles(RegisterStaffKey)
def register_staff_key(tx: Tx, act: Act, command: RegisterStaffKey) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `desk_unknown`, `desk_revoked`, `no_role_here`,
    `key_taken`: a key serves one person at one desk once, and comes not back."""
    member = tx.get(StaffMember, command.staff_id)
    if member is None:
        return Refusal("staff_unknown", {"staff_id": command.staff_id})
    desk = _active_desk(tx, command.desk_id)
    if isinstance(desk, Refusal):
        return desk
    facts = {**_of_person(member), **_of_desk(desk), "key_id": command.public_key}
    if member.state != ACTIVE:
        return Refusal("staff_archived", facts)
    if not holds_at(tx, member.id, desk.location_id):
        return Refusal("no_role_here", facts)
    present = tx.get(StaffKey, command.public_key)
    mine = present and (present.staff_id, present.desk_id) == (member.id, desk.id)
    if present is not None and not (mine and present.state == ACTIVE):
        return Refusal("key_taken", facts)
    before = [
        key
        for key in tx.find(KEYS_OF_STAFF, member.id)
        if key.desk_id == desk.id and key.id != command.public_key
    ]
    ended = end(tx, act, before)
    if present is None:
        key_id = StaffKeyId(command.public_key)
        tx.put(StaffKey(key_id, StaffId(member.id), DeskId(desk.id), act.occurred_at))
    return Outcome("signed_in", facts, (Event("signed_in", facts), *ended))


@handles(EndStaffKey)
def end_staff_key(tx: Tx, act: Act, command: EndStaffKey) -> Outcome | Refusal:
    """Refuses `key_unknown`, `key_ended`, `role_too_high`."""
    key = tx.get(StaffKey, command.key_id)
    if key is None or key.staff_id != command.staff_id:
        return Refusal("key_unknown", {"key_id": command.key_id})
    return _signed_out(tx, act, command.staff_id, [key])


@handles(EndSessions)
def end_sessions(tx: Tx, act: Act, command: EndSessions) -> Outcome | Refusal:
    """Refuses `key_ended` where there is none to end, `role_too_high`."""
    return _signed_out(tx, act, command.staff_id, tx.find(KEYS_OF_STAFF, command.staff_id))


@handles(RevokeDesk)
def revoke_desk(tx: Tx, act: Act, command: RevokeDesk) -> Outcome | Refusal:
    """Ends the keys of all people there. Refuses `desk_unknown`, `desk_revoked`, `last_desk`."""
    desk = _active_desk(tx, command.desk_id)
    if isinstance(desk, Refusal):
        return desk
    facts = _of_desk(desk)
    if not command.even_last and _is_last(tx, desk):
        return Refusal("last_desk", facts)
    tx.put(replace(desk, state=REVOKED))
    ended = end(tx, act, tx.find(KEYS_OF_DESK, desk.id))
    return Outcome("desk_revoked", facts, (Event("desk_revoked", facts), *ended))


@handles(RenameDesk)
def rename_desk(tx: Tx, _act: Act, command: RenameDesk) -> Outcome | Refusal:
    """Refuses `desk_unknown`, `desk_revoked`."""
    desk = _active_desk(tx, command.desk_id)
    if isinstance(desk, Refusal):
        return desk
    named = replace(desk, name=command.name)
    tx.put(named)
    facts = {**_of_desk(named), "before": desk.name}
    return Outcome("desk_renamed", facts, (Event("desk_renamed", facts),))


def _signed_out(tx: Tx, act: Act, staff_id: str, keys: list[StaffKey]) -> Outcome | Refusal:
    """Managers sign out those below them, people themselves (PERM-2)."""
    member = tx.get(StaffMember, staff_id)
    facts = _of_person(member) if member else {"staff_id": staff_id}
    if refusal := _not_below(tx, act, staff_id):
        return told(refusal, facts)
    open_ = active(keys)
    if not open_:
        return Refusal("key_ended", facts)
    facts |= {"count": len(open_)}
    return Outcome("signed_out", facts, end(tx, act, open_))


def _not_below(tx: Reader, act: Act, staff_id: str) -> Refusal | None:
    if staff_id == act.actor_id:
        return None
    held = (too_high(tx, act, grant.role) for grant in tx.find(GRANTS_OF_STAFF, staff_id))
    return next((refusal for refusal in held if refusal), None)


def _active_desk(tx: Reader, desk_id: str) -> Desk | Refusal:
    desk = tx.get(Desk, desk_id)
    if desk is None:
        return Refusal("desk_unknown", {"desk_id": desk_id})
    return desk if desk.state == ACTIVE else Refusal("desk_revoked", _of_desk(desk))


def _is_last(tx: Reader, desk: Desk) -> bool:
    return not any(
        other.state == ACTIVE and other.id != desk.id
        for state in (ACTIVE, "inactive")
        for place in tx.find(LOCATIONS_BY_STATE, state)
        for other in tx.find(DESKS_OF_LOCATION, place.id)
    )


def _of_person(member: StaffMember) -> Facts:
    return {"staff_id": member.id, "staff_name": member.name, "other_id": member.id}


def _of_desk(desk: Desk) -> Facts:
    return {"desk_id": desk.id, "desk_name": desk.name, "location_id": desk.location_id}
