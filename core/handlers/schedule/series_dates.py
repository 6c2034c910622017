"""Takes dates out of a series, adds some, and ends it; booked dates are never lost (SCH-4)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.schedule import CancelOccurrence, UndoCreateOccurrence
from core.commands.series_dates import AddDate, EndSeries, SetRolling, SkipDate
from core.domain.bookings import BOOKINGS_OF_OCCURRENCE, WAITING_FOR_OCCURRENCE
from core.domain.catalogue import Service
from core.domain.ids import occurrence_id
from core.domain.json_text import dump, texts
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import (
    DROPPED,
    ENDED,
    OCCURRENCES_OF_SERIES,
    SCHEDULED,
    Occurrence,
    Series,
)
from core.domain.zones import MINUTE_MS, is_date, to_utc
from core.handlers.registry import handles
from core.handlers.scene import Facts, scene_of, told
from core.handlers.schedule.placing import Plan, hindrance, hold_again, place, release
from core.handlers.schedule.schedule import cancel_occurrence
from core.ports import Reader, Tx
from core.rules.booking.holdings import seats_set_aside
from core.rules.schedule.conflicts import Slot, staff_of
from core.rules.schedule.occurrence_states import may_move
from core.rules.schedule.series_lines import series_meant


@handles(EndSeries)
def end_series(tx: Tx, act: Act, command: EndSeries) -> Outcome | Refusal:
    """Refuses `series_unknown`, `invalid_date`, `series_over` where it ends before anyway, and
    `series_choices` with the booked dates of which nobody said what becomes.

    What was booked meanwhile elsewhere is kept (SET-14)."""
    series = _active(tx, act, command.series_id, command.last_date)
    if isinstance(series, Refusal):
        return series
    if series.end_date and command.last_date > series.end_date:
        return Refusal("series_over", {"series_id": series.id, "last_date": series.end_date})
    after = [
        one
        for one in tx.find(OCCURRENCES_OF_SERIES, series.id, since=command.last_date)
        if one.original_date > command.last_date and _coming(act, one)
    ]
    booked = [one for one in after if ever_booked(tx, one.id)]
    open_ = [one for one in booked if one.id not in command.choices]
    if open_ and not act.shown:
        ids, days = [one.id for one in open_], [one.local_date for one in open_]
        return Refusal("series_choices", {"occurrence_ids": ids, "dates": days})
    events: list[Event] = []
    kept: list[str] = []
    dropped = 0
    for one in after:
        if one not in booked:
            dropped += 1
            drop(tx, act, one)
        elif command.choices.get(one.id, "keep") == "keep":
            kept.append(one.local_date)
        else:
            ended = cancel_occurrence(tx, act, CancelOccurrence(one.id, command.reason))
            events += ended.events if isinstance(ended, Outcome) else ()
    over = command.last_date <= series.generated_to
    tx.put(
        replace(
            series,
            end_date=command.last_date,
            state=ENDED if over else series.state,
            changed_by=act.command_id,
        )
    )
    facts: Facts = {
        "series_id": series.id,
        "last_date": command.last_date,
        "dropped": dropped,
        "kept": kept,
        "cancelled": len(events),
    }
    return Outcome("series_ended", facts, (Event("series_ended", facts), *events))


@handles(SkipDate)
def skip_date(tx: Tx, act: Act, command: SkipDate) -> Outcome | Refusal:
    """Refuses `series_unknown`, `invalid_date`, `date_booked` (cancel the class instead), and
    `class_closed` and kin where the date is no longer to come."""
    series = _active(tx, act, command.series_id, command.local_date)
    if isinstance(series, Refusal):
        return series
    facts: Facts = {"series_id": series.id, "local_date": command.local_date}
    one = _of_date(tx, series, command.local_date)
    if one is not None and one.state != DROPPED:
        if refusal := may_move("drop", one.state) or _over(act, one):
            scene = scene_of(tx, one.id)
            return refusal if isinstance(scene, Refusal) else told(refusal, scene.facts())
        if ever_booked(tx, one.id):
            return Refusal("date_booked", {**facts, "occurrence_id": one.id})
        drop(tx, act, one)
    skipped = sorted({*texts(series.skipped), command.local_date})
    added = [day for day in texts(series.added) if day != command.local_date]
    tx.put(replace(series, skipped=dump(skipped), added=dump(added), changed_by=act.command_id))
    return Outcome("date_skipped", facts, (Event("date_skipped", facts),))


@handles(AddDate)
def add_date(tx: Tx, act: Act, command: AddDate) -> Outcome | Refusal:
    """Refuses `series_unknown`, `invalid_date`, `date_outside` before its start or after its end,
    `date_taken`, conflicts not overridden.

    A date that was dropped takes place again under its old id.
    """
    series = _active(tx, act, command.series_id, command.local_date)
    if isinstance(series, Refusal):
        return series
    facts: Facts = {"series_id": series.id, "local_date": command.local_date}
    if command.local_date < series.start_date or command.local_date > (
        series.end_date or command.local_date
    ):
        return Refusal("date_outside", {**facts, "from": series.start_date})
    there = _of_date(tx, series, command.local_date)
    if there is not None and there.state != DROPPED:
        return Refusal("date_taken", {**facts, "occurrence_id": there.id})
    slot = _slot(tx, series, command.local_date)
    if isinstance(slot, Refusal):
        return slot
    if refusal := hindrance(tx, act, slot, command.override, command.reason):
        return refusal
    if there is not None:
        tx.put(replace(there, state=SCHEDULED, conflict="", changed_by=act.command_id))
        hold_again(tx, there, slot)
    else:
        what = Plan(
            command.local_date,
            series.local_start,
            series.capacity,
            series.lead_id,
            series.id,
            step_id=series.step_id,
        )
        place(tx, act, slot, what)
    skipped = [day for day in texts(series.skipped) if day != command.local_date]
    added = sorted({*texts(series.added), command.local_date})
    tx.put(replace(series, skipped=dump(skipped), added=dump(added), changed_by=act.command_id))
    facts["occurrence_id"] = slot.occurrence_id
    return Outcome("date_added", facts, (Event("date_added", facts),))


@handles(SetRolling)
def set_rolling(tx: Tx, act: Act, command: SetRolling) -> Outcome | Refusal:
    """Refuses `series_unknown` (SCH-11)."""
    series = _active(tx, act, command.series_id)
    if isinstance(series, Refusal):
        return series
    tx.put(replace(series, rolling=command.rolling, changed_by=act.command_id))
    facts: Facts = {"series_id": series.id, "rolling": command.rolling}
    return Outcome("rolling_set", facts, (Event("rolling_set", facts),))


@handles(UndoCreateOccurrence)
def undo_create_occurrence(tx: Tx, act: Act, command: UndoCreateOccurrence) -> Outcome | Refusal:
    """Refuses `class_cancelled` and kin, `changed_since` (moved, led or booked since)."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    occurrence = scene.occurrence
    if refusal := may_move("drop", occurrence.state):
        return told(refusal, scene.facts())
    if occurrence.changed_by != command.of or ever_booked(tx, occurrence.id):
        return Refusal("changed_since", scene.facts())
    drop(tx, act, occurrence)
    return Outcome("undone", scene.facts())


