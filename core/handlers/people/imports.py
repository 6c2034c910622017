"""Handlers of an import and of taking one back (IO-1, IO-3, IO-4)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.imports import ImportClients, ImportPasses, PassLine, UndoImport
from core.domain.bookings import BOOKINGS_OF_CLIENT
from core.domain.catalogue import PassProduct
from core.domain.credits import (
    ARCHIVED,
    GRANT,
    LEDGER_OF_PASS,
    PASSES_OF_BATCH,
    PASSES_OF_CLIENT,
    PAYMENTS_OF_CLIENT,
    PUNCH,
    REMOVED,
    REVOKE,
    UNLIMITED,
    Pass,
)
from core.domain.ids import PassId, PassProductId, imported_client_id, imported_pass_id
from core.domain.imports import BOOKING, ROWS_OF_BATCH
from core.domain.people import ACTIVE as CLIENT_ACTIVE
from core.domain.people import ARCHIVED as CLIENT_ARCHIVED
from core.domain.people import CARDS_OF_CLIENT, CLIENTS_OF_BATCH, Client
from core.domain.people import REMOVED as CLIENT_REMOVED
from core.domain.refusals import Refusal
from core.domain.zones import is_date
from core.handlers.passes.entries import entry
from core.handlers.people.import_bookings import take_booking_back
from core.handlers.people.import_services import take_service_back
from core.handlers.people.people import add_client
from core.handlers.registry import handles
from core.ports import Reader, Tx
from core.rules.passes.credits import balance

IMPORTED = "imported"


@handles(ImportClients)
def import_clients(tx: Tx, act: Act, command: ImportClients) -> Outcome | Refusal:
    """All lines or none. Refuses `name_missing` with the row; the preview has found it before."""
    made = 0
    for line in command.lines:
        key = imported_client_id(command.batch_id, line.row)
        if tx.get(Client, key) is not None:
            continue
        client = add_client(tx, act, line.client, key, command.batch_id)
        if isinstance(client, Refusal):
            return Refusal(client.code, {**client.facts, "row": line.row})
        made += 1
    facts = {"batch_id": command.batch_id, "made": made, "lines": len(command.lines)}
    facts["other_id"] = command.batch_id
    return Outcome("imported", facts, (Event("clients_imported", facts),))


@handles(ImportPasses)
def import_passes(tx: Tx, act: Act, command: ImportPasses) -> Outcome | Refusal:
    """All or none. Refuses `client_unknown`, `product_unknown`, `invalid_date`, with the row."""
    made = 0
    for line in command.lines:
        key = imported_pass_id(command.batch_id, line.row)
        if tx.get(Pass, key) is not None:
            continue
        if refusal := _add_pass(tx, act, command.batch_id, key, line):
            return Refusal(refusal.code, {**refusal.facts, "row": line.row})
        made += 1
    facts = {"batch_id": command.batch_id, "made": made, "lines": len(command.lines)}
    return Outcome("imported", facts, (Event("passes_imported", facts),))


@handles(UndoImport)
def undo_import(tx: Tx, act: Act, command: UndoImport) -> Outcome | Refusal:
    """Unused clients and passes are removed from view, used ones archived (IO-3).

    Bookings that nothing came of are cancelled without a word, services archived. Refuses
    `batch_unknown`.
    """
    passes = tx.find(PASSES_OF_BATCH, command.batch_id)
    clients = tx.find(CLIENTS_OF_BATCH, command.batch_id)
    made = tx.find(ROWS_OF_BATCH, command.batch_id)
    if not command.batch_id or not (passes or clients or made):
        return Refusal("batch_unknown", {"batch_id": command.batch_id})
    removed = archived = 0
    for one in made:
        if one.kind == BOOKING:
            removed += take_booking_back(tx, act, one.made_id)
        else:
            archived += take_service_back(tx, one.made_id)
    for held in passes:
        if held.state == "active":
            used = _take_pass_back(tx, act, held)
            removed, archived = removed + (not used), archived + used
    for client in clients:
        if client.state == CLIENT_ACTIVE:
            used = _client_used(tx, client, command.batch_id)
            state = CLIENT_ARCHIVED if used else CLIENT_REMOVED
            tx.put(replace(client, state=state, changed_by=act.command_id))
            removed, archived = removed + (not used), archived + used
    facts = {"batch_id": command.batch_id, "removed": removed, "archived": archived}
    return Outcome("import_undone", facts, (Event("import_undone", facts),))


def _add_pass(tx: Tx, act: Act, batch_id: str, key: PassId, line: PassLine) -> Refusal | None:
    owner = line.client_id or imported_client_id(batch_id, line.client_row)
    client = tx.get(Client, owner)
    product = tx.get(PassProduct, line.product_id) if line.product_id else None
    if client is None:
        return Refusal("client_unknown", {"client_id": owner})
    if line.product_id and product is None:
        return Refusal("product_unknown", {"product_id": line.product_id})
    for day in (line.valid_from, line.valid_until):
        if day and not is_date(day):
            return Refusal("invalid_date", {"date": day})
    made = Pass(
        key,
        client.id,
        PassProductId(line.product_id),
        line.name,
        UNLIMITED if line.unlimited else PUNCH,
        0 if line.unlimited else line.credits,
        0,
        act.occurred_at,
        line.valid_from,
        line.valid_until,
        product.services if product else "[]",
        product.locations if product else "[]",
        product.max_advance if product else 0,
        product.charge_at_booking if product else 0,
        batch_id,
        changed_by=act.command_id,
    )
    tx.put(made)
    tx.put(entry(act, made, GRANT, made.credits, reason=IMPORTED))
    return None


def _take_pass_back(tx: Tx, act: Act, held: Pass) -> bool:
    """Revoke what is left; whether anything had used the pass."""
    ledger = tx.find(LEDGER_OF_PASS, held.id)
    used = any(row.kind != GRANT for row in ledger)
    left = balance(ledger)
    if left:
        tx.put(entry(act, held, REVOKE, -left, reason="import taken back"))
    tx.put(replace(held, state=ARCHIVED if used else REMOVED, changed_by=act.command_id))
    return used


def _client_used(tx: Reader, client: Client, batch_id: str) -> bool:
    return bool(
        tx.find(BOOKINGS_OF_CLIENT, client.id)
        or tx.find(PAYMENTS_OF_CLIENT, client.id)
        or tx.find(CARDS_OF_CLIENT, client.id)
        or any(held.batch != batch_id for held in tx.find(PASSES_OF_CLIENT, client.id))
    )
