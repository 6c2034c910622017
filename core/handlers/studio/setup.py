"""Handlers that set a studio up: organisation, locations, staff, grants, settings, desks."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    EndGrant,
    EnrolDesk,
    GrantRole,
    SetSetting,
)
from core.commands.studio import ClearSetting
from core.domain.catalogue import Service
from core.domain.ids import (
    DeskId,
    GrantId,
    LocationId,
    OrganisationId,
    SettingId,
    StaffId,
    derive,
)
from core.domain.json_text import decoded, dump
from core.domain.organisation import (
    FINANCE,
    GRANTS_BY_STATE,
    GRANTS_OF_STAFF,
    INSTRUCTOR,
    MANAGER,
    OWNER,
    SETTINGS_OF_SCOPE,
    TRAINER,
    Desk,
    Grant,
    Location,
    Organisation,
    Setting,
    StaffMember,
)
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.domain.settings import CLEARED, all_settings, latest
from core.domain.zones import zone_known
from core.handlers.people.keys import end_left_over
from core.handlers.registry import handles
from core.ports import Reader, Tx
from core.rules.instructors.duties import duties
from core.rules.permissions import permits
from core.rules.schedule.opening import reversed_hours

TEACHES = (OWNER, MANAGER, INSTRUCTOR, TRAINER)
_HIGH = (OWNER, MANAGER, FINANCE)


@handles(CreateOrganisation)
def create_organisation(tx: Tx, _act: Act, command: CreateOrganisation) -> Outcome | Refusal:
    """Refuses `organisation_exists`."""
    if tx.get(Organisation, command.organisation_id) is not None:
        return Refusal("organisation_exists", {"name": command.name})
    tx.put(
        Organisation(
            OrganisationId(command.organisation_id),
            command.name,
            command.slug,
            command.currency,
            command.language,
            command.studio_type,
            command.country,
            command.card_key,
        )
    )
    return _made("organisation", command.organisation_id, command.name)


@handles(CreateLocation)
def create_location(tx: Tx, act: Act, command: CreateLocation) -> Outcome | Refusal:
    """Refuses `zone_unknown`, `hours_reversed`."""
    if not zone_known(command.zone):
        return Refusal("zone_unknown", {"zone": command.zone})
    if reversed_hours(command.opening_hours.values()):
        return Refusal("hours_reversed", {"location_name": command.name})
    key = derive(act.command_id, "location")
    tx.put(
        Location(
            LocationId(key),
            command.name,
            command.zone,
            command.code,
            command.address,
            command.phone,
            dump(command.opening_hours),
        )
    )
    return _made("location", key, command.name)


@handles(CreateStaff)
def create_staff(tx: Tx, act: Act, command: CreateStaff) -> Outcome | Refusal:
    """Adds the person; refuses nothing."""
    key = derive(act.command_id, "staff")
    tx.put(
        StaffMember(
            StaffId(key),
            command.name,
            command.email,
            command.phone,
            dump(command.categories),
            LocationId(command.primary_location_id),
        )
    )
    return _made("staff", key, command.name)


@handles(GrantRole)
def grant_role(tx: Tx, act: Act, command: GrantRole) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `location_unknown`, `role_too_high`,
    `location_missing` (PERM-2).

    Managers grant roles below their own, in their locations; the owner grants all. An owner is one
    everywhere, whatever location is named.
    """
    member = tx.get(StaffMember, command.staff_id)
    if member is None:
        return Refusal("staff_unknown", {"staff_id": command.staff_id})
    if member.state != "active":
        return Refusal("staff_archived", {"staff_id": member.id, "staff_name": member.name})
    if command.location_id and tx.get(Location, command.location_id) is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    if not command.location_id and command.role not in (OWNER, FINANCE):
        return Refusal("location_missing", {"role": command.role})
    if refusal := too_high(tx, act, command.role):
        return refusal
    place = "" if command.role == OWNER else command.location_id
    key = derive("grant", command.staff_id, command.role, place)
    rights = dump(sorted(set(command.rights)))
    tx.put(
        Grant(
            GrantId(key),
            StaffId(command.staff_id),
            command.role,
            LocationId(place),
            rights,
        )
    )
    return _made("grant", key, command.role)


