"""The report about passes that end: what was used of them and what their end took (REP-1)."""

from collections.abc import Sequence

import msgspec

from core.domain.credits import Pass
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
    share,
    table,
)
from core.queries.reports.grouping import grouped, lines_of
from core.queries.reports.of_money import product_name
from core.queries.reports.of_people import client_name


class EndedPass(msgspec.Struct, frozen=True):
    """A pass by its last day, with what became of its credits; `holds` bookings were paid by it."""

    id: str
    product_id: str
    location_id: str
    valid_until: str
    granted: int
    used: int
    lost: int
    left: int
    holds: int


def ended(scope: Scope) -> list[EndedPass]:
    """Passes sold at the places whose last day lies in the scope's dates."""
    found = scope.source.all(EndedPass, "reports.ended_passes", first=scope.first, last=scope.last)
    return [one for one in found if one.location_id in ("", *scope.locations)]


def _cells(group: Sequence[EndedPass]) -> tuple[Cell, ...]:
    granted, used = sum(one.granted for one in group), sum(one.used for one in group)
    return (
        len(group),
        sum(not one.holds for one in group),
        granted,
        used,
        sum(one.lost for one in group),
        sum(one.left for one in group),
        share(used, granted),
    )


def _use(scope: Scope) -> Table:
    groups = grouped(ended(scope), lambda one: one.product_id)
    return lines_of(groups, lambda key: (product_name(scope, key),), _cells)


_PASS = (
    Figure(ident="client", title="Client", unit=Unit.TEXT, wide=24),
    Figure(ident="pass", title="Pass", unit=Unit.TEXT, wide=20),
    Figure(ident="until", title="Last day", unit=Unit.DATE, wide=14),
    Figure(ident="credits", title="Credits"),
    Figure(ident="used", title="Used"),
    Figure(ident="lost", title="Lost"),
    Figure(ident="left", title="Left"),
)


def _behind(scope: Scope, key: str) -> Behind:
    found = [one for one in ended(scope) if one.product_id == key]
    # what can still be saved comes first, then the latest
    found.sort(key=lambda one: (one.left, one.valid_until, one.id), reverse=True)
    lines = []
    for one in found[:MOST]:
        held = scope.source.rows.get(Pass, one.id)
        if held is not None:
            name = client_name(scope, held.client_id)
            figures = (one.granted, one.used, one.lost, one.left)
            lines.append(Line(held.client_id, (name, held.name, one.valid_until, *figures)))
    _, _, granted, used, lost, left, _ = _cells(found)
    total = (f"{len(found):,} passes", "", None, granted, used, lost, left)
    return Behind(product_name(scope, key), _PASS, table(lines, total), "client")


PASS_USE = Report(
    ident="pass_use",
    title="Use and end of passes",
    about="What clients used of the passes that end in the period, and what they lost.",
    figures=(
        Figure(ident="product", title="Pass", unit=Unit.TEXT, wide=24),
        Figure(
            ident="passes",
            title="Passes",
            says="Passes whose last day lies in the period, also one that is still to come; those"
            " without an end, void ones and gifts are not counted.",
        ),
        Figure(
            ident="unused", title="Never used", says="Those of them that never paid for a booking."
        ),
        Figure(ident="credits", title="Credits", says="What they held when they were sold."),
        Figure(
            ident="used",
            title="Used",
            says="Credits that bookings hold or have spent, less those given back.",
        ),
        Figure(ident="lost", title="Lost", says="Credits that the end of the pass took."),
        Figure(
            ident="left",
            title="Left",
            says="Credits that can still be used: the sums of the ledgers.",
        ),
        Figure(
            ident="rate",
            title="Share used",
            unit=Unit.PERCENT,
            says="Used divided by credits; of passes without credits nothing.",
        ),
    ),
    make=_use,
    behind=_behind,
    chart=Chart(shape=Shape.STACKED, names="product", values=("used", "lost", "left")),
    filters=(),
)
