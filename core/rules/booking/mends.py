"""A way out of a refusal: a command with what is known of it, and who may give it (BK-12)."""

from typing import Any

import msgspec

from core.changes import Act
from core.commands.registry import Command, specs
from core.commands.seats import Book
from core.domain.organisation import GRANTS_OF_STAFF
from core.ports import Reader
from core.rules.permissions import PERMISSIONS, Scope, permits
from core.rules.places import Place, clients_of, places_of


class Way(msgspec.Struct, frozen=True):
    """What would help, whoever gives it.

    `name` is a command, `fields` what is known of it, `asks` the fields that a person still says.
    `then` is the booking to try afterwards; None where the command takes its place. `needs` is a
    right beyond the command's own.
    """

    name: str
    fields: dict[str, Any]
    asks: tuple[str, ...] = ()
    then: Book | None = None
    needs: str = ""

    @property
    def right(self) -> str:
        """The permission that decides whose it is."""
        return self.needs or specs[self.name].permission

    def command(self, **said: Any) -> Command | None:
        """The command, with what a person said; None while something is missing."""
        if any(field not in said for field in self.asks):
            return None
        return specs[self.name].type(**{**self.fields, **said})

    def shape(self) -> Command | None:
        """The command without what a person still says; None where it cannot be without."""
        kind = specs[self.name].type
        given = set(self.fields)
        needed = kind.__struct_fields__[: -len(kind.__struct_defaults__) or None]
        return kind(**self.fields) if given.issuperset(needed) else None


class Mend(msgspec.Struct, frozen=True):
    """A way that is open. `may`: who asked may give it now; `pin`: with a manager's PIN; `roles`:
    whose it is."""

    way: Way
    may: bool
    pin: bool
    roles: tuple[str, ...]


def whose(tx: Reader, act: Act, way: Way) -> Mend:
    """The way with who may go it, as far as its right and its place say.

    Who can show an exact e-mail, phone or card counts as having shown it (PERM-5).
    """
    command = way.shape()
    about = clients_of(tx, command) if command else ()
    places = places_of(tx, command) if command else (_named(way),)
    shown = about if "found_by" in way.asks else ()
    rights = {way.right, specs[way.name].permission}
    may = all(permits(tx, act, one, place, about, shown) for one in rights for place in places)
    row = PERMISSIONS[way.right]
    mine = {grant.role for grant in tx.find(GRANTS_OF_STAFF, act.actor_id)} if act.actor_id else ()
    pin = not may and any(row.get(role) is Scope.PIN for role in mine)
    return Mend(way, may, pin, tuple(row))


def _named(way: Way) -> Place:
    return Place(str(way.fields.get("location_id", "")))
