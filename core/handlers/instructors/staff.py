"""Handlers that change, archive and bring back staff members (ORG-7, ORG-9, ORG-10)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.staff import ArchiveStaff, EditStaff, UnarchiveStaff
from core.domain.ids import LocationId
from core.domain.organisation import (
    GRANTS_BY_STATE,
    GRANTS_OF_STAFF,
    OWNER,
    Grant,
    Location,
    StaffMember,
)
from core.domain.refusals import Refusal
from core.handlers.people.keys import end_left_over
from core.handlers.registry import handles
from core.handlers.scene import Facts, told
from core.handlers.studio.setup import too_high
from core.ports import Reader, Tx
from core.rules.instructors.duties import duties
from core.rules.permissions import permits
from core.rules.places import EVERYWHERE, Place, home_of

ACTIVE = "active"
ARCHIVED = "archived"
ENDED = "ended"


@handles(EditStaff)
def edit_staff(tx: Tx, act: Act, command: EditStaff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `location_unknown`, `not_permitted` for the primary location, and
    `role_too_high`: only the owner changes those who have a high role, beside themselves."""
    member = _member(tx, command.staff_id)
    if isinstance(member, Refusal):
        return member
    grants = tx.find(GRANTS_OF_STAFF, member.id)
    if member.id != act.actor_id and (refusal := _not_theirs(tx, act, member, grants)):
        return refusal
    home = command.primary_location_id
    if home is not None and (refusal := _no_home(tx, act, member, home)):
        return refusal
    given = {
        name: value
        for name in ("name", "email", "phone", "primary_location_id")
        if (value := getattr(command, name)) is not None
    }
    changed = replace(member, **given)
    tx.put(changed)
    before = {name: getattr(member, name) for name in given}
    facts = {**_facts(changed), "fields": sorted(given), "before": before}
    return Outcome("staff_changed", facts, (Event("staff_changed", facts),))


@handles(ArchiveStaff)
def archive_staff(tx: Tx, act: Act, command: ArchiveStaff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `last_owner`, `role_too_high`, `role_elsewhere`.

    The facts name the roles that ended and what is to be given to somebody else.
    """
    member = _member(tx, command.staff_id)
    if isinstance(member, Refusal):
        return member
    if member.state != ACTIVE:
        return Refusal("staff_archived", _facts(member))
    grants = tx.find(GRANTS_OF_STAFF, member.id)
    if _is_last_owner(tx, member.id):
        return Refusal("last_owner", _facts(member))
    if refusal := _not_theirs(tx, act, member, grants):
        return refusal
    for grant in grants:
        tx.put(replace(grant, state=ENDED))
    tx.put(replace(member, state=ARCHIVED))
    signed_out = end_left_over(tx, act, member.id)
    coming = duties(tx, member.id, act.occurred_at)
    facts = {
        **_facts(member),
        "grant_ids": [grant.id for grant in grants],
        "occurrence_ids": [one.id for one in coming],
        "count": len(coming),
    }
    return Outcome("staff_archived", facts, (Event("staff_archived", facts), *signed_out))


@handles(UnarchiveStaff)
def unarchive_staff(tx: Tx, act: Act, command: UnarchiveStaff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_not_archived`, `grant_unknown` for roles that are not theirs,
    `role_too_high`, `role_elsewhere`."""
    member = _member(tx, command.staff_id)
    if isinstance(member, Refusal):
        return member
    if member.state != ARCHIVED:
        return Refusal("staff_not_archived", _facts(member))
    grants = []
    for key in command.grant_ids:
        grant = tx.get(Grant, key)
        if grant is None or grant.staff_id != member.id:
            return Refusal("grant_unknown", {"grant_id": key})
        grants.append(grant)
    if refusal := _not_theirs(tx, act, member, grants):
        return refusal
    for grant in grants:
        tx.put(replace(grant, state=ACTIVE))
    tx.put(replace(member, state=ACTIVE))
    facts = _facts(member)
    return Outcome("staff_unarchived", facts, (Event("staff_unarchived", facts),))


def _member(tx: Reader, staff_id: str) -> StaffMember | Refusal:
    return tx.get(StaffMember, staff_id) or Refusal("staff_unknown", {"staff_id": staff_id})


def _facts(member: StaffMember) -> Facts:
    return {"staff_id": member.id, "staff_name": member.name, "other_id": member.id}


def _no_home(tx: Reader, act: Act, member: StaffMember, location_id: str) -> Refusal | None:
    if not permits(tx, act, "manage_staff", home_of(tx, member.id)):
        return Refusal("not_permitted", {"permission": "manage_staff", "staff_id": act.actor_id})
    if location_id and tx.get(Location, LocationId(location_id)) is None:
        return Refusal("location_unknown", {"location_id": location_id})
    return None


def _is_last_owner(tx: Reader, staff_id: str) -> bool:
    owners = {row.staff_id for row in tx.find(GRANTS_BY_STATE, ACTIVE) if row.role == OWNER}
    return owners == {staff_id}


def _not_theirs(tx: Reader, act: Act, member: StaffMember, grants: list[Grant]) -> Refusal | None:
    """Managers end and give back roles below their own, in the locations they hold (PERM-2)."""
    for grant in grants:
        if refusal := too_high(tx, act, grant.role):
            return told(refusal, _facts(member))
        place = Place(grant.location_id) if grant.location_id else EVERYWHERE
        if not permits(tx, act, "manage_staff", place):
            return Refusal("role_elsewhere", {**_facts(member), "location_id": grant.location_id})
    return None
