"""One person as a whole: everything that is kept of them, their household, who looks alike."""

from typing import Any

import msgspec

from core.domain.all_rows import all_finders, type_of_table
from core.domain.bookings import WaitlistEntry
from core.domain.credits import FREEZES_OF_PASS, LEDGER_OF_PASS, Pass
from core.domain.finder import Finder
from core.domain.people import Client
from core.queries.source import Source
from core.rules.people.households import members_of
from core.rules.people.look_alike import Face, look_alikes
from core.rules.people.merging import identities


class Household(msgspec.Struct, frozen=True):
    """Who pays, None where everyone pays for themselves, and for whom they pay (ORG-13)."""

    payer: Client | None
    members: tuple[Client, ...]


def exported(source: Source, client_id: str) -> dict[str, list[dict[str, Any]]]:
    """All rows about a person by table, as plain values with their names (ORG-7).

    Records that were merged into theirs are in it. Whoever calls asks for `export_person` first.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for one in identities(source.rows, client_id):
        own = source.rows.get(Client, one)
        found.setdefault(Client.table, []).extend([named(own)] if own else [])
        for finder in _by_client():
            rows = source.rows.find(finder, one)
            found.setdefault(finder.row_type.table, []).extend(named(row) for row in rows)
        waits = source.all(WaitlistEntry, "person.entries", client=one)
        found.setdefault(WaitlistEntry.table, []).extend(named(row) for row in waits)
    for held in found.get(Pass.table, []):
        for of_pass in (LEDGER_OF_PASS, FREEZES_OF_PASS):
            rows = source.rows.find(of_pass, held["id"])
            found.setdefault(of_pass.row_type.table, []).extend(named(row) for row in rows)
    return {table: rows for table, rows in found.items() if rows}


def household(source: Source, client_id: str) -> Household:
    """The household of a client, seen from payer or member."""
    client = source.rows.get(Client, client_id)
    payer = source.rows.get(Client, client.payer_id) if client and client.payer_id else client
    members = tuple(members_of(source.rows, payer.id)) if payer else ()
    return Household(payer if members else None, members)


def alike(source: Source, face: Face, most: int = 5) -> list[Client]:
    """Who may be the one that is being typed (ORG-14), the likeliest first."""
    return look_alikes(source.rows, face)[:most]


def named(row: msgspec.Struct) -> dict[str, Any]:
    """A row as a map of its fields."""
    return {name: getattr(row, name) for name in row.__struct_fields__}


def _by_client() -> list[Finder[Any]]:
    """One finder for each table that names a client: the widest there is."""
    widest: dict[Any, Finder[Any]] = {}
    for finder in sorted(all_finders.values(), key=lambda one: -len(one.states)):
        if finder.equal == ("client_id",) and finder.row_type is not WaitlistEntry:
            widest[finder.row_type] = finder
    return [widest[row_type] for row_type in type_of_table.values() if row_type in widest]
