"""Bookings of a file tried out before any is made, by the handler that will make them (IO-1).

Each is tried on what those before it would leave, so that two rows that overlap, or share the last
reformer, are told apart in the preview.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from core import bus
from core.changes import Act
from core.commands.imports import BookingLine, ImportBookings
from core.domain.ids import CommandId, StaffId
from core.domain.refusals import Refusal
from core.domain.telling import tell
from core.domain.words import refused
from core.imports.matching import Sorted
from core.imports.rows import Row
from core.ports import Reader
from core.store.overlay import Overlay

_REHEARSAL = CommandId("import rehearsal")


def tried(
    reader: Reader, batch_id: str, made: Sorted, cells: Mapping[int, tuple[str, ...]], now: int
) -> Sorted:
    """The same with the bookings that would be refused among the errors, and how many by code."""
    draft = Overlay(reader)
    act = Act(_REHEARSAL, StaffId(""), now, system=True)
    kept: list[BookingLine] = []
    errors = list(made.errors)
    against = dict(made.against)
    for line in made.bookings:
        result = bus.run(draft, act, ImportBookings(batch_id, (line,)))
        if isinstance(result, Refusal):
            errors.append(Row(line.row, cells.get(line.row, ()), problem=_said(result)))
            against[result.code] = against.get(result.code, 0) + 1
        else:
            kept.append(line)
    errors.sort(key=lambda row: row.number)
    return replace(made, bookings=tuple(kept), errors=tuple(errors), against=against)


def _said(refusal: Refusal) -> str:
    return tell(refused(refusal.code).says, refusal.facts).strip().rstrip(".")
