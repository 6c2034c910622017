"""What an import made of rows that name no import themselves: services and bookings (IO-3)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import CommandId, ImportedRowId
from core.domain.rows import Row, row

SERVICE, BOOKING = "service", "booking"


@row
class ImportedRow(Row, frozen=True, array_like=True):
    """Line `row` of the file of a batch made the service or booking `made_id`."""

    table: ClassVar[str] = "imported_row"
    append_only: ClassVar[bool] = True

    id: ImportedRowId
    batch: str
    kind: str
    row: int
    made_id: str
    command_id: CommandId = CommandId("")


ROWS_OF_BATCH = finder("rows_of_batch", ImportedRow, "batch", range="row")
