"""Closes a location for dates: its classes one by one, its passes in parts (SCH-14)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.closures import CloseLocation, ExtendForClosure, OpenLocation
from core.commands.schedule import CancelOccurrence
from core.domain.closures import ENDED, Closure
from core.domain.credits import PASSES_TO_EXPIRE, Pass
from core.domain.ids import ClosureId, LocationId, derive
from core.domain.json_text import allows
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import OCCURRENCES_AT_LOCATION, SCHEDULED, Occurrence
from core.domain.zones import add_days, day_bounds, is_date
from core.handlers.registry import falls_back, handles
from core.handlers.scene import Facts
from core.handlers.schedule.schedule import cancel_occurrence
from core.ports import Reader, Tx
from core.rules.passes.freezing import days_between

AT_ONCE = 200
ALL = "all"
LONGEST_DAYS = 366


@handles(CloseLocation)
def close_location(tx: Tx, act: Act, command: CloseLocation) -> Outcome | Refusal:
    """Refuses `location_unknown`, `invalid_date`, `dates_reversed`, `closure_too_long`, and
    `closure_choices` with the classes of which nobody said what becomes."""
    location = tx.get(Location, command.location_id)
    if location is None:
        return Refusal("location_unknown", {"location_id": command.location_id})
    if refusal := _wrong_dates(command):
        return refusal
    coming = _coming(tx, act, location, command)
    open_ = [one for one in coming if one.id not in command.choices]
    if open_ and not act.shown:
        ids, days = [one.id for one in open_], [one.local_date for one in open_]
        return Refusal("closure_choices", {"occurrence_ids": ids, "dates": days})
    days_closed = days_between(command.from_date, command.until_date)
    closure = Closure(
        ClosureId(derive(act.command_id, "closure")),
        LocationId(location.id),
        command.from_date,
        command.until_date,
        command.reason.strip(),
        days_closed if command.extend_passes else 0,
        "" if command.extend_passes else ALL,
        changed_by=act.command_id,
    )
    tx.put(closure)
    events: list[Event] = []
    for one in coming:
        if command.choices.get(one.id, "keep") == "cancel":
            ended = cancel_occurrence(tx, act, CancelOccurrence(one.id, command.reason))
            events += ended.events if isinstance(ended, Outcome) else ()
    facts: Facts = {
        "closure_id": closure.id,
        "location_id": location.id,
        "location_name": location.name,
        "from": command.from_date,
        "until": command.until_date,
        "cancelled": len(events),
        "kept": len(coming) - len(events),
        "client_ids": [c for event in events for c in event.facts["client_ids"]],
    }
    told = {name: value for name, value in facts.items() if name != "client_ids"}
    return Outcome("location_closed", facts, (Event("location_closed", told), *events))


@falls_back(CloseLocation)
def settle_closing(
    _tx: Tx, _act: Act, _command: CloseLocation, refusal: Refusal
) -> Outcome | Refusal:
    """Refused as it stands; classes made meanwhile are kept by the handler itself."""
    return refusal


@handles(OpenLocation)
def open_location(tx: Tx, act: Act, command: OpenLocation) -> Outcome | Refusal:
    """Refuses `closure_unknown`."""
    closure = tx.get(Closure, command.closure_id)
    location = tx.get(Location, command.location_id)
    if (
        closure is None
        or location is None
        or closure.state == ENDED
        or closure.location_id != location.id
    ):
        return Refusal("closure_unknown", {"closure_id": command.closure_id})
    tx.put(replace(closure, state=ENDED, changed_by=act.command_id))
    facts: Facts = {"location_id": location.id, "location_name": location.name}
    return Outcome("location_opened", facts, (Event("location_opened", facts),))


@handles(ExtendForClosure)
def extend_for_closure(tx: Tx, act: Act, command: ExtendForClosure) -> Outcome | Refusal:
    """Refuses `closure_unknown`. The same part twice extends nothing twice: it goes on from the
    last pass that has its days."""
    closure = tx.get(Closure, command.closure_id)
    if closure is None or closure.extended_to == ALL or closure.extended_to != command.after:
        return Refusal("closure_unknown", {"closure_id": command.closure_id})
    part = [
        held
        for held in sorted(_holding(tx, closure), key=lambda one: one.id)
        if held.id > command.after
    ]
    for held in part[:AT_ONCE]:
        until = add_days(held.valid_until, closure.extends)
        tx.put(replace(held, valid_until=until, expires_on=until, changed_by=act.command_id))
    done = len(part) <= AT_ONCE
    tx.put(replace(closure, extended_to=ALL if done else part[AT_ONCE - 1].id))
    count = min(len(part), AT_ONCE)
    facts: Facts = {"closure_id": closure.id, "count": count, "days": closure.extends}
    return Outcome("passes_extended", facts, (Event("passes_extended", facts),))


def _holding(tx: Reader, closure: Closure) -> list[Pass]:
    """Passes that hold at the location and were not over when it closed."""
    return [
        held
        for state in ("active", "ending")
        for held in tx.find(PASSES_TO_EXPIRE, state, since=closure.from_date)
        if allows(held.locations, closure.location_id)
        and (not held.valid_from or held.valid_from <= closure.until_date)
    ]


def _wrong_dates(command: CloseLocation) -> Refusal | None:
    for day in (command.from_date, command.until_date):
        if not is_date(day):
            return Refusal("invalid_date", {"date": day})
    if command.until_date < command.from_date:
        return Refusal("dates_reversed")
    if days_between(command.from_date, command.until_date) > LONGEST_DAYS:
        return Refusal("closure_too_long", {"days": LONGEST_DAYS})
    return None


def _coming(tx: Reader, act: Act, location: Location, command: CloseLocation) -> list[Occurrence]:
    since, _ = day_bounds(command.from_date, location.zone)
    _, until = day_bounds(command.until_date, location.zone)
    since = max(since, act.occurred_at)
    found = tx.find(OCCURRENCES_AT_LOCATION, location.id, since=since, until=until)
    return [one for one in found if one.state == SCHEDULED]
