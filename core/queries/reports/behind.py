"""What stands behind a figure: classes with their seats, people with their visits."""

from collections.abc import Sequence

from core.queries.reports.declaration import Behind, Figure, Line, Scope, Unit, share, table
from core.queries.reports.facts import ClassFact, Names

MOST = 2000
"""So many rows are shown behind a figure; the newest."""

_CLASS = (
    Figure(ident="date", title="Date", unit=Unit.DATE, wide=14),
    Figure(ident="start", title="Start", unit=Unit.TEXT, wide=8),
    Figure(ident="service", title="Class", unit=Unit.TEXT, wide=20),
    Figure(ident="lead", title="Instructor", unit=Unit.TEXT, wide=16),
    Figure(ident="location", title="Location", unit=Unit.TEXT, wide=14),
    Figure(ident="capacity", title="Seats"),
    Figure(ident="came", title="Came"),
    Figure(ident="missed", title="No-shows"),
    Figure(ident="late", title="Late cancels"),
    Figure(ident="cancelled", title="In time"),
    Figure(ident="fill", title="Fill rate", unit=Unit.PERCENT),
)


def classes_behind(scope: Scope, facts: Sequence[ClassFact]) -> Behind:
    """Classes, the newest first."""
    names = Names(scope)
    newest = sorted(facts, key=lambda one: (-one.starts_at, one.id))[:MOST]
    lines = [
        Line(
            one.id,
            (
                one.local_date,
                one.local_start,
                names.service(one.service_id),
                names.staff(one.lead_id),
                names.location(one.location_id),
                one.capacity,
                one.came,
                one.missed,
                one.late,
                one.cancelled,
                share(one.filled, one.capacity),
            ),
        )
        for one in newest
    ]
    capacity = sum(one.capacity for one in newest)
    total = (
        f"{len(newest)} classes",
        None,
        None,
        None,
        None,
        capacity,
        sum(one.came for one in newest),
        sum(one.missed for one in newest),
        sum(one.late for one in newest),
        sum(one.cancelled for one in newest),
        share(sum(one.filled for one in newest), capacity),
    )
    return Behind("Classes", _CLASS, table(lines, total), "class")
