"""Handlers of instructors who come to a location (CHK-9)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.substituting import CheckInStaff, UndoCheckInStaff
from core.domain.availability import ACTIVE, ENDED, StaffArrival
from core.domain.ids import LocationId, StaffId, staff_arrival_id
from core.domain.organisation import Location, StaffMember
from core.domain.refusals import Refusal
from core.domain.zones import local_date
from core.handlers.registry import handles
from core.ports import Reader, Tx


@handles(CheckInStaff)
def check_in_staff(tx: Tx, act: Act, command: CheckInStaff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `location_unknown`. The first of a day counts, a second changes
    nothing (SET-12)."""
    location = tx.get(Location, command.location_id)
    member = tx.get(StaffMember, command.staff_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    if member is None:
        return Refusal("staff_unknown", {"staff_id": command.staff_id})
    day = local_date(act.occurred_at, location.zone)
    key = staff_arrival_id(member.id, location.id, day)
    row = tx.get(StaffArrival, key)
    if row is None or row.state != ACTIVE or act.occurred_at < row.arrived_at:
        row = StaffArrival(
            key,
            StaffId(member.id),
            LocationId(location.id),
            day,
            act.occurred_at,
            command.way,
            changed_by=act.command_id,
        )
        tx.put(row)
    facts = {
        "staff_id": member.id,
        "staff_name": member.name,
        "location_id": location.id,
        "location_name": location.name,
        "at": row.arrived_at,
        "zone": location.zone,
    }
    return Outcome("staff_checked_in", facts, (Event("staff_checked_in", facts),))


@handles(UndoCheckInStaff)
def undo_check_in_staff(tx: Tx, act: Act, command: UndoCheckInStaff) -> Outcome | Refusal:
    """Refuses `location_unknown`, `changed_since`."""
    location = tx.get(Location, command.location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    row = _made_by(tx, command, local_date(act.occurred_at, location.zone))
    if row is None:
        return Refusal("changed_since")
    tx.put(replace(row, state=ENDED, changed_by=act.command_id))
    return Outcome("undone", {"staff_id": row.staff_id, "location_id": row.location_id})


def _made_by(tx: Reader, command: UndoCheckInStaff, day: str) -> StaffArrival | None:
    key = staff_arrival_id(command.staff_id, command.location_id, day)
    row = tx.get(StaffArrival, key)
    return row if row and row.state == ACTIVE and row.changed_by == command.of else None
