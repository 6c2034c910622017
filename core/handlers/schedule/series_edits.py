"""Changes a series from a date on: empty dates follow, booked ones as somebody chose (SCH-4)."""

from collections.abc import Iterable

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.schedule import CancelOccurrence, EditSeries, UndoMoveOccurrence
from core.domain.bookings import (
    BOOKINGS_OF_OCCURRENCE,
    WAITING_FOR_OCCURRENCE,
)
from core.domain.ids import SeriesId, StaffId, derive
from core.domain.json_text import dump, texts
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.schedule import (
    CANCELLED,
    OCCURRENCES_OF_SERIES,
    SCHEDULED,
    Occurrence,
    Series,
)
from core.domain.zones import add_days, to_utc
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.handlers.schedule.schedule import (
    cancel_occurrence,
    change_capacity_of,
    move_exactly,
    told_of_move,
)
from core.ports import Reader, Tx
from core.rules.booking.capacity import seats_used
from core.rules.booking.holdings import seats_set_aside
from core.rules.schedule.recurrence import Recurrence, in_step, last_date
from core.rules.schedule.series_edits import DateChange, Shape, change_of, shifted_rule
from core.rules.schedule.series_lines import series_meant

ENDED = "ended"


@handles(EditSeries)
def edit_series(tx: Tx, act: Act, command: EditSeries) -> Outcome | Refusal:
    """Refuses `series_unknown`, `rule_not_shiftable`, `nothing_left`, and `series_choices` with the
    dates that are booked and of which nobody said what becomes.

    The series ends before the first date that changes, and a new one goes on from there. A date
    that cannot move, or was changed by hand, stays where it is, and no second one is made. Settled
    on another state, what was booked meanwhile moves with its bookings, and what was changed
    meanwhile holds where this changes something else (SET-9, SET-14).
    """
    series = series_meant(tx, act, command.series_id, command.from_date)
    if series is None:
        return Refusal("series_unknown", {"series_id": command.series_id})
    command = _both(tx, command, series)
    wanted = _wanted(command)
    rule = shifted_rule(series.rrule, wanted.day_shift)
    if isinstance(rule, Refusal):
        return rule
    changes = changes_of(tx, act, series, command.from_date, wanted)
    if not changes:
        return Refusal("nothing_left", {"series_id": series.id})
    open_ = [c for c in changes if c.fate == "asks" and c.occurrence.id not in command.choices]
    if open_ and not act.shown:
        ids = [c.occurrence.id for c in open_]
        days = [c.occurrence.local_date for c in open_]
        return Refusal("series_choices", {"occurrence_ids": ids, "dates": days})
    return _carried_out(tx, act, command, series, rule, changes)


def _both(tx: Reader, command: EditSeries, series: Series) -> EditSeries:
    """The command for the series that goes on: what it left as it was is as it is there now."""
    named = tx.get(Series, command.series_id)
    if named is None or named.id == series.id:
        return command
    same = {
        name: getattr(series, name)
        for name in ("local_start", "duration_min", "capacity", "lead_id")
        if getattr(command, name) == getattr(named, name)
    }
    return replace(command, series_id=series.id, **same)


def changes_of(
    tx: Reader, act: Act, series: Series, from_date: str, wanted: Shape
) -> list[DateChange]:
    """Every coming date of a series from a date on ("" is all), and what would become of it."""
    coming = tx.find(OCCURRENCES_OF_SERIES, series.id, since=from_date or None)
    return [
        change_of(one, series, wanted, used=_used(tx, one))
        for one in coming
        if one.state == SCHEDULED and one.starts_at > act.occurred_at
    ]


def _wanted(command: EditSeries) -> Shape:
    return Shape(
        command.local_start,
        command.duration_min,
        command.capacity,
        command.lead_id,
        command.day_shift,
    )


def _used(tx: Reader, one: Occurrence) -> bool:
    booked = seats_used(tx.find(BOOKINGS_OF_OCCURRENCE, one.id))
    return bool(booked or seats_set_aside(tx, one.id) or tx.find(WAITING_FOR_OCCURRENCE, one.id))


