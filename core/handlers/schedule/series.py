"""Handlers of recurring schedules: plan a series, fill its horizon."""

from collections.abc import Iterable

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.schedule import CreateSeries, GenerateSeries
from core.domain.catalogue import Service
from core.domain.ids import (
    CourseStepId,
    LocationId,
    SeriesId,
    ServiceId,
    StaffId,
    derive,
    occurrence_id,
)
from core.domain.json_text import dump, texts
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import OCCURRENCES_OF_SERIES, Occurrence, Series
from core.domain.zones import MINUTE_MS, to_utc
from core.handlers.instructors.away import flag_away
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.handlers.schedule.placing import Plan, kept_in_conflict, place
from core.ports import Reader, Tx
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.schedule.conflicts import OVERRIDABLE, Slot, closed, staff_of
from core.rules.schedule.courses import is_step
from core.rules.schedule.planning import Planned, plan, schedulable
from core.rules.schedule.recurrence import Recurrence, dates


@handles(CreateSeries)
def create_series(tx: Tx, act: Act, command: CreateSeries) -> Outcome | Refusal:
    """Refuses what `planning.plan` refuses, and `series_conflicts` with the dates (SCH-3).

    A desk that showed it as done keeps all dates, those in conflict flagged (SET-7, SET-8).
    """
    key = derive(act.command_id, "series")
    if command.step_id and not is_step(tx, command.step_id, command.service_id):
        return Refusal("step_unknown", {"step_id": command.step_id})
    planned = plan(tx, command, command.generate_to or command.start_date, key)
    if isinstance(planned, Refusal):
        return planned
    if command.generate_to and (refusal := _conflicting(tx, act, command, planned)):
        return refusal
    series = Series(
        SeriesId(key),
        ServiceId(command.service_id),
        LocationId(command.location_id),
        command.rrule,
        command.start_date,
        command.local_start,
        command.duration_min,
        command.capacity,
        StaffId(command.lead_id),
        dump(command.assistant_ids),
        command.end_date,
        dump(sorted(set(command.skipped))),
        dump(sorted(set(command.added))),
        command.generate_to,
        changed_by=act.command_id,
        step_id=CourseStepId(command.step_id),
    )
    tx.put(series)
    days = [day.local_date for day in planned] if command.generate_to else []
    made = _fill(tx, act, series, days)
    facts = {"series_id": key, **_counts(made)}
    return Outcome("series_created", facts, (Event("series_created", facts),))


@handles(GenerateSeries)
def generate_series(tx: Tx, act: Act, command: GenerateSeries) -> Outcome | Refusal:
    """Make the dates that do not exist yet (SCH-3), but none while the location is closed (SCH-14).

    Refuses `series_unknown`, `service_archived` (ORG-7), `invalid_date`.
    """
    series = tx.get(Series, command.series_id)
    if series is None or series.state != "active":
        return Refusal("series_unknown", {"series_id": command.series_id})
    found = schedulable(tx, series.service_id, series.location_id)
    if isinstance(found, Refusal):
        return found
    service, location = found
    last = min(command.until, series.end_date) if series.end_date else command.until
    days = dates(
        Recurrence(series.rrule, series.start_date, series.local_start, location.zone),
        last,
        since=series.generated_to,
        skipped=texts(series.skipped),
        added=texts(series.added),
    )
    if isinstance(days, Refusal):
        return days
    open_days = [
        day for day in days if closed(tx, _slot(series, "", service, location, day)) is None
    ]
    made = [flag_away(tx, one) for one in _fill(tx, act, series, open_days)]
    if command.until > series.generated_to:
        tx.put(replace(series, generated_to=command.until))
    facts = {"series_id": series.id, **_counts(made), "until": command.until}
    return Outcome("series_generated", facts, (Event("series_generated", facts),))


def _counts(made: list[Occurrence]) -> Facts:
    """How many were made, and the first that is kept though something it needs was taken."""
    flagged = [one for one in made if one.conflict]
    facts: Facts = {"made": len(made), "in_conflict": len(flagged)}
    if flagged:
        facts["settlement"] = kept_in_conflict(flagged[0])
        facts["occurrence_id"] = flagged[0].id
    return facts


def _fill(tx: Tx, act: Act, series: Series, days: Iterable[str]) -> list[Occurrence]:
    service = tx.get(Service, series.service_id)
    location = tx.get(Location, series.location_id)
    if service is None or location is None:
        return []
    made = []
    wanted = sorted(days)
    coming = tx.find(OCCURRENCES_OF_SERIES, series.id, since=wanted[0]) if wanted else ()
    there = {one.original_date for one in coming}
    for day in wanted:
        key = occurrence_id(series.id, day)
        if day in there or tx.get(Occurrence, key) is not None:
            continue
        slot = _slot(series, key, service, location, day)
        what = Plan(
            day,
            series.local_start,
            series.capacity,
            series.lead_id,
            series.id,
            step_id=series.step_id,
        )
        made.append(place(tx, act, slot, what))
    return made


def _slot(series: Series, key: str, service: Service, location: Location, day: str) -> Slot:
    starts_at = to_utc(day, series.local_start, location.zone)
    ends_at = starts_at + series.duration_min * MINUTE_MS
    staff = staff_of(series.lead_id, texts(series.assistants))
    return Slot(key, location, service, starts_at, ends_at, staff)


def _conflicting(
    tx: Reader, act: Act, command: CreateSeries, planned: Iterable[Planned]
) -> Refusal | None:
    if act.shown:
        return None
    against = [
        day
        for day in planned
        if any(c.code not in OVERRIDABLE or c.code not in command.override for c in day.conflicts)
    ]
    if against:
        first = against[0].conflicts[0]
        days = [day.local_date for day in against]
        return Refusal("series_conflicts", {**first.facts, "why": first.code, "dates": days})
    if not any(day.conflicts for day in planned):
        return None
    if not permits(tx, act, "override_conflict", Place(command.location_id)):
        return Refusal("override_not_allowed")
    return None if command.reason.strip() else Refusal("reason_missing")
