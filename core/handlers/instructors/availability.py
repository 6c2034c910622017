"""Handlers of hours, exceptions, time off, travel and of what a person teaches (AVL-1, SCH-7)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.availability import (
    AddAvailability,
    AddException,
    EndAvailability,
    EndException,
    EndTimeOff,
    QualifyStaff,
    SetTravel,
    TakeTimeOff,
)
from core.domain.availability import (
    ACTIVE,
    AVAILABILITY_OF_STAFF,
    ENDED,
    TIME_OFF_OF_STAFF,
    Availability,
    AvailabilityException,
    TimeOff,
    Travel,
)
from core.domain.ids import (
    AvailabilityExceptionId,
    AvailabilityId,
    LocationId,
    StaffId,
    TimeOffId,
    derive,
    travel_id,
)
from core.domain.json_text import dump
from core.domain.organisation import GRANTS_OF_STAFF, OWNER, Location, StaffMember
from core.domain.refusals import Refusal
from core.domain.zones import local_date
from core.handlers.instructors.away import back_again, flag_away
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts
from core.ports import Reader, Tx
from core.rules.instructors.availability import clashing, in_order
from core.rules.instructors.duties import duties
from core.rules.instructors.staff_conflicts import away_at


@handles(AddAvailability)
def add_availability(tx: Tx, act: Act, command: AddAvailability) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `location_unknown`, `not_at_location`,
    `span_empty`, `invalid_date`, `availability_clashes` with other hours of that weekday there.
    """
    member = _works_at(tx, command.staff_id, command.location_id)
    if isinstance(member, Refusal):
        return member
    days = (command.valid_from, command.valid_until)
    if refusal := in_order(command.local_from, command.local_until, *days):
        return refusal
    if command.valid_until and command.valid_until < command.valid_from:
        return Refusal("span_empty", {"local_from": days[0], "local_until": days[1]})
    made = Availability(
        AvailabilityId(derive(act.command_id, "availability")),
        StaffId(member.id),
        LocationId(command.location_id),
        command.weekday,
        command.local_from,
        command.local_until,
        command.valid_from,
        command.valid_until,
        int(command.self_booking),
        changed_by=act.command_id,
    )
    other = clashing(made, tx.find(AVAILABILITY_OF_STAFF, member.id))
    if other is not None:
        span = {"local_from": other.local_from, "local_until": other.local_until}
        return Refusal("availability_clashes", {**_of(member), **span})
    tx.put(made)
    facts = {**_of(member), "availability_id": made.id, "location_id": made.location_id}
    return Outcome("availability_set", facts, (Event("availability_changed", facts),))


@handles(EndAvailability)
def end_availability(tx: Tx, act: Act, command: EndAvailability) -> Outcome | Refusal:
    """Refuses `availability_unknown`. The facts are what would make the hours again."""
    row = tx.get(Availability, command.availability_id)
    if row is None or row.state != ACTIVE:
        return Refusal("availability_unknown", {"availability_id": command.availability_id})
    tx.put(replace(row, state=ENDED, changed_by=act.command_id))
    span = {"valid_from": row.valid_from, "valid_until": row.valid_until}
    facts = {**_hours(tx, row), "weekday": row.weekday, **span}
    return Outcome("availability_ended", facts, (Event("availability_changed", facts),))


@handles(AddException)
def add_exception(tx: Tx, act: Act, command: AddException) -> Outcome | Refusal:
    """Refuses what `add_availability` refuses but for a clash, and `date_past`."""
    member = _works_at(tx, command.staff_id, command.location_id)
    if isinstance(member, Refusal):
        return member
    if refusal := in_order(command.local_from, command.local_until, command.local_date):
        return refusal
    location = tx.get(Location, command.location_id)
    if location and command.local_date < local_date(act.occurred_at, location.zone):
        return Refusal("date_past", {"date": command.local_date})
    made = AvailabilityException(
        AvailabilityExceptionId(derive(act.command_id, "exception")),
        StaffId(member.id),
        LocationId(command.location_id),
        command.local_date,
        command.local_from,
        command.local_until,
        command.kind,
        int(command.self_booking),
        changed_by=act.command_id,
    )
    tx.put(made)
    facts = {**_of(member), "exception_id": made.id, "location_id": made.location_id}
    return Outcome("availability_set", facts, (Event("availability_changed", facts),))


@handles(EndException)
def end_exception(tx: Tx, act: Act, command: EndException) -> Outcome | Refusal:
    """Refuses `availability_unknown`. The facts are what would make the exception again."""
    row = tx.get(AvailabilityException, command.exception_id)
    if row is None or row.state != ACTIVE:
        return Refusal("availability_unknown", {"exception_id": command.exception_id})
    tx.put(replace(row, state=ENDED, changed_by=act.command_id))
    facts = {**_hours(tx, row), "local_date": row.local_date, "kind": row.kind}
    return Outcome("availability_ended", facts, (Event("availability_changed", facts),))


def _hours(tx: Reader, row: Availability | AvailabilityException) -> Facts:
    return {
        "staff_id": row.staff_id,
        "other_id": row.staff_id,
        "staff_name": _name(tx, row.staff_id),
        "location_id": row.location_id,
        "local_from": row.local_from,
        "local_until": row.local_until,
        "self_booking": bool(row.self_booking),
    }


