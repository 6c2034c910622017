"""Who of a file is known already: by e-mail, by phone, or by name and birthday (ORG-14)."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from core.commands.imports import BookingLine, ClientLine, PassLine, ServiceLine
from core.commands.people import NewClient
from core.domain.folding import fold
from core.domain.ids import imported_client_id
from core.domain.people import (
    CLIENTS_BY_EMAIL,
    CLIENTS_BY_FOLDED,
    CLIENTS_BY_PHONE,
    REMOVED,
    Client,
)
from core.imports.rows import Row
from core.ports import Reader

By = Literal["", "e-mail", "phone", "name and birthday", "name"]


class Match(msgspec.Struct, frozen=True):
    """A row that makes no client: it is a client of the studio, or of an earlier row."""

    row: int
    by: By
    name: str
    client_id: str


class Sorted(msgspec.Struct, frozen=True):
    """What a file would make."""

    clients: tuple[ClientLine, ...]
    passes: tuple[PassLine, ...]
    known: tuple[Match, ...]
    errors: tuple[Row, ...]
    services: tuple[ServiceLine, ...] = ()
    bookings: tuple[BookingLine, ...] = ()
    against: dict[str, int] = {}
    """How many bookings stand among the errors for which refusal: full, overlapping, short."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to make."""
        return not (self.clients or self.passes or self.services or self.bookings)


class Matching:
    """Sorts rows into new clients, known ones, passes with their owners, and errors.

    Clients of the same batch do not count as known: an import that was cut goes on as it began.
    """

    def __init__(self, reader: Reader, batch_id: str) -> None:
        self._reader = reader
        self._batch = batch_id
        self._of_file: dict[tuple[str, str], int] = {}
        self._names: dict[int, str] = {}

    def sort(self, rows: Iterable[Row]) -> Sorted:
        """Sort all rows of a file, in order."""
        clients: list[ClientLine] = []
        passes: list[PassLine] = []
        known: list[Match] = []
        errors: list[Row] = []
        for row in rows:
            if row.problem or row.client is None:
                errors.append(row)
                continue
            match = self._match(row.client, row.number, bare=row.held is not None)
            if match is None and not row.client.name:
                errors.append(replace(row, problem="nobody with this e-mail address is known"))
                continue
            if match is None:
                clients.append(ClientLine(row.number, row.client))
                self._remember(row.client, row.number)
            else:
                known.append(match)
            if row.held is not None:
                passes.append(_owned(row.held, match, row.number))
        return Sorted(tuple(clients), tuple(passes), tuple(known), tuple(errors))

    def client(self, new: NewClient, number: int) -> Match | None:
        """Who of the studio a row means, also by the bare name where one only has it."""
        return self._match(new, number, bare=True)

    def _match(self, new: NewClient, number: int, *, bare: bool) -> Match | None:
        for by, key in _keys(new, bare=bare):
            earlier = self._of_file.get((by, key), 0)
            if earlier and alike(self._names[earlier], new.name):
                name = self._names[earlier]
                return Match(number, by, name, imported_client_id(self._batch, earlier))
            found = self._known(by, key, new)
            if found is not None:
                return Match(number, by, found.name, found.id)
        return None

    def _known(self, by: By, key: str, new: NewClient) -> Client | None:
        finders = {"e-mail": CLIENTS_BY_EMAIL, "phone": CLIENTS_BY_PHONE}
        if by in finders:
            found = self._reader.find(finders[by], key)
        else:
            found = self._reader.find(CLIENTS_BY_FOLDED, fold(new.name))
            if by == "name and birthday":
                found = [one for one in found if one.birthday == new.birthday]
        live = [one for one in found if one.state != REMOVED and one.batch != self._batch]
        if by == "name" and len(live) > 1:
            return None
        return next((one for one in live if alike(one.name, new.name)), None)

    def _remember(self, new: NewClient, number: int) -> None:
        self._names[number] = new.name
        for key in _keys(new, bare=False):
            self._of_file.setdefault(key, number)
        name: tuple[str, str] = ("name", fold(new.name))
        self._of_file[name] = 0 if name in self._of_file else number


def alike(one: str, other: str) -> bool:
    """Whether two names can be one person's: families share addresses and phones (ORG-11).

    The same given name, or one name's words within the other's; no name fits every name.
    """
    mine, theirs = fold(one).split(), fold(other).split()
    if not mine or not theirs or mine[0] == theirs[0]:
        return True
    return set(mine) <= set(theirs) or set(theirs) <= set(mine)


def _keys(new: NewClient, *, bare: bool) -> list[tuple[By, str]]:
    """By what a client can be known. The bare name counts only for the owner of a pass."""
    keys: list[tuple[By, str]] = []
    if new.email:
        keys.append(("e-mail", new.email))
    if new.phone:
        keys.append(("phone", new.phone))
    if new.birthday:
        keys.append(("name and birthday", f"{fold(new.name)} {new.birthday}"))
    if bare and new.name and not (new.email or new.phone or new.birthday):
        keys.append(("name", fold(new.name)))
    return keys


def _owned(held: PassLine, match: Match | None, number: int) -> PassLine:
    return replace(held, client_id=match.client_id) if match else replace(held, client_row=number)