@handles(EndGrant)
def end_grant(tx: Tx, act: Act, command: EndGrant) -> Outcome | Refusal:
    """Refuses `grant_unknown`, `role_too_high`, `last_owner`.

    The facts name what the person still leads there, for substitution; where they hold nothing any
    more they are signed out (ORG-10).
    """
    grant = tx.get(Grant, command.grant_id)
    if grant is None or grant.state != "active":
        return Refusal("grant_unknown", {"grant_id": command.grant_id})
    if refusal := too_high(tx, act, grant.role):
        return refusal
    owners = [row.id for row in tx.find(GRANTS_BY_STATE, "active") if row.role == OWNER]
    if owners == [grant.id]:
        return Refusal("last_owner")
    tx.put(replace(grant, state="ended"))
    signed_out = end_left_over(tx, act, grant.staff_id)
    open_ = _left_without(tx, act, grant)
    member = tx.get(StaffMember, grant.staff_id)
    facts = {
        "grant_id": grant.id,
        "staff_id": grant.staff_id,
        "staff_name": member.name if member else "",
        "role": grant.role,
        "location_id": grant.location_id,
        "occurrence_ids": [one.id for one in open_],
        "count": len(open_),
        "other_id": grant.staff_id,
    }
    return Outcome("grant_ended", facts, (Event("grant_ended", facts), *signed_out))


@handles(SetSetting)
def set_setting(tx: Tx, act: Act, command: SetSetting) -> Outcome | Refusal:
    """Adds a version; the latest is in force. Refuses `setting_unknown`, `setting_outside`,
    `setting_scope`, `location_unknown`, `service_unknown`."""
    setting = all_settings.get(command.key)
    if setting is None:
        return Refusal("setting_unknown", {"key": command.key})
    if not setting.accepts(command.value):
        return Refusal("setting_outside", {"key": command.key, "value": command.value})
    if (command.scope == "organisation") == bool(command.scope_id):
        return Refusal("setting_scope", {"scope": command.scope})
    if refusal := _scope_unknown(tx, command):
        return refusal
    return write_setting(tx, act, command, command.value)


@handles(ClearSetting)
def clear_setting(tx: Tx, act: Act, command: ClearSetting) -> Outcome | Refusal:
    """Refuses `setting_unknown`, `setting_scope`, `location_unknown`, `service_unknown`."""
    if command.key not in all_settings:
        return Refusal("setting_unknown", {"key": command.key})
    if (command.scope == "organisation") == bool(command.scope_id):
        return Refusal("setting_scope", {"scope": command.scope})
    return _scope_unknown(tx, command) or write_setting(tx, act, command, None)


def write_setting(
    tx: Tx, act: Act, command: SetSetting | ClearSetting, value: str | int | bool | None
) -> Outcome:
    """One more version; the facts keep what the level said before, None for nothing."""
    before = latest(tx.find(SETTINGS_OF_SCOPE, command.scope_id)).get(command.key)
    key = derive(act.command_id, "setting")
    text = CLEARED if value is None else dump(value)
    tx.put(Setting(SettingId(key), command.scope_id, command.key, text, act.occurred_at))
    facts = {
        "key": command.key,
        "value": value,
        "scope": command.scope,
        "before": None if before is None else decoded(before),
    }
    return Outcome("setting_set", facts, (Event("setting_set", facts),))


def _scope_unknown(tx: Reader, command: SetSetting | ClearSetting) -> Refusal | None:
    if command.scope == "location" and tx.get(Location, command.scope_id) is None:
        return Refusal("location_unknown", {"location_id": command.scope_id})
    if command.scope == "service" and tx.get(Service, command.scope_id) is None:
        return Refusal("service_unknown", {"service_id": command.scope_id})
    return None


@handles(EnrolDesk)
def enrol_desk(tx: Tx, act: Act, command: EnrolDesk) -> Outcome | Refusal:
    """Refuses `location_unknown`, `desk_exists`, `desk_revoked`."""
    if tx.get(Location, command.location_id) is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    present = tx.get(Desk, command.desk_id)
    if present is not None and present.public_key != command.public_key:
        return Refusal("desk_exists", {"name": present.name})
    if present is not None and present.state != "active":
        return Refusal("desk_revoked", {"desk_id": present.id, "desk_name": present.name})
    tx.put(
        Desk(
            DeskId(command.desk_id),
            LocationId(command.location_id),
            command.name,
            command.code,
            command.public_key,
            act.occurred_at,
        )
    )
    return _made("desk", command.desk_id, command.name)


def _left_without(tx: Reader, act: Act, ended: Grant) -> list[Occurrence]:
    """What the person leads or assists there yet, unless another role lets them (ORG-10)."""
    left = [row for row in tx.find(GRANTS_OF_STAFF, ended.staff_id) if row.role in TEACHES]
    coming = duties(tx, ended.staff_id, act.occurred_at, location_id=ended.location_id)
    return [
        one
        for one in coming
        if not any(row.role == OWNER or row.location_id == one.location_id for row in left)
    ]


def too_high(tx: Reader, act: Act, role: str) -> Refusal | None:
    """Refuses `role_too_high`: the owner alone gives and ends the high roles (PERM-2)."""
    if role in _HIGH and not permits(tx, act, "grant_high_role"):
        return Refusal("role_too_high", {"role": role})
    return None


def _made(what: str, key: str, name: str) -> Outcome:
    facts = {f"{what}_id": key, "name": name}
    return Outcome("created", facts, (Event(f"{what}_created", facts),))
