"""Founds a studio in an empty or shared database: organisation, first location, owner."""

import msgspec

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.commands.setup import (
    CreateLocation,
    CreateOrganisation,
    CreateStaff,
    GrantRole,
    SetSetting,
)
from core.domain.ids import CommandId, StaffId, new_id
from core.domain.refusals import Fault, Refusal
from core.domain.settings import RECOVERY_KEY
from core.wire.recovery import new_owner_key
from sync_server.office import Office
from sync_server.settlement import Settlement
from sync_server.store.port import ServerStore
from sync_server.store.sql import create_head


class Studio(msgspec.Struct, frozen=True):
    """What a new studio needs to be told."""

    name: str
    currency: str
    location: str
    zone: str
    location_code: str
    owner: str
    country: str = ""
    card_key: str = ""
    owner_email: str = ""


class Founded(msgspec.Struct, frozen=True):
    """The ids of what was made. `recovery_words` are told once, and are kept nowhere."""

    organisation_id: str
    location_id: str
    owner_id: str
    recovery_words: str = ""


def found(office: Office, studio: Studio) -> Founded:
    """Make the studio in one transaction. Raises Fault with the code of the refusal."""
    organisation_id = new_id()
    slug = "".join(c if c.isalnum() else "-" for c in studio.name.lower()).strip("-") or "studio"
    with office.database.engine.begin() as connection:
        connection.execute(create_head(organisation_id, new_id()))
    with office.database.write(organisation_id) as store:
        founding = Founding(store, office.clock.now())
        founding.do(
            CreateOrganisation(
                organisation_id,
                studio.name,
                slug,
                studio.currency,
                country=studio.country,
                card_key=studio.card_key,
            )
        )
        place = CreateLocation(studio.location, studio.zone, studio.location_code)
        location_id = founding.do(place)["location_id"]
        owner_id = founding.do(CreateStaff(studio.owner, studio.owner_email))["staff_id"]
        founding.do(GrantRole(owner_id, "org_owner"))
        recovery_key, recovery_words = new_owner_key()
        founding.do(SetSetting("organisation", RECOVERY_KEY.key, recovery_key))
        founding.close()
    return Founded(organisation_id, location_id, owner_id, recovery_words)


class Founding:
    """Issues commands of the server in one transaction; a refusal ends it as a Fault."""

    def __init__(self, store: ServerStore, now: int) -> None:
        self._settlement = Settlement(store, now)
        self._now = now

    def do(self, command: Command) -> dict[str, str]:
        """Carry out a command and give the facts of its outcome."""
        act = Act(CommandId(new_id()), StaffId(""), self._now, system=True)
        result = self._settlement.command(act, command)
        if isinstance(result, Refusal):
            raise Fault(result.code, **result.facts)
        return facts_of(result)

    def close(self) -> None:
        self._settlement.close()


def facts_of(outcome: Outcome) -> dict[str, str]:
    """The facts of an outcome that are texts: ids and names."""
    return {name: value for name, value in outcome.facts.items() if isinstance(value, str)}
