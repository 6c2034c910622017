"""Carries an import out in parts of at most 200 rows, each whole or not at all; and takes it back.

A part that is in already is passed over, so that running again goes on where it was cut.
"""

from collections.abc import Callable

import msgspec

from core.changes import Act, Outcome
from core.commands.imports import (
    ImportBookings,
    ImportClients,
    ImportPasses,
    ImportServices,
    UndoImport,
)
from core.commands.registry import Command, spec_of
from core.domain.ids import CommandId, StaffId, derive, new_id
from core.domain.records import CommandLog
from core.domain.refusals import Fault, Refusal
from core.imports.parts import Part
from core.imports.parts import parts as parts_of
from core.imports.plan import Plan
from core.ports import Clock
from core.wire.codec import decode_command, encode_command
from sync_server.settlement import settle_all
from sync_server.store.port import Database

Told = Callable[[int, int], None]


class Imported(msgspec.Struct, frozen=True):
    """How many lines were made now; the others of the file were in already."""

    clients: int
    passes: int
    services: int = 0
    bookings: int = 0


class Importer:
    """Sends the commands of imports into one organisation."""

    def __init__(self, database: Database, organisation_id: str, clock: Clock) -> None:
        self._database = database
        self._organisation = organisation_id
        self._clock = clock

    def apply(self, plan: Plan, told: Told = lambda _done, _all: None) -> Imported:
        """Make what the plan says. Raises Fault with the code and row of a refusal."""
        kinds: tuple[type[Command], ...] = (
            *(ImportClients, ImportPasses),
            *(ImportServices, ImportBookings),
        )
        made = dict.fromkeys(kinds, 0)
        parts = list(parts_of(plan))
        for number, command in enumerate(parts, start=1):
            made[type(command)] += self._part(plan.batch_id, command)
            told(number, len(parts))
        return Imported(*made.values())

    def take_back(self, batch_id: str) -> dict[str, int]:
        """Remove from view what nothing has used, archive the rest (IO-3); how many of each.

        Raises Fault `batch_unknown`.
        """
        result = self._settle(CommandId(new_id()), UndoImport(batch_id))
        return {name: result.facts[name] for name in ("removed", "archived")}

    def _part(self, batch_id: str, command: Part) -> int:
        arguments = encode_command(command)
        key = CommandId(derive("import part", batch_id, arguments))
        with self._database.read(self._organisation) as store:
            if store.rows.get(CommandLog, key) is not None:
                return 0
        spec = spec_of(command)
        checked = decode_command(spec.name, spec.version, arguments)
        return int(self._settle(key, checked).facts["made"])

    def _settle(self, key: CommandId, command: Command) -> Outcome:
        now = self._clock.now()
        with self._database.write(self._organisation) as store:
            act = Act(key, StaffId(""), now, system=True)
            (result,) = settle_all(store, now, [(act, command)])
            if isinstance(result, Refusal):
                raise Fault(result.code, **result.facts)
        return result
