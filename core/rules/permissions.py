"""Who may do what, as one table (PERM). The bus, the screens and the server read it."""

from enum import StrEnum

from core.changes import Act
from core.commands.registry import Command, Kind, Spec
from core.domain.organisation import (
    GRANTS_OF_STAFF,
    INSTRUCTOR,
    MANAGER,
    OWNER,
    RECEPTIONIST,
    TRAINER,
    Grant,
)
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.ports import Reader


class Scope(StrEnum):
    """Where a right reaches: everywhere, the locations held, own classes only."""

    ALL = "all"
    HELD = "held"
    OWN = "own"


_DESK = {OWNER: Scope.ALL, MANAGER: Scope.HELD, RECEPTIONIST: Scope.HELD}
_CLASS = _DESK | {INSTRUCTOR: Scope.OWN, TRAINER: Scope.OWN}

PERMISSIONS: dict[str, dict[str, Scope]] = {
    "book_for_client": _CLASS,
    "check_in": _CLASS,
}


def authorise(tx: Reader, act: Act, spec: Spec, command: Command) -> Refusal | None:
    """Refuses `system_only` or `not_permitted` where the actor's grants do not reach."""
    if act.system:
        return None
    if spec.kind is Kind.SYSTEM:
        return Refusal("system_only", {"command": spec.name})
    place, lead = _place(tx, command)
    rights = PERMISSIONS[spec.permission]
    for grant in tx.find(GRANTS_OF_STAFF, act.actor_id):
        if _reaches(rights.get(grant.role), grant, act, place, lead):
            return None
    return Refusal("not_permitted", {"permission": spec.permission, "staff_id": act.actor_id})


def _reaches(scope: Scope | None, grant: Grant, act: Act, place: str, lead: str) -> bool:
    if scope is None:
        return False
    if scope is Scope.ALL or not place:
        return scope is not Scope.OWN
    if scope is Scope.OWN:
        return lead == act.actor_id
    return grant.location_id == place


def _place(tx: Reader, command: Command) -> tuple[str, str]:
    """The location that the command acts in, and who leads there; "" where it has none."""
    occurrence_id = getattr(command, "occurrence_id", "")
    if occurrence_id:
        occurrence = tx.get(Occurrence, occurrence_id)
        return (occurrence.location_id, occurrence.lead_id) if occurrence else ("", "")
    return getattr(command, "location_id", ""), ""
