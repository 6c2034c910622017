"""Bookings of an import: seats that were promised elsewhere, and their end with it (IO-1, IO-4)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.imports import BookingLine, ImportBookings
from core.domain.bookings import BOOKED, CANCELLED, CANCELLED_STATES, Booking
from core.domain.ids import CommandId, booking_id, imported_row_id
from core.domain.imports import BOOKING, ImportedRow
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.handlers.booking.seating import Ask, admit, seat
from core.handlers.registry import handles
from core.handlers.scene import Scene, archived, scene_of
from core.ports import Tx
from core.rules.booking.booking_window import open_for_staff

ORIGIN = "import"


@handles(ImportBookings)
def import_bookings(tx: Tx, act: Act, command: ImportBookings) -> Outcome | Refusal:
    """All lines or none; who is in the class already stays as they are.

    Refuses `occurrence_unknown`, `client_archived`, `class_cancelled` and kin, `class_over`, and
    what `seating.admit` does, each with the row.
    """
    made = 0
    for line in command.lines:
        done = _line(tx, act, command.batch_id, line)
        if isinstance(done, Refusal):
            return Refusal(done.code, {**done.facts, "row": line.row})
        made += done
    facts = {"batch_id": command.batch_id, "made": made, "lines": len(command.lines)}
    return Outcome("imported", facts, (Event("bookings_imported", facts),))


def take_booking_back(tx: Tx, act: Act, key: str) -> bool:
    """Cancel it without a word, unless something came of it. Whether it was."""
    booking = tx.get(Booking, key)
    if booking is None or booking.state != BOOKED or booking.origin != ORIGIN:
        return False
    tx.put(
        replace(
            booking,
            state=CANCELLED,
            cancelled_at=act.occurred_at,
            flag="",
            changed_by=act.command_id,
        )
    )
    return True


def _line(tx: Tx, act: Act, batch_id: str, line: BookingLine) -> bool | Refusal:
    note = imported_row_id(batch_id, BOOKING, line.row)
    if tx.get(ImportedRow, note) is not None:
        return False
    scene = _scene(tx, act, line)
    if isinstance(scene, Refusal):
        return scene
    key = booking_id(line.occurrence_id, line.client_id)
    there = tx.get(Booking, key)
    if there is not None and there.state not in CANCELLED_STATES:
        return False
    if refusal := _seat(tx, act, scene, line):
        return refusal
    by = CommandId(act.command_id)
    tx.put(ImportedRow(note, batch_id, BOOKING, line.row, key, by))
    return True


def _scene(tx: Tx, act: Act, line: BookingLine) -> Scene | Refusal:
    scene = scene_of(tx, line.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    client = tx.get(Client, line.client_id)
    if refusal := archived(act, client):
        return refusal
    if refusal := open_for_staff(scene.occurrence, act.occurred_at):
        return Refusal(refusal.code, {**scene.facts(), **refusal.facts})
    return scene


def _seat(tx: Tx, act: Act, scene: Scene, line: BookingLine) -> Refusal | None:
    # it is paid for in the other system: no pass and no money of this one
    ask = Ask(line.client_id, line.seats, pay_at_desk=True, origin=ORIGIN)
    admission = admit(tx, act, scene, ask)
    if isinstance(admission, Refusal):
        return admission
    seat(tx, act, scene, ask, replace(admission, purse=None, price=0))
    return None
