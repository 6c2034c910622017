"""Who may be the same person: the same phone, e-mail, or name and birthday (ORG-14, SET-18)."""

from typing import Protocol

from core.domain.folding import fold, fold_phone
from core.domain.people import (
    ACTIVE,
    ARCHIVED,
    CLIENTS_BY_EMAIL,
    CLIENTS_BY_FOLDED,
    CLIENTS_BY_PHONE,
    Client,
)
from core.ports import Reader


class Face(Protocol):
    """What is typed of a person, as far as it is typed."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def birthday(self) -> str: ...


def look_alikes(tx: Reader, face: Face, besides: tuple[str, ...] = ()) -> list[Client]:
    """Active and archived clients who may be the one typed, the likeliest first.

    A shared phone or e-mail alone is likely a family, so more that is the same comes first.
    """
    phone, email, name = fold_phone(face.phone), face.email.strip().lower(), fold(face.name)
    found: dict[str, Client] = {}
    if phone:
        found |= {one.id: one for one in tx.find(CLIENTS_BY_PHONE, phone)}
    if email:
        found |= {one.id: one for one in tx.find(CLIENTS_BY_EMAIL, email)}
    if name and face.birthday:
        same = tx.find(CLIENTS_BY_FOLDED, name)
        found |= {one.id: one for one in same if one.birthday == face.birthday}
    near = [
        one for one in found.values() if one.id not in besides and one.state in (ACTIVE, ARCHIVED)
    ]

    def unlike(one: Client) -> tuple[int, int, str]:
        same = (
            one.folded == name,
            bool(phone) and one.phone == phone,
            bool(email) and one.email == email,
            bool(face.birthday) and one.birthday == face.birthday,
        )
        return (-sum(same), one.created_at, one.id)

    return sorted(near, key=unlike)


def same_person(tx: Reader, client: Client, known: tuple[str, ...] = ()) -> Client | None:
    """The record of whom a merge is proposed: the same name, and a phone, an e-mail or a birthday
    in common. `known` are those that the desk has seen and told apart (SET-18)."""
    near = look_alikes(tx, client, (client.id, *known))
    return next((one for one in near if one.folded == client.folded), None)
