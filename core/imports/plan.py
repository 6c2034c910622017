"""What an import would do, before it does anything: read, understood, matched (IO-1)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from core.domain.bookings import CANCELLED_STATES, Booking
from core.domain.catalogue import PRODUCTS_BY_STATE, Service
from core.domain.credits import PASSES_OF_BATCH
from core.domain.folding import fold
from core.domain.ids import derive
from core.domain.imports import BOOKING, ROWS_OF_BATCH, ImportedRow
from core.domain.organisation import LOCATIONS_BY_STATE, Organisation
from core.domain.people import ACTIVE, CLIENTS_OF_BATCH
from core.imports.bookings import bookings_of
from core.imports.columns import BOOKINGS, CLIENTS, SERVICES, guess, kind_of
from core.imports.matching import Matching, Sorted
from core.imports.reading import Table, read_table
from core.imports.rows import Setting, Understanding
from core.imports.services import services_of
from core.ports import Reader


class Wish(msgspec.Struct, frozen=True):
    """What a person said about the file; "" is to be guessed. `kind` is one of `columns.KINDS`."""

    path: Path
    overrides: Mapping[str, str] = {}
    encoding: str = ""
    delimiter: str = ""
    kind: str = ""


class Plan(msgspec.Struct, frozen=True):
    """The file as it was read, what its columns mean, what it would make."""

    table: Table
    mapping: dict[str, str]
    batch_id: str
    made: Sorted
    kind: str = CLIENTS


def plan_import(reader: Reader, organisation_id: str, wish: Wish, now: int) -> Plan:
    """Plan an import; writes nothing. Faults as in `read_table` and `guess`."""
    table = read_table(wish.path, wish.encoding, wish.delimiter)
    kind = wish.kind or kind_of(table.header)
    mapping = guess(table.header, wish.overrides, kind)
    batch_id = _batch(reader, table.content_hash)
    setting = _setting(reader, organisation_id, now)
    if kind == SERVICES:
        made = services_of(reader, batch_id, table, mapping, setting)
    elif kind == BOOKINGS:
        made = bookings_of(reader, batch_id, table, mapping, setting)
    else:
        understanding = Understanding(table, mapping, setting)
        rows = (understanding.row(line) for line in table.lines)
        made = Matching(reader, batch_id).sort(rows)
    return Plan(table, mapping, batch_id, made, kind)


def _batch(reader: Reader, content_hash: str) -> str:
    """The same file has the same batch, so that a cut import goes on; one taken back is over."""
    return next(batch for batch in _batches(content_hash) if not _taken_back(reader, batch))


def _batches(content_hash: str) -> Iterator[str]:
    run = 1
    while True:
        yield derive("import batch", content_hash, str(run))
        run += 1


def _taken_back(reader: Reader, batch_id: str) -> bool:
    states = [row.state for row in reader.find(CLIENTS_OF_BATCH, batch_id)]
    states += [row.state for row in reader.find(PASSES_OF_BATCH, batch_id)]
    states += [_state(reader, one) for one in reader.find(ROWS_OF_BATCH, batch_id)]
    return bool(states) and ACTIVE not in states


def _state(reader: Reader, one: ImportedRow) -> str:
    """Active or not, of what has no batch of its own."""
    if one.kind == BOOKING:
        booking = reader.get(Booking, one.made_id)
        return ACTIVE if booking and booking.state not in CANCELLED_STATES else ""
    service = reader.get(Service, one.made_id)
    return service.state if service else ""


def _setting(reader: Reader, organisation_id: str, now: int) -> Setting:
    organisation = reader.get(Organisation, organisation_id)
    products = reader.find(PRODUCTS_BY_STATE, "active")
    places = reader.find(LOCATIONS_BY_STATE, "active")
    return Setting(
        organisation.country if organisation else "",
        datetime.fromtimestamp(now / 1000, UTC).date(),
        {fold(place.name): place.id for place in places},
        {fold(product.name): product.id for product in products},
        now,
    )
