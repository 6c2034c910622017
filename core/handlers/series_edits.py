"""Changes a series from a date on: empty dates follow, booked ones as somebody chose (SCH-4)."""

from collections.abc import Iterable

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.schedule import CancelOccurrence, EditSeries, MoveOccurrence
from core.domain.bookings import (
    BOOKINGS_OF_OCCURRENCE,
    WAITING_FOR_OCCURRENCE,
)
from core.domain.ids import SeriesId, StaffId, derive
from core.domain.json_text import dump, texts
from core.domain.refusals import Refusal
from core.domain.schedule import (
    OCCURRENCES_OF_SERIES,
    SCHEDULED,
    Occurrence,
    Series,
)
from core.domain.zones import add_days
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.handlers.schedule import cancel_occurrence, change_capacity_of, move_occurrence
from core.ports import Reader, Tx
from core.rules.capacity import seats_used
from core.rules.holdings import seats_kept
from core.rules.recurrence import dates
from core.rules.series_edits import DateChange, Shape, change_of, shifted_rule

ENDED = "ended"


@handles(EditSeries)
def edit_series(tx: Tx, act: Act, command: EditSeries) -> Outcome | Refusal:
    """Refuses `series_unknown`, `rule_not_shiftable`, `nothing_left`, and `series_choices` with the
    dates that are booked and of which nobody said what becomes.

    The series ends before the first date that changes, and a new one goes on from there. A date
    that cannot move, or was changed by hand, stays where it is, and no second one is made. Settled
    on another state, what was booked meanwhile moves with its bookings (SET-14).
    """
    series = tx.get(Series, command.series_id)
    if series is None or series.state != "active":
        return Refusal("series_unknown", {"series_id": command.series_id})
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
    return bool(booked or seats_kept(tx, one.id) or tx.find(WAITING_FOR_OCCURRENCE, one.id))


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
    told: dict[str, list[str]] = {"moved": [], "kept": [], "cancelled": [], "untouched": []}
    skipped = set(_shifted(texts(series.skipped), command.day_shift))
    # a later date makes room for the one before it
    for change in sorted(changes, key=lambda c: c.to_date, reverse=command.day_shift > 0):
        fate, event = _one(tx, act, command, change, key)
        told.setdefault(fate, []).append(change.occurrence.id)
        if event is not None:
            events.append(event)
        if fate not in ("moved", "stays"):
            skipped.add(change.to_date)
    first = changes[0]
    new = _going_on(series, command, key, rule, first.to_date, skipped)
    tx.put(replace(new, changed_by=act.command_id))
    ends = add_days(first.occurrence.original_date, -1)
    state = ENDED if ends < series.start_date else series.state
    tx.put(replace(series, end_date=ends, state=state, changed_by=act.command_id))
    facts: Facts = {
        "series_id": key,
        "from_series_id": series.id,
        "from_date": first.to_date,
        "day_shift": command.day_shift,
        "local_start": series.local_start,
        "duration_min": series.duration_min,
        "capacity": series.capacity,
        "lead_id": series.lead_id,
        "moved": told["moved"],
        "kept": len(told["kept"]) + len(told["untouched"]),
        "cancelled": len(told["cancelled"]),
        "count": len(told["moved"]),
    }
    return Outcome("series_changed", facts, (Event("series_changed", facts), *events))


def _one(
    tx: Tx, act: Act, command: EditSeries, change: DateChange, series_id: SeriesId
) -> tuple[str, Event | None]:
    """Carry out what becomes of one date; what it came to, and what those booked are told."""
    one = change.occurrence
    choice = command.choices.get(one.id, "move")
    if change.fate == "untouched" or (change.fate == "asks" and choice == "keep"):
        return ("untouched" if change.fate == "untouched" else "kept"), None
    if change.fate == "asks" and choice == "cancel":
        ended = cancel_occurrence(tx, act, CancelOccurrence(one.id, command.reason))
        return "cancelled", ended.events[0] if isinstance(ended, Outcome) else None
    event: Event | None = None
    if change.fate != "stays":
        move = MoveOccurrence(
            one.id,
            change.to_date,
            command.local_start,
            command.duration_min,
            command.lead_id,
            command.override,
            command.reason,
        )
        moved = move_occurrence(tx, act, move)
        if isinstance(moved, Refusal):
            return "kept", None
        same_time = moved.facts["starts_at"] == one.starts_at
        event = None if same_time else moved.events[0]
        change_capacity_of(tx, act, one.id, command.capacity)
    row = tx.get(Occurrence, one.id) or one
    tx.put(replace(row, series_id=series_id, original_date=change.to_date))
    return ("stays" if change.fate == "stays" else "moved"), event


def _going_on(
    series: Series,
    command: EditSeries,
    key: SeriesId,
    rule: str,
    first: str,
    skipped: Iterable[str],
) -> Series:
    shift = command.day_shift
    ends = _end_of(series)
    return replace(
        series,
        id=key,
        rrule=rule,
        start_date=first,
        local_start=command.local_start,
        duration_min=command.duration_min,
        capacity=command.capacity,
        lead_id=StaffId(command.lead_id),
        end_date=add_days(ends, shift) if ends else "",
        skipped=dump(sorted(day for day in skipped if day >= first)),
        added=dump(sorted(d for d in _shifted(texts(series.added), shift) if d >= first)),
        generated_to=max(series.generated_to, first),
    )


def _end_of(series: Series) -> str:
    """The last date of a series that ends, by its own end or by its rule's; "" for open."""
    if not any(part in series.rrule for part in ("COUNT=", "UNTIL=")):
        return series.end_date
    found = dates(series.rrule, series.start_date, series.end_date or "2099-12-31")
    return found[-1] if not isinstance(found, Refusal) and found else series.end_date


def _shifted(days: Iterable[str], by: int) -> list[str]:
    return [add_days(day, by) for day in days]
