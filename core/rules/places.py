"""Where a command acts: its locations, and who leads there. Permissions are asked for each."""

from collections.abc import Callable
from typing import Any

import msgspec

from core.commands.registry import Command
from core.domain.availability import Availability, AvailabilityException, TimeOff
from core.domain.courses import CourseRun
from core.domain.credits import Pass
from core.domain.organisation import GRANTS_OF_STAFF, OWNER, Desk, Grant, StaffMember
from core.domain.records import Attention
from core.domain.requests import BookingRequest
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    HELD,
    Occurrence,
    Resource,
    Series,
)
from core.ports import Reader

_Finds = Callable[[Reader, Command, str], "Place"]


class Place(msgspec.Struct, frozen=True):
    """A location ("" where it does not matter), and whose class it is.

    `everywhere` is the whole organisation, which only a right over all locations reaches.
    """

    location_id: str = ""
    lead_id: str = ""
    occurrence_id: str = ""
    everywhere: bool = False


ANYWHERE = Place()
EVERYWHERE = Place(everywhere=True)


def place_of(occurrence: Occurrence) -> Place:
    """The place of an occurrence."""
    return Place(occurrence.location_id, occurrence.lead_id, occurrence.id)


def is_own(tx: Reader, place: Place, staff_id: str) -> bool:
    """Whether a staff member leads there or assists (PERM-5)."""
    if not place.occurrence_id or staff_id == place.lead_id:
        return staff_id == place.lead_id
    return any(
        row.staff_id == staff_id and row.state == HELD
        for row in tx.find(ASSIGNMENTS_OF_OCCURRENCE, place.occurrence_id)
    )


def places_of(tx: Reader, command: Any) -> tuple[Place, ...]:
    """The places that a command's fields name. What is unknown is for the handler to refuse."""
    fields = command.__struct_fields__
    found: list[Place] = []
    for field in fields:
        finder = _BY_FIELD.get(field)
        if finder is not None and (value := getattr(command, field)):
            found.append(finder(tx, command, value))
    found += [_of_occurrence(tx, command, one) for one in getattr(command, "occurrence_ids", ())]
    if "desk_id" in fields and "location_id" not in fields:
        found.append(_of_desk(tx, command.desk_id))
    if "scope" in fields:
        found.append(_of_scope(command))
    if "staff_id" in fields and "location_id" not in fields:
        found.append(home_of(tx, command.staff_id))
    if "role" in fields and not getattr(command, "location_id", ""):
        found.append(EVERYWHERE)
    return tuple(found) or (ANYWHERE,)


def clients_of(tx: Reader, command: Command) -> tuple[str, ...]:
    """The clients whom a command is about, by name or as the owner of a pass; "" is nobody."""
    named = [getattr(command, "client_id", ""), *getattr(command, "client_ids", ())]
    held = tx.get(Pass, getattr(command, "pass_id", "")) if not any(named) else None
    found = [*named, held.client_id if held else ""]
    return tuple(dict.fromkeys(one for one in found if one))


def _of_occurrence(tx: Reader, _: Command, value: str) -> Place:
    occurrence = tx.get(Occurrence, value)
    return place_of(occurrence) if occurrence else ANYWHERE


def _of_location(_tx: Reader, command: Command, value: str) -> Place:
    named = (getattr(command, name, "") for name in ("lead_id", "staff_id", "instructor_id"))
    return Place(value, next((one for one in named if one), ""))


def _of_series(tx: Reader, _: Command, value: str) -> Place:
    series = tx.get(Series, value)
    return Place(series.location_id) if series else ANYWHERE


def _of_run(tx: Reader, _: Command, value: str) -> Place:
    run = tx.get(CourseRun, value)
    return Place(run.location_id) if run else ANYWHERE


def _of_resource(tx: Reader, _: Command, value: str) -> Place:
    resource = tx.get(Resource, value)
    return Place(resource.location_id) if resource else ANYWHERE


def _of_attention(tx: Reader, _: Command, value: str) -> Place:
    item = tx.get(Attention, value)
    return Place(item.location_id) if item else ANYWHERE


def _of_desk(tx: Reader, value: str) -> Place:
    desk = tx.get(Desk, value)
    return Place(desk.location_id) if desk else ANYWHERE


def _of_grant(tx: Reader, _: Command, value: str) -> Place:
    grant = tx.get(Grant, value)
    if grant is None:
        return ANYWHERE
    return EVERYWHERE if grant.role == OWNER else Place(grant.location_id)


def _of_hours(row_type: type[Availability | AvailabilityException]) -> _Finds:
    def find(tx: Reader, _: Command, value: str) -> Place:
        row = tx.get(row_type, value)
        return Place(row.location_id, row.staff_id) if row else ANYWHERE

    return find


def _of_time_off(tx: Reader, _: Command, value: str) -> Place:
    row = tx.get(TimeOff, value)
    return home_of(tx, row.staff_id) if row else ANYWHERE


def home_of(tx: Reader, staff_id: str) -> Place:
    """Where a person belongs: the primary location if they hold it, else the first that they hold.

    Owners, and who has neither a role nor a primary location, are a matter of the whole
    organisation.
    """
    grants = tx.find(GRANTS_OF_STAFF, staff_id)
    held = sorted(grant.location_id for grant in grants if grant.location_id)
    member = tx.get(StaffMember, staff_id)
    primary = member.primary_location_id if member else ""
    owner = any(grant.role == OWNER for grant in grants)
    if owner or not (held or primary):
        return Place(lead_id=staff_id, everywhere=True)
    return Place(primary if primary in held or not held else held[0], staff_id)


def _of_instructor(_tx: Reader, _command: Command, value: str) -> Place:
    return Place(lead_id=value)


def _of_request(tx: Reader, _: Command, value: str) -> Place:
    row = tx.get(BookingRequest, value)
    return Place(row.location_id, row.instructor_id) if row else ANYWHERE


def _of_scope(command: Any) -> Place:
    return Place(command.scope_id) if command.scope == "location" else EVERYWHERE


_BY_FIELD: dict[str, _Finds] = {
    "occurrence_id": _of_occurrence,
    "from_occurrence_id": _of_occurrence,
    "to_occurrence_id": _of_occurrence,
    "location_id": _of_location,
    "series_id": _of_series,
    "run_id": _of_run,
    "resource_id": _of_resource,
    "attention_id": _of_attention,
    "grant_id": _of_grant,
    "availability_id": _of_hours(Availability),
    "exception_id": _of_hours(AvailabilityException),
    "time_off_id": _of_time_off,
    "instructor_id": _of_instructor,
    "request_id": _of_request,
}
