"""The report about resources: how long they are held of the time the place is open (REP-1)."""

from collections.abc import Iterator
from datetime import date

import msgspec

from core.domain.json_text import mapping
from core.domain.organisation import Location
from core.domain.schedule import RESOURCES_AT_LOCATION, Resource
from core.domain.zones import MINUTE_MS, add_days, day_bounds, local_date, to_utc
from core.queries.reports.behind import classes_behind
from core.queries.reports.declaration import (
    Behind,
    Chart,
    Figure,
    Line,
    Report,
    Scope,
    Shape,
    Table,
    Unit,
    share,
    table,
)
from core.queries.reports.facts import ClassFact, held, places

HOUR_MIN = 60


class _Held(msgspec.Struct, frozen=True):
    occurrence_id: str
    per_class: int
    per_attendee: int
    starts_at: int
    ends_at: int


def open_ms(place: Location, first: str, last: str) -> int:
    """How long a place is open on local dates, both included; 0 where it names no hours."""
    hours = mapping(place.opening_hours)
    total, day = 0, first
    while day <= last:
        for start, end in hours.get(str(date.fromisoformat(day).weekday()), ()):
            closes = (
                day_bounds(day, place.zone)[1] if end == "24:00" else to_utc(day, end, place.zone)
            )
            total += closes - to_utc(day, start, place.zone)
        day = add_days(day, 1)
    return total


def _uses(scope: Scope, resource: Resource, place: Location) -> Iterator[_Held]:
    low, high = day_bounds(scope.first, place.zone)[0], day_bounds(scope.last, place.zone)[1]
    # a class of the first date may be set up on the evening before
    yield from scope.source.all(
        _Held, "reports.used", resource=resource.id, low=low - 12 * 60 * MINUTE_MS, high=high
    )


def used_ms(scope: Scope, resource: Resource, place: Location, facts: dict[str, ClassFact]) -> int:
    """Units times milliseconds for which classes that took place held a resource."""
    total = 0
    for one in _uses(scope, resource, place):
        fact = facts.get(one.occurrence_id)
        if fact is None:
            continue
        heads = fact.came + fact.missed + fact.open
        units = min(resource.quantity, one.per_class + one.per_attendee * heads)
        total += units * (one.ends_at - one.starts_at)
    return total


def _utilisation(scope: Scope) -> Table:
    facts = {one.id: one for one in held(msgspec.structs.replace(scope, service_id=""))}
    lines, used_all, open_all = [], 0, 0
    for place in places(scope):
        last = min(scope.last, local_date(scope.now, place.zone))
        opened = open_ms(place, scope.first, last)
        rows = scope.source.rows.find(RESOURCES_AT_LOCATION, place.id)
        for resource in sorted(rows, key=lambda row: (row.name, row.id)):
            used = used_ms(scope, resource, place, facts)
            could = opened * resource.quantity
            if resource.state != "active" and not used:
                continue
            used_all, open_all = used_all + used, open_all + could
            cells = (
                resource.name,
                place.name,
                resource.quantity,
                used // MINUTE_MS,
                could // MINUTE_MS,
                share(used, could),
            )
            lines.append(Line(resource.id, cells))
    total = (
        "All",
        "",
        None,
        used_all // MINUTE_MS,
        open_all // MINUTE_MS,
        share(used_all, open_all),
    )
    return table(lines, total)


def _behind(scope: Scope, key: str) -> Behind:
    facts = {one.id: one for one in held(msgspec.structs.replace(scope, service_id=""))}
    resource = scope.source.rows.get(Resource, key)
    place = scope.source.rows.get(Location, resource.location_id) if resource else None
    if resource is None or place is None:
        return classes_behind(scope, [])
    ids = [one.occurrence_id for one in _uses(scope, resource, place)]
    return classes_behind(scope, [facts[one] for one in dict.fromkeys(ids) if one in facts])


UTILISATION = Report(
    ident="utilisation",
    title="Use of resources",
    about="How long rooms and equipment are held, of the time the place is open.",
    figures=(
        Figure(ident="resource", title="Resource", unit=Unit.TEXT, wide=22),
        Figure(ident="location", title="Location", unit=Unit.TEXT, wide=18),
        Figure(ident="quantity", title="Units", says="How many there are."),
        Figure(
            ident="used",
            title="Held",
            unit=Unit.MINUTES,
            says="Units times minutes for which classes that took place held it, with set-up and"
            " clean-up; per-attendee needs by heads that were booked to the end.",
        ),
        Figure(
            ident="open",
            title="Open",
            unit=Unit.MINUTES,
            says="Units times the place's opening hours on the dates of the period up to today.",
        ),
        Figure(
            ident="rate",
            title="Used",
            unit=Unit.PERCENT,
            says="Held divided by open; nothing where the place names no opening hours.",
        ),
    ),
    make=_utilisation,
    behind=_behind,
    chart=Chart(shape=Shape.BAR, names="resource", values=("rate",)),
    filters=(),
)
