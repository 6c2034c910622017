"""The report about what instructors are owed, by the rates of each class's date (PAY-7)."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from core.domain.organisation import StaffMember
from core.domain.pay import PayRate
from core.queries.everything import rows_of
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
from core.rules.instructors.instructor_pay import pay, rate_for


class Post(msgspec.Struct, frozen=True):
    """Somebody's part in a closed class, lead or assistant, and how many heads came."""

    staff_id: str
    role: str
    occurrence_id: str
    service_id: str
    local_date: str
    starts_at: int
    heads: int


class Paid(msgspec.Struct, frozen=True):
    """A part with what it pays in minor units; None where no rate was agreed."""

    post: Post
    amount: int | None


def paid(scope: Scope) -> list[Paid]:
    """Every part in every closed class of the places and dates."""
    rates = _Rates(scope)
    return [
        Paid(one, rates.amount(one))
        for location_id, (low, high) in spans_of(scope).items()
        for one in scope.source.all(Post, "reports.posts", location=location_id, low=low, high=high)
        if scope.service_id in ("", one.service_id)
    ]


class _Rates:
    """Which rate holds, asked of the rule once for each span between two changes of rates."""

    def __init__(self, scope: Scope) -> None:
        self._rates = list(rows_of(scope.source, PayRate))
        self._changes = sorted({one.valid_from for one in self._rates})
        self._known: dict[tuple[str, str, str, int], PayRate | None] = {}

    def amount(self, post: Post) -> int | None:
        """What a part in a class pays."""
        span = bisect_right(self._changes, post.local_date)
        key = (post.staff_id, post.service_id, post.role, span)
        if key not in self._known:
            self._known[key] = rate_for(
                self._rates,
                staff_id=post.staff_id,
                service_id=post.service_id,
                role=post.role,
                local_date=post.local_date,
            )
        rate = self._known[key]
        return pay(rate, post.heads) if rate else None


def _cells(group: Sequence[Paid]) -> tuple[Cell, ...]:
    led = [one for one in group if one.post.role == "lead"]
    heads = sum(one.post.heads for one in led)
    return (
        len(led),
        len(group) - len(led),
        heads,
        per(heads, len(led)),
        sum(one.amount is None for one in group),
        sum(one.amount or 0 for one in group),
    )


def _pay(scope: Scope) -> Table:
    groups = grouped(paid(scope), lambda one: one.post.staff_id)
    return lines_of(groups, lambda key: (_name(scope, key),), _cells)


def _name(scope: Scope, staff_id: str) -> str:
    row = scope.source.rows.get(StaffMember, staff_id)
    return row.name if row else ""


_PART = (
    Figure(ident="date", title="Date", unit=Unit.DATE, wide=14),
    Figure(ident="service", title="Class", unit=Unit.TEXT, wide=22),
    Figure(ident="role", title="Part", unit=Unit.TEXT, wide=12),
    Figure(ident="heads", title="Heads"),
    Figure(ident="pay", title="Pay", unit=Unit.MONEY, wide=12),
)


def _behind(scope: Scope, key: str) -> Behind:
    names = Names(scope)
    found = [one for one in paid(scope) if one.post.staff_id == key]
    found.sort(key=lambda one: (-one.post.starts_at, one.post.occurrence_id))
    lines = [
        Line(
            one.post.occurrence_id,
            (
                one.post.local_date,
                names.service(one.post.service_id),
                one.post.role,
                one.post.heads,
                one.amount,
            ),
        )
        for one in found[:MOST]
    ]
    heads, amount = sum(one.post.heads for one in found), sum(one.amount or 0 for one in found)
    total = (f"{len(found):,} classes", "", "", heads, amount)
    return Behind(_name(scope, key), _PART, table(lines, total), "class")


PAY = Report(
    ident="pay",
    title="Instructor pay",
    about="What instructors are owed for the classes they gave, by the rates that were agreed.",
    figures=(
        Figure(ident="instructor", title="Instructor", unit=Unit.TEXT, wide=24),
        Figure(ident="led", title="Led", says="Closed classes that they led."),
        Figure(ident="assisted", title="Assisted", says="Closed classes in which they assisted."),
        Figure(ident="heads", title="Heads", says="Heads that came to the classes they led."),
        Figure(
            ident="per_class",
            title="Per class",
            unit=Unit.TENTHS,
            says="Heads divided by the classes they led.",
        ),
        Figure(
            ident="unagreed",
            title="No rate",
            says="Classes for which no rate held on their date; they pay nothing here.",
        ),
        Figure(
            ident="pay",
            title="Pay",
            unit=Unit.MONEY,
            says="For each class the base of the rate of its date, and so much for each head beyond"
            " those in the base. A class that is not closed yet pays nothing yet.",
            wide=12,
        ),
    ),
    make=_pay,
    behind=_behind,
    chart=Chart(shape=Shape.BAR, names="instructor", values=("pay",)),
    financial=True,
)
