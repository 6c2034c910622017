"""The report about new and returning clients, month by month (REP-1)."""

from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from core.domain.zones import day_bounds
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
from core.queries.reports.facts import MONTHS, months
from core.queries.reports.of_people import MOST, client_name, readings, visits

END = 1 << 62


class _Months(msgspec.Struct, frozen=True):
    client_id: str
    first_at: int
    months: int


class Known(msgspec.Struct, frozen=True):
    """One client: the month of the first visit ever (-1: before all), a bit for each with one."""

    first_at: int
    first_month: int
    months: int


def known(scope: Scope) -> dict[str, Known]:
    """Everybody who came up to the last month of the scope, by client."""
    found: dict[str, Known] = {}
    names = months(scope)
    for location_id, here in readings(scope):
        begins = [day_bounds(first, here.zone)[0] for _, first, _ in names]
        ends = day_bounds(scope.last, here.zone)[1]
        for at in range(0, len(names), MONTHS):
            for one in _read(scope, location_id, (*begins, ends)[at : at + MONTHS + 1]):
                month = bisect_right(begins, one.first_at) - 1
                more = Known(one.first_at, month, one.months << at)
                before = found.get(one.client_id)
                found[one.client_id] = _joined(before, more) if before else more
    return found


def _read(scope: Scope, location_id: str, bounds: tuple[int, ...]) -> list[_Months]:
    given = {f"b{at}": END for at in range(MONTHS + 1)}
    given |= {f"b{at}": moment for at, moment in enumerate(bounds)}
    # beyond the last bound there is no bit, so that bounds which are not there stay far away
    return scope.source.all(
        _Months, "reports.months", location=location_id, high=bounds[-1], **given
    )


def _joined(one: Known, other: Known) -> Known:
    first = min(one, other, key=lambda known: known.first_at)
    return Known(first.first_at, first.first_month, one.months | other.months)


def _bits(months: int) -> Iterator[int]:
    while months:
        lowest = months & -months
        yield lowest.bit_length() - 1
        months ^= lowest


def _newcomers(scope: Scope) -> Table:
    names = months(scope)
    came, new = [0] * len(names), [0] * len(names)
    everybody = [one for one in known(scope).values() if one.months]
    for one in everybody:
        for month in _bits(one.months):
            came[month] += 1
        if one.first_month >= 0:
            new[one.first_month] += 1
    lines = [Line(name, _cells(name, came[at], new[at])) for at, (name, _, _) in enumerate(names)]
    first_ever = sum(one.first_month >= 0 for one in everybody)
    total = _cells("All", len(everybody), first_ever)
    return table(lines if everybody else (), total)


def _cells(name: str, came: int, new: int) -> tuple[str, int, int, int, int | None]:
    return name, came, new, came - new, share(new, came)


_WHO = (
    Figure(ident="client", title="Client", unit=Unit.TEXT, wide=26),
    Figure(ident="kind", title="New or returning", unit=Unit.TEXT, wide=16),
    Figure(ident="visits", title="Visits"),
    Figure(ident="first", title="First visit", unit=Unit.MOMENT, wide=18),
)


def _behind(scope: Scope, key: str) -> Behind:
    spans = [(first, last) for name, first, last in months(scope) if name == key]
    if not spans:
        return Behind(key, _WHO, table(()), "client")
    first, last = spans[0]
    month = msgspec.structs.replace(scope, first=first, last=last)
    everybody = known(month)
    there = [one for one in visits(month) if one.came]
    # the new ones first: who they are is what is asked
    there.sort(key=lambda one: (-everybody[one.client_id].first_at, one.client_id))
    new = sum(everybody[one.client_id].first_month >= 0 for one in there)
    lines = [
        Line(
            one.client_id,
            (
                client_name(scope, one.client_id),
                "New" if everybody[one.client_id].first_month >= 0 else "Returning",
                one.came,
                everybody[one.client_id].first_at,
            ),
        )
        for one in there[:MOST]
    ]
    total = (f"All {len(there):,} clients", f"{new:,} new", sum(one.came for one in there), None)
    return Behind(key, _WHO, table(lines, total), "client")


NEWCOMERS = Report(
    ident="newcomers",
    title="New and returning clients",
    about="How many come for the first time and how many again, month by month.",
    figures=(
        Figure(ident="month", title="Month", unit=Unit.TEXT, wide=14),
        Figure(
            ident="came",
            title="Clients",
            says="Clients with at least one visit in the month, each once; in the sum, each once in"
            " the whole period.",
        ),
        Figure(
            ident="new",
            title="New",
            says="Those of them whose first visit ever at these places lies in the month.",
        ),
        Figure(
            ident="returning",
            title="Returning",
            says="Those who had come before the month; in the sum, before the period.",
        ),
        Figure(ident="rate", title="Share new", unit=Unit.PERCENT, says="New divided by clients."),
    ),
    make=_newcomers,
    behind=_behind,
    chart=Chart(shape=Shape.LINE, names="month", values=("new", "returning")),
    filters=(),
)
