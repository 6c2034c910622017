"""The report about waitlists: at which times more people want to come than can (REP-1)."""

from collections.abc import Sequence
from datetime import date

import msgspec

from core.queries.reports.behind import MOST
from core.queries.reports.declaration import (
    Behind,
    Cell,
    Chart,
    Figure,
    Line,
    Report,
    Scope,
    Shape,
    Table,
    Unit,
    per,
    table,
)
from core.queries.reports.facts import Names, spans_of
from core.queries.reports.grouping import grouped, lines_of
from core.queries.reports.of_classes import WEEKDAYS


class LineFact(msgspec.Struct, frozen=True):
    """A class that somebody waited for: how many did, got in, or gave up."""

    id: str
    service_id: str
    location_id: str
    local_date: str
    local_start: str
    starts_at: int
    capacity: int
    waited: int
    seated: int
    gave_up: int

    @property
    def left_out(self) -> int:
        """Who waited to the end and got no seat."""
        return self.waited - self.seated - self.gave_up

    @property
    def slot(self) -> str:
        """Service, place, weekday and start: what a studio can offer once more."""
        weekday = date.fromisoformat(self.local_date).weekday()
        return f"{self.service_id}/{self.location_id}/{weekday}/{self.local_start}"


def lines(scope: Scope) -> list[LineFact]:
    """The classes that took place and had a line."""
    found: list[LineFact] = []
    for location_id, (low, high) in spans_of(scope).items():
        found += scope.source.all(
            LineFact, "reports.lines", location=location_id, low=low, high=high, now=scope.now
        )
    return [one for one in found if scope.service_id in ("", one.service_id)]


def _cells(group: Sequence[LineFact]) -> tuple[Cell, ...]:
    waited, left_out = sum(one.waited for one in group), sum(one.left_out for one in group)
    return (
        len(group),
        waited,
        sum(one.seated for one in group),
        sum(one.gave_up for one in group),
        left_out,
        per(left_out, len(group)),
    )


def _demand(scope: Scope) -> Table:
    names = Names(scope)

    def named(slot: str) -> tuple[str, ...]:
        service_id, location_id, weekday, start = slot.split("/")
        when = f"{WEEKDAYS[int(weekday)]} {start}"
        return f"{when} {names.service(service_id)}", names.location(location_id)

    found = lines_of(grouped(lines(scope), lambda one: one.slot), named, _cells)
    # where most are left out stands first: there another class would fill
    worst = sorted(found.lines, key=lambda line: (-_left_out(line), line.cells[0], line.key))
    return table(worst, found.total)


def _left_out(line: Line) -> int:
    cell = line.cells[-2]
    return cell if isinstance(cell, int) else 0


_CLASS = (
    Figure(ident="date", title="Date", unit=Unit.DATE, wide=14),
    Figure(ident="start", title="Start", unit=Unit.TEXT, wide=8),
    Figure(ident="service", title="Class", unit=Unit.TEXT, wide=20),
    Figure(ident="location", title="Location", unit=Unit.TEXT, wide=14),
    Figure(ident="capacity", title="Seats"),
    Figure(ident="waited", title="Waited"),
    Figure(ident="seated", title="Got a seat"),
    Figure(ident="gave_up", title="Gave up"),
    Figure(ident="left_out", title="Left out"),
)


def _behind(scope: Scope, key: str) -> Behind:
    names = Names(scope)
    found = [one for one in lines(scope) if one.slot == key]
    found.sort(key=lambda one: (-one.starts_at, one.id))
    shown = [
        Line(
            one.id,
            (
                one.local_date,
                one.local_start,
                names.service(one.service_id),
                names.location(one.location_id),
                one.capacity,
                *(one.waited, one.seated, one.gave_up, one.left_out),
            ),
        )
        for one in found[:MOST]
    ]
    _, waited, seated, gave_up, left_out, _ = _cells(found)
    total = (f"{len(found):,} classes", *(None,) * 4, waited, seated, gave_up, left_out)
    return Behind("Classes", _CLASS, table(shown, total), "class")


WAITLISTS = Report(
    ident="waitlists",
    title="Waitlist demand",
    about="At which times more people want to come than there are seats.",
    figures=(
        Figure(ident="slot", title="Class and time", unit=Unit.TEXT, wide=26),
        Figure(ident="location", title="Location", unit=Unit.TEXT, wide=16),
        Figure(
            ident="classes",
            title="Classes",
            says="Classes that took place and that somebody waited for.",
        ),
        Figure(
            ident="waited",
            title="Waited",
            says="Clients on the waitlists of these classes, each once for each class.",
        ),
        Figure(
            ident="seated",
            title="Got a seat",
            says="Those of them who were given a seat, also by staff.",
        ),
        Figure(
            ident="gave_up",
            title="Gave up",
            says="Those who left the line, declined an offer or let it lapse.",
        ),
        Figure(
            ident="left_out",
            title="Left out",
            says="Those who waited to the end and got no seat.",
        ),
        Figure(
            ident="per_class",
            title="Per class",
            unit=Unit.TENTHS,
            says="Left out divided by classes: from some seats on another class would fill.",
        ),
    ),
    make=_demand,
    behind=_behind,
    chart=Chart(shape=Shape.STACKED, names="slot", values=("seated", "gave_up", "left_out")),
)
