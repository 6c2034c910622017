"""Commands of an import: parts of at most 200 rows under one batch id (IO-1, IO-3, IO-4)."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import (
    Capacity,
    Credits,
    Duration,
    Id,
    Line,
    Many,
    Money,
    Name,
    OptionalDate,
    OptionalId,
    Seats,
    Text,
)
from core.commands.people import NewClient
from core.commands.registry import Command, Kind, declare

RowNumber = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
Most = msgspec.Meta(min_length=1, max_length=200)


class ClientLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the file that makes one client."""

    row: RowNumber
    client: NewClient


class PassLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the file that makes one pass, of a client with this id or of another row.

    `credits` is the opening balance; the name is the other system's.
    """

    row: RowNumber
    name: Name
    credits: Credits = 0
    client_id: OptionalId = ""
    client_row: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] = 0
    product_id: OptionalId = ""
    unlimited: bool = False
    valid_from: OptionalDate = ""
    valid_until: OptionalDate = ""


class ServiceLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the file that makes one service; no locations means all."""

    row: RowNumber
    name: Name
    kind: Literal["class", "session"] = "class"
    category: Line = ""
    duration_min: Duration = 60
    capacity: Capacity = 10
    price: Money = 0
    description: Text = ""
    location_ids: Many[Id] = ()


class BookingLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the file that books a client into a class that is on the calendar."""

    row: RowNumber
    client_id: Id
    occurrence_id: Id
    seats: Seats = 1


@declare(
    "import_clients",
    kind=Kind.PROMISE,
    permission="import",
    label="Imported clients, batch {batch}",
    undo="undo_import",
)
class ImportClients(Command, frozen=True):
    """Add clients of a file; a row that is already in makes nothing twice."""

    batch_id: Id
    lines: Annotated[tuple[ClientLine, ...], Most]


@declare(
    "import_passes",
    kind=Kind.PROMISE,
    permission="import",
    label="Imported passes, batch {batch}",
    undo="undo_import",
)
class ImportPasses(Command, frozen=True):
    """Add passes of a file with opening credits, without revenue (IO-4)."""

    batch_id: Id
    lines: Annotated[tuple[PassLine, ...], Most]


@declare(
    "import_services",
    kind=Kind.PROMISE,
    permission="import",
    label="Imported services, batch {batch}",
    undo="undo_import",
)
class ImportServices(Command, frozen=True):
    """Add services of a file; a row that is already in makes nothing twice."""

    batch_id: Id
    lines: Annotated[tuple[ServiceLine, ...], Most]


@declare(
    "import_bookings",
    kind=Kind.PROMISE,
    permission="import",
    label="Imported bookings, batch {batch}",
    undo="undo_import",
)
class ImportBookings(Command, frozen=True):
    """Book clients of a file into classes to come, without messages (IO-4).

    They were paid for in the other system: they take no credit and owe nothing. They need the seat
    and the resources that every booking needs.
    """

    batch_id: Id
    lines: Annotated[tuple[BookingLine, ...], Most]


@declare(
    "undo_import",
    kind=Kind.PROMISE,
    permission="import",
    label="Took back import {batch}",
)
class UndoImport(Command, frozen=True):
    """Remove from view what nothing has used, archive the rest (IO-3)."""

    batch_id: Id
