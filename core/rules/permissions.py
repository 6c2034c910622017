"""Who may do what, as one table (PERM). The bus, the screens and the server read it."""

from enum import StrEnum

from core.changes import Act
from core.commands.registry import Command, Kind, Spec
from core.domain.json_text import texts
from core.domain.organisation import (
    FINANCE,
    GRANTS_OF_STAFF,
    INSTRUCTOR,
    MANAGER,
    OWNER,
    RECEPTIONIST,
    TRAINER,
    Grant,
)
from core.domain.refusals import Refusal
from core.ports import Reader
from core.rules.places import ANYWHERE, Place, is_own, places_of


class Scope(StrEnum):
    """Where a right reaches: everywhere, the locations held, own classes, held with a PIN."""

    ALL = "all"
    HELD = "held"
    OWN = "own"
    PIN = "pin"


Row = dict[str, Scope]

_OWNER: Row = {OWNER: Scope.ALL}
_MANAGERS: Row = {OWNER: Scope.ALL, MANAGER: Scope.HELD}
_DESK: Row = _MANAGERS | {RECEPTIONIST: Scope.HELD}
_DESK_PIN: Row = _MANAGERS | {RECEPTIONIST: Scope.PIN}
_CLASS: Row = _DESK | {INSTRUCTOR: Scope.OWN, TRAINER: Scope.OWN}

PERMISSIONS: dict[str, Row] = {
    # what a command needs
    "book_for_client": _CLASS,
    "cancel_booking": _CLASS,
    "change_cover": _DESK,
    "check_in": _CLASS,
    "check_in_scan": _DESK | {INSTRUCTOR: Scope.HELD, TRAINER: Scope.HELD},
    "waitlist": _CLASS,
    "forgive": _DESK_PIN,
    "sell_pass": _DESK,
    "take_payment": _DESK,
    "adjust_credits": _DESK,
    "freeze_pass": _DESK,
    "extend_pass": _DESK,
    "revoke_pass": _DESK_PIN,
    "edit_client": _DESK,
    "change_schedule": _CLASS,
    "manage_series": _MANAGERS,
    "manage_resources": _MANAGERS,
    "manage_services": _MANAGERS,
    "manage_products": _OWNER,
    "manage_organisation": _OWNER,
    "manage_staff": _MANAGERS,
    "create_staff": _MANAGERS,
    "enrol_desk": _MANAGERS,
    "set_setting": _MANAGERS,
    "import": _OWNER,
    "resolve_attention": _DESK,
    "system": {},
    # what a handler asks on top, where a command goes beyond the ordinary
    "act_as_desk": _DESK,
    "act_as_manager": _MANAGERS,
    "overbook": _DESK_PIN,
    "waive_penalty": _DESK_PIN,
    "override_conflict": _MANAGERS,
    "check_in_any_day": _DESK_PIN,
    "adjust_many_credits": _DESK_PIN,
    "exceed_pass_limits": _DESK_PIN,
    "void_others_sale": _DESK_PIN,
    "archive_used": _DESK_PIN,
    "edit_terms_of_client": _DESK_PIN,
    "backdate_pass": _DESK_PIN,
    "grant_high_role": _OWNER,
}

EXTRA_RIGHTS: dict[str, str] = {
    "sell_pass": "take_payment",
    "take_payment": "take_payment",
    "overbook": "overbook",
    "manage_services": "manage_services",
    "manage_staff": "manage_staff",
    "create_staff": "manage_staff",
}
"""A permission that a single right on a grant gives, in the locations held (PERM-1)."""

_APPROVERS = {OWNER, MANAGER}


def authorise(tx: Reader, act: Act, spec: Spec, command: Command) -> Refusal | None:
    """Refuses `system_only` or `not_permitted` where the actor's grants do not reach."""
    if act.system:
        return None
    if spec.kind is Kind.SYSTEM:
        return Refusal("system_only", {"command": spec.name})
    for place in places_of(tx, command):
        if not permits(tx, act, spec.permission, place):
            return Refusal(
                "not_permitted", {"permission": spec.permission, "staff_id": act.actor_id}
            )
    return None


def permits(tx: Reader, act: Act, permission: str, place: Place = ANYWHERE) -> bool:
    """Whether the actor may, there; a PIN counts where a manager of the place stands behind it."""
    if act.system:
        return True
    row = PERMISSIONS[permission]
    extra = EXTRA_RIGHTS.get(permission)
    for grant in tx.find(GRANTS_OF_STAFF, act.actor_id):
        scope = row.get(grant.role)
        if scope is None and extra and grant.role != FINANCE and extra in texts(grant.rights):
            scope = Scope.HELD
        if scope is not None and _reaches(tx, scope, grant, act, place):
            return True
    return False


def _reaches(tx: Reader, scope: Scope, grant: Grant, act: Act, place: Place) -> bool:
    if scope is Scope.ALL:
        return True
    if scope is Scope.OWN:
        held = bool(place.occurrence_id) or grant.location_id == place.location_id
        return held and is_own(tx, place, act.actor_id)
    if place.everywhere or (place.location_id and grant.location_id != place.location_id):
        return False
    return scope is Scope.HELD or _approved(tx, act, place)


def _approved(tx: Reader, act: Act, place: Place) -> bool:
    if not act.approved_by:
        return False
    return any(
        grant.role == OWNER
        or (grant.role == MANAGER and place.location_id in ("", grant.location_id))
        for grant in tx.find(GRANTS_OF_STAFF, act.approved_by)
        if grant.role in _APPROVERS
    )