@handles(TakeTimeOff)
def take_time_off(tx: Tx, act: Act, command: TakeTimeOff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`, `time_off_empty`, `time_past`, `already_away`.

    What the person leads or assists meanwhile stays, is flagged, and is named in the facts.
    """
    member = _member(tx, command.staff_id)
    if isinstance(member, Refusal):
        return member
    if command.ends_at <= command.starts_at:
        return Refusal("time_off_empty", _of(member))
    if command.ends_at <= act.occurred_at:
        return Refusal("time_past", _of(member))
    rows = tx.find(TIME_OFF_OF_STAFF, member.id, since=command.starts_at + 1)
    if other := away_at(rows, command.starts_at, command.ends_at):
        return Refusal("already_away", {**_of(member), "until": other.ends_at})
    made = TimeOff(
        TimeOffId(derive(act.command_id, "time_off")),
        StaffId(member.id),
        command.starts_at,
        command.ends_at,
        command.reason,
        changed_by=act.command_id,
    )
    tx.put(made)
    since = max(command.starts_at, act.occurred_at)
    open_ = [flag_away(tx, one).id for one in duties(tx, member.id, since, command.ends_at)]
    facts = {
        **_of(member),
        "time_off_id": made.id,
        "from": made.starts_at,
        "until": made.ends_at,
        "occurrence_ids": open_,
        "count": len(open_),
    }
    return Outcome("time_off_taken", facts, (Event("time_off_taken", facts),))


@handles(EndTimeOff)
def end_time_off(tx: Tx, act: Act, command: EndTimeOff) -> Outcome | Refusal:
    """Refuses `availability_unknown`."""
    row = tx.get(TimeOff, command.time_off_id)
    if row is None or row.state != ACTIVE:
        return Refusal("availability_unknown", {"time_off_id": command.time_off_id})
    tx.put(replace(row, state=ENDED, changed_by=act.command_id))
    back_again(tx, row.staff_id, row.starts_at, row.ends_at)
    facts: Facts = {
        "staff_id": row.staff_id,
        "other_id": row.staff_id,
        "staff_name": _name(tx, row.staff_id),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "reason": row.reason,
    }
    return Outcome("time_off_ended", facts, (Event("availability_changed", facts),))


@falls_back(EndAvailability)
def settle_end(tx: Tx, _act: Act, command: EndAvailability, refusal: Refusal) -> Outcome | Refusal:
    """Taken back at two desks is taken back once (SET-12)."""
    row = tx.get(Availability, command.availability_id)
    return _once("availability_ended", row.staff_id) if row else refusal


@falls_back(EndException)
def settle_end_exception(
    tx: Tx, _act: Act, command: EndException, refusal: Refusal
) -> Outcome | Refusal:
    """As `settle_end`."""
    row = tx.get(AvailabilityException, command.exception_id)
    return _once("availability_ended", row.staff_id) if row else refusal


@falls_back(EndTimeOff)
def settle_end_time_off(
    tx: Tx, _act: Act, command: EndTimeOff, refusal: Refusal
) -> Outcome | Refusal:
    """As `settle_end`."""
    row = tx.get(TimeOff, command.time_off_id)
    return _once("time_off_ended", row.staff_id) if row else refusal


@handles(SetTravel)
def set_travel(tx: Tx, act: Act, command: SetTravel) -> Outcome | Refusal:
    """Refuses `location_unknown`, `same_location`."""
    if command.location_id == command.other_location_id:
        return Refusal("same_location")
    for key in (command.location_id, command.other_location_id):
        if tx.get(Location, key) is None:
            return Refusal("location_unknown", {"location_id": key})
    first, second = sorted((command.location_id, command.other_location_id))
    tx.put(
        Travel(
            travel_id(first, second),
            LocationId(first),
            LocationId(second),
            command.minutes,
            changed_by=act.command_id,
        )
    )
    facts = {"location_id": command.location_id, "minutes": command.minutes}
    return Outcome("travel_set", facts, (Event("travel_set", facts),))


@handles(QualifyStaff)
def qualify_staff(tx: Tx, _act: Act, command: QualifyStaff) -> Outcome | Refusal:
    """Refuses `staff_unknown`, `staff_archived`. What is planned already stays (SCH-7)."""
    member = _member(tx, command.staff_id)
    if isinstance(member, Refusal):
        return member
    wanted = dump(sorted({one.strip() for one in command.categories if one.strip()}))
    tx.put(replace(member, categories=wanted))
    facts = {**_of(member), "before": member.categories, "after": wanted}
    return Outcome("staff_qualified", facts, (Event("staff_qualified", facts),))


def _member(tx: Reader, staff_id: str) -> StaffMember | Refusal:
    member = tx.get(StaffMember, staff_id)
    if member is None:
        return Refusal("staff_unknown", {"staff_id": staff_id})
    if member.state != ACTIVE:
        return Refusal("staff_archived", _of(member))
    return member


def _works_at(tx: Reader, staff_id: str, location_id: str) -> StaffMember | Refusal:
    """The person, who must hold a role there; an owner holds all locations."""
    member = _member(tx, staff_id)
    if isinstance(member, Refusal):
        return member
    location = tx.get(Location, location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": location_id})
    grants = tx.find(GRANTS_OF_STAFF, staff_id)
    if any(one.role == OWNER or one.location_id == location_id for one in grants):
        return member
    return Refusal("not_at_location", {**_of(member), "location_name": location.name})


def _of(member: StaffMember) -> Facts:
    return {"staff_id": member.id, "staff_name": member.name, "other_id": member.id}


def _name(tx: Reader, staff_id: str) -> str:
    member = tx.get(StaffMember, staff_id)
    return member.name if member else ""


def _once(code: str, staff_id: str) -> Outcome:
    return Outcome(code, {"staff_id": staff_id, "settlement": "SET-12"})
