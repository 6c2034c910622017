"""What a report is, as data: its figures with their definitions, its chart, what stands behind."""

from collections.abc import Callable, Sequence
from enum import Enum

import msgspec

from core.queries.source import Source

Cell = str | int | None


class Unit(Enum):
    """What a figure is counted in."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    """Minor units."""
    PERCENT = "percent"
    """Hundredths of a percent."""
    TENTHS = "tenths"
    """Tenths of one."""
    MINUTES = "minutes"
    DATE = "date"
    MOMENT = "moment"
    """UTC milliseconds."""


class Shape(Enum):
    """How a chart shows it."""

    NONE = "none"
    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    HEAT = "heat"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One column. `says` is its definition in words (REP-3); a text column needs none."""

    ident: str
    title: str
    unit: Unit = Unit.COUNT
    says: str = ""
    wide: int = 10


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns a chart draws: one for the names, others for the values."""

    shape: Shape = Shape.NONE
    names: str = ""
    values: tuple[str, ...] = ()


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked at: places, local dates (both included), one service or method or all."""

    source: Source
    locations: tuple[str, ...]
    first: str
    last: str
    now: int
    service_id: str = ""
    method: str = ""


class Line(msgspec.Struct, frozen=True):
    """One row: its key for what stands behind it, and a cell for each figure."""

    key: str
    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True):
    """What a report found; `total` has a cell for each figure, None where a sum says nothing."""

    lines: tuple[Line, ...]
    total: tuple[Cell, ...] = ()


class Behind(msgspec.Struct, frozen=True):
    """What stands behind a line: rows that open a class or a client."""

    title: str
    figures: tuple[Figure, ...]
    table: Table
    opens: str
    """"class" or "client": what the key of a line names; "" where it opens nothing."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `make` reads it, `behind` reads what stands behind the line with a key.

    `financial` ones are also for the finance manager. `filters` names what can narrow it beside
    places and dates: service, method.
    """

    ident: str
    title: str
    about: str
    figures: tuple[Figure, ...]
    make: Callable[[Scope], Table]
    behind: Callable[[Scope, str], Behind] | None = None
    opens: str = ""
    chart: Chart = Chart()
    financial: bool = False
    filters: tuple[str, ...] = ("service",)
    dated: bool = True
    """Whether it is about a span of dates; others are as of today."""

    def column(self, ident: str) -> int:
        """Where a figure stands."""
        return [one.ident for one in self.figures].index(ident)


def share(part: int, whole: int) -> int | None:
    """Hundredths of a percent, rounded half-up; None of nothing."""
    return (2 * part * 10_000 + whole) // (2 * whole) if whole else None


def per(total: int, count: int, tenths: int = 10) -> int | None:
    """An average in tenths (or other parts) of one, rounded half-up; None of nothing."""
    return (2 * total * tenths + count) // (2 * count) if count else None


def table(lines: Sequence[Line], total: Sequence[Cell] = ()) -> Table:
    """Lines with their sums; without lines there are none."""
    return Table(tuple(lines), tuple(total) if lines else ())
