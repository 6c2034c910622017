"""Roles and single rights of a person: as values of a form, and as commands (ORG-4, PERM-1)."""

from collections.abc import Iterable
from typing import Any

from core.commands.registry import Command
from core.commands.setup import EndGrant, GrantRole
from core.domain.json_text import texts
from core.domain.organisation import (
    FINANCE,
    INSTRUCTOR,
    MANAGER,
    OWNER,
    RECEPTIONIST,
    TRAINER,
    Grant,
    Location,
)
from desktop.forms.declaration import Field, Kind, Option
from desktop.saying import tr

AT = tr("roles at ")
EVERYWHERE = "everywhere"
RIGHTS = "rights"


def role_words() -> dict[str, str]:
    """The roles in words."""
    return {
        OWNER: tr("Owner"),
        MANAGER: tr("Manager"),
        RECEPTIONIST: tr("Receptionist"),
        INSTRUCTOR: tr("Instructor"),
        TRAINER: tr("Trainer"),
        FINANCE: tr("Finance"),
    }


def fields(places: Iterable[Location]) -> tuple[Field, ...]:
    """A line of roles for each location, one for everywhere, one of single rights."""
    words = role_words()
    local = tuple(Option(role, words[role]) for role in words if role not in (OWNER, FINANCE))
    whole = tuple(Option(role, words[role]) for role in (OWNER, FINANCE))
    rights = (
        Option("manage_services", tr("Change services")),
        Option("manage_staff", tr("Change staff")),
        Option("take_payment", tr("Take payments")),
        Option("see_health", tr("See health answers")),
        Option("see_private_notes", tr("See private notes")),
        Option("overbook", tr("Overbook")),
    )
    return (
        *(
            Field(
                name=f"{AT}{one.id}",
                label=tr("At {0}").format(one.name),
                kind=Kind.MANY,
                options=local,
            )
            for one in places
        ),
        Field(name=EVERYWHERE, label=tr("Everywhere"), kind=Kind.MANY, options=whole),
        Field(
            name=RIGHTS,
            label=tr("Single rights on top of the roles"),
            kind=Kind.MANY,
            options=rights,
        ),
    )


def values(grants: Iterable[Grant], places: Iterable[Location]) -> dict[str, Any]:
    """The roles that hold, by their fields."""
    held = list(grants)
    found: dict[str, Any] = {
        f"{AT}{one.id}": tuple(g.role for g in held if g.location_id == one.id) for one in places
    }
    found[EVERYWHERE] = tuple(g.role for g in held if not g.location_id)
    found[RIGHTS] = tuple(sorted({right for g in held for right in texts(g.rights)}))
    return found


def commands(
    staff_id: str, grants: Iterable[Grant], wanted: dict[str, Any], changed: set[str]
) -> list[Command]:
    """What gives and ends roles so that they are as wanted; rights hold with every role."""
    held = {(g.location_id, g.role): g for g in grants}
    asked = {
        (_place(name), role)
        for name, roles in wanted.items()
        if name == EVERYWHERE or name.startswith(AT)
        for role in roles
    }
    rights = tuple(wanted.get(RIGHTS, ()))
    made: list[Command] = []
    for place, role in sorted(asked):
        if (place, role) not in held or RIGHTS in changed:
            made.append(GrantRole(staff_id, role, place, rights))
    seen = {_place(name) for name in wanted if name == EVERYWHERE or name.startswith(AT)}
    made += [
        EndGrant(grant.id)
        for key, grant in sorted(held.items())
        if key not in asked and key[0] in seen
    ]
    return made


def _place(name: str) -> str:
    return "" if name == EVERYWHERE else name.removeprefix(AT)