def drop(tx: Tx, act: Act, occurrence: Occurrence) -> None:
    """Take a date that nobody ever booked off the calendar (SCH-13)."""
    tx.put(replace(occurrence, state=DROPPED, changed_by=act.command_id))
    release(tx, occurrence.id)


def ever_booked(tx: Reader, occurrence_id: str) -> bool:
    """Whether anybody has or had a seat, waits, or has seats kept."""
    return bool(
        tx.find(BOOKINGS_OF_OCCURRENCE, occurrence_id)
        or tx.find(WAITING_FOR_OCCURRENCE, occurrence_id)
        or seats_set_aside(tx, occurrence_id)
    )


def _active(tx: Reader, act: Act, series_id: str, local_date: str = "") -> Series | Refusal:
    series = series_meant(tx, act, series_id, local_date)
    if series is None:
        return Refusal("series_unknown", {"series_id": series_id})
    if local_date and not is_date(local_date):
        return Refusal("invalid_date", {"date": local_date})
    return series


def _of_date(tx: Reader, series: Series, local_date: str) -> Occurrence | None:
    """The occurrence of a date; a series that was split keeps the ids that its dates had."""
    made = tx.get(Occurrence, occurrence_id(series.id, local_date))
    if made is not None and made.series_id == series.id:
        return made
    near = tx.find(OCCURRENCES_OF_SERIES, series.id, since=local_date)
    return next((one for one in near if one.original_date == local_date), None)


def _slot(tx: Reader, series: Series, local_date: str) -> Slot | Refusal:
    service = tx.get(Service, series.service_id)
    location = tx.get(Location, series.location_id)
    if service is None or location is None:
        return Refusal("series_unknown", {"series_id": series.id})
    there = _of_date(tx, series, local_date)
    starts_at = to_utc(local_date, series.local_start, location.zone)
    return Slot(
        there.id if there else occurrence_id(series.id, local_date),
        location,
        service,
        starts_at,
        starts_at + series.duration_min * MINUTE_MS,
        staff_of(series.lead_id, texts(series.assistants)),
    )


def _coming(act: Act, one: Occurrence) -> bool:
    return one.state == SCHEDULED and one.starts_at > act.occurred_at


def _over(act: Act, one: Occurrence) -> Refusal | None:
    if one.starts_at > act.occurred_at:
        return None
    return Refusal("class_started", {"starts_at": one.starts_at})
