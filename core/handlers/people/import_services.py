"""Services of an import: made, and archived when it is taken back (IO-1, IO-3)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.imports import ImportServices, ServiceLine
from core.domain.catalogue import Service
from core.domain.ids import CommandId, ServiceId, imported_row_id, imported_service_id
from core.domain.imports import SERVICE, ImportedRow
from core.domain.json_text import dump
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.ports import Tx

ACTIVE, ARCHIVED = "active", "archived"
MOST_IN_SESSION = 4


@handles(ImportServices)
def import_services(tx: Tx, act: Act, command: ImportServices) -> Outcome | Refusal:
    """All lines or none. Refuses `session_too_large` with the row."""
    made = 0
    for line in command.lines:
        key = imported_service_id(command.batch_id, line.row)
        if tx.get(Service, key) is not None:
            continue
        if line.kind == "session" and line.capacity > MOST_IN_SESSION:
            return Refusal("session_too_large", {"capacity": line.capacity, "row": line.row})
        tx.put(_service(key, line))
        note = imported_row_id(command.batch_id, SERVICE, line.row)
        by = CommandId(act.command_id)
        tx.put(ImportedRow(note, command.batch_id, SERVICE, line.row, key, by))
        made += 1
    facts = {"batch_id": command.batch_id, "made": made, "lines": len(command.lines)}
    return Outcome("imported", facts, (Event("services_imported", facts),))


def take_service_back(tx: Tx, service_id: str) -> bool:
    """Archive it: classes may have been planned of it. Whether it was there to be archived."""
    row = tx.get(Service, service_id)
    if row is None or row.state != ACTIVE:
        return False
    tx.put(replace(row, state=ARCHIVED))
    return True


def _service(key: ServiceId, line: ServiceLine) -> Service:
    return Service(
        key,
        line.name,
        line.name,
        line.kind,
        line.category,
        line.duration_min,
        line.capacity,
        description=line.description,
        price=line.price,
        locations=dump(line.location_ids),
        waitlist=int(line.kind == "class"),
    )