def _carried_out(
    tx: Tx,
    act: Act,
    command: EditSeries,
    series: Series,
    rule: str,
    changes: list[DateChange],
) -> Outcome | Refusal:
    key = SeriesId(derive(act.command_id, "series"))
    events: list[Event] = []
    told: dict[str, list[str]] = {"moved": [], "kept": [], "cancelled": [], "stays": []}
    split = _split(command, series, changes[0].occurrence)
    # a later date makes room for the one before it
    for change in sorted(changes, key=lambda c: c.to_date, reverse=command.day_shift > 0):
        fate, found = _one(tx, act, command, change)
        told[fate].append(change.occurrence.id)
        events += found
    _adopt(tx, series, key, split, command.day_shift)
    new = _going_on(tx, series, command, key, rule, split)
    tx.put(replace(new, changed_by=act.command_id))
    ends = add_days(split, -1)
    state = ENDED if ends < series.start_date else series.state
    tx.put(replace(series, end_date=ends, state=state, changed_by=act.command_id))
    kept = [change.occurrence for change in changes if change.occurrence.id in told["kept"]]
    facts: Facts = {
        "series_id": key,
        "from_series_id": series.id,
        "from_date": changes[0].to_date,
        "day_shift": command.day_shift,
        "local_start": series.local_start,
        "duration_min": series.duration_min,
        "capacity": series.capacity,
        "lead_id": series.lead_id,
        "moved": told["moved"],
        "kept": len(kept),
        "kept_dates": [one.local_date for one in kept],
        "cancelled": len(told["cancelled"]),
        "count": len(told["moved"]),
    }
    return Outcome("series_changed", facts, (Event("series_changed", facts), *events))


def _split(command: EditSeries, series: Series, first: Occurrence) -> str:
    """The date from which the new series goes on: that of the first change, or before it what is
    not made yet."""
    not_made = series.generated_to or series.start_date
    return min(first.original_date, max(command.from_date, not_made))


def _one(
    tx: Tx, act: Act, command: EditSeries, change: DateChange
) -> tuple[str, tuple[Event, ...]]:
    """Carry out what becomes of one date; what it came to, and what people are told."""
    one = change.occurrence
    choice = command.choices.get(one.id, "move")
    if change.fate == "stays":
        return "stays", ()
    if change.fate == "untouched" or (change.fate == "asks" and choice == "keep"):
        return "kept", ()
    if change.fate == "asks" and choice == "cancel":
        ended = cancel_occurrence(tx, act, CancelOccurrence(one.id, command.reason))
        return "cancelled", ended.events if isinstance(ended, Outcome) else ()
    if to_utc(change.to_date, command.local_start, one.zone) <= act.occurred_at:
        return "kept", ()
    to = UndoMoveOccurrence(
        "",
        one.id,
        change.to_date,
        command.local_start,
        command.duration_min,
        command.lead_id,
    )
    moved = move_exactly(tx, act, to, command.override, command.reason)
    if isinstance(moved, Refusal):
        return "kept", ()
    change_capacity_of(tx, act, one.id, command.capacity)
    more = command.capacity > one.capacity
    freed = (Event("seat_freed", {**moved, "client_ids": []}),) if more else ()
    return "moved", (*told_of_move(tx, moved), *freed)


def _adopt(tx: Tx, series: Series, key: SeriesId, split: str, shift: int) -> None:
    """All dates from the split on are the new series', also those that are kept or cancelled: so
    none is made a second time, and the next change finds them."""
    for one in tx.find(OCCURRENCES_OF_SERIES, series.id, since=split):
        coming = one.state in (SCHEDULED, CANCELLED)
        if coming:
            date = add_days(one.original_date, shift)
            tx.put(replace(one, series_id=key, original_date=date))


def _going_on(
    tx: Reader, series: Series, command: EditSeries, key: SeriesId, rule: str, split: str
) -> Series:
    """The series from the split on. It starts on a date of its rule: else every other week would
    become the other one, after a date that was added between."""
    shift = command.day_shift
    location = tx.get(Location, series.location_id)
    zone = location.zone if location else "UTC"
    rhythm = Recurrence(series.rrule, series.start_date, series.local_start, zone)
    ends = last_date(rhythm)
    first = in_step(rhythm, split)
    before = [first] if first < split else []
    skipped = [*before, *(day for day in texts(series.skipped) if day >= split)]
    added = [day for day in texts(series.added) if day >= split]
    return replace(
        series,
        id=key,
        rrule=f"{rule};UNTIL={add_days(ends, shift).replace('-', '')}" if ends else rule,
        start_date=add_days(first, shift),
        local_start=command.local_start,
        duration_min=command.duration_min,
        capacity=command.capacity,
        lead_id=StaffId(command.lead_id),
        end_date=add_days(series.end_date, shift) if series.end_date else "",
        skipped=dump(_shifted(skipped, shift)),
        added=dump(_shifted(added, shift)),
        generated_to=add_days(max(series.generated_to, add_days(split, -1)), shift),
    )


def _shifted(days: Iterable[str], by: int) -> list[str]:
    return sorted(add_days(day, by) for day in days)
