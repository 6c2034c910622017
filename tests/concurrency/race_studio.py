"""A studio with many small classes that do not overlap for anybody, made by commands."""

import msgspec

from core.changes import Act, Outcome
from core.commands.catalogue import CreateService
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.commands.schedule import CreateOccurrence
from core.commands.setup import CreateLocation, CreateOrganisation, CreateStaff, GrantRole
from core.domain.ids import CommandId, StaffId, derive
from sync_server.database import SqlDatabase
from sync_server.settlement import Settlement
from sync_server.store.port import ServerStore

FOUNDED_AT = 1_772_000_000_000
CLIENTS = 120


class Race(msgspec.Struct, frozen=True):
    """What runs against each other, and on what."""

    database: SqlDatabase
    owner: str
    clients: list[str]
    occurrences: list[str]


def prepare(database: SqlDatabase, classes: int, seats: int) -> Race:
    """Found the studio in one transaction."""
    with database.write("org-race") as store:
        makes = _Maker(store)
        makes("organisation_id", CreateOrganisation("org-race", "Race", "race", "EUR"))
        place = makes("location_id", CreateLocation("Here", "UTC", "HER"))
        owner = makes("staff_id", CreateStaff("Ruth"))
        makes("grant_id", GrantRole(owner, "org_owner"))
        service = makes("service_id", CreateService("Yoga", "class", "mat", 30, seats, price=1))
        clients = [
            makes("client_id", CreateClient(NewClient(f"Client {number}")))
            for number in range(CLIENTS)
        ]
        occurrences = [
            makes(
                "occurrence_id",
                CreateOccurrence(
                    service, place, f"2026-03-{3 + n // 20:02d}", f"{n % 20:02d}:00", 30, seats
                ),
            )
            for n in range(classes)
        ]
        makes.settlement.close()
    return Race(database, owner, clients, occurrences)


class _Maker:
    def __init__(self, store: ServerStore) -> None:
        self.settlement = Settlement(store, FOUNDED_AT)
        self._count = 0

    def __call__(self, fact: str, command: Command) -> str:
        self._count += 1
        act = Act(CommandId(derive("race", str(self._count))), StaffId(""), FOUNDED_AT, system=True)
        result = self.settlement.command(act, command)
        assert isinstance(result, Outcome), result
        return str(result.facts[fact])
