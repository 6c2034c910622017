"""What the Reports screen shows, words ready."""

from msgspec import Struct

from core.queries.reports.declaration import Behind, Figure, Report, Table, Unit
from desktop.saying import tr
from desktop.tables.chart import ChartData, Shape
from desktop.tables.columns import Column, Figures, Kind, TableRow

KINDS = {unit: Kind(unit.value) for unit in Unit}
MOST_NAMES = 24


class Choice(Struct, frozen=True):
    """Something to filter by; "" is all."""

    value: str
    text: str


class Wish(Struct, frozen=True, kw_only=True):
    """What somebody wants to see: it comes back at the next start."""

    report: str = "fill"
    preset: str = "days_30"
    first: str = ""
    last: str = ""
    location: str = ""
    service: str = ""
    method: str = ""


class Headline(Struct, frozen=True, kw_only=True):
    """One sum with how it moved against the period before."""

    title: str
    value: str
    delta: str
    says: str


class Shown(Struct, frozen=True, kw_only=True):
    """A report as it is on the screen."""

    title: str
    about: str
    period: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    totals: TableRow | None
    headlines: tuple[Headline, ...]
    chart: ChartData | None
    notes: tuple[tuple[str, str], ...]


def columns_of(figures: tuple[Figure, ...]) -> tuple[Column, ...]:
    """Figures as columns; the first is what a line is called by."""
    return tuple(
        Column(
            ident=one.ident,
            title=tr(one.title),
            kind=KINDS[one.unit],
            wide=one.wide,
            strong=at == 0,
        )
        for at, one in enumerate(figures)
    )


def rows_of(table: Table) -> tuple[TableRow, ...]:
    """Lines as rows."""
    return tuple(
        TableRow(key=f"{at}/{one.key}", cells=one.cells) for at, one in enumerate(table.lines)
    )


def key_of(row_key: str) -> str:
    """What a row's key names."""
    return row_key.partition("/")[2]


def totals_of(table: Table) -> TableRow | None:
    """The sums."""
    if not table.total:
        return None
    name, *figures = table.total
    return TableRow(key="", cells=(tr(name) if isinstance(name, str) else name, *figures))


def headlines_of(
    report: Report, table: Table, before: Table | None, figures: Figures
) -> tuple[Headline, ...]:
    """The sums in large figures, the most telling first, four at most."""
    found = []
    for at, one in enumerate(report.figures):
        value = table.total[at] if table.total else None
        if one.unit in (Unit.TEXT, Unit.DATE, Unit.MOMENT) or not isinstance(value, int):
            continue
        past = before.total[at] if before is not None and before.total else None
        delta = _delta(one.unit, value, past, figures) if isinstance(past, int) else ""
        words = figures.words(KINDS[one.unit], value)
        found.append(Headline(title=tr(one.title), value=words, delta=delta, says=tr(one.says)))
    return tuple(found[-4:])


def _delta(unit: Unit, value: int, past: int, figures: Figures) -> str:
    """Against the period before: points for shares, else in percent."""
    if unit is Unit.PERCENT:
        points = figures.words(Kind.TENTHS, round((value - past) / 10))
        return tr("{0}{1} points").format("+" if value >= past else "", points)
    if not past:
        return ""
    share = figures.words(Kind.PERCENT, round((value - past) * 10_000 / abs(past)))
    return f"{'+' if value >= past else ''}{share}"


def chart_of(report: Report, table: Table, figures: Figures) -> ChartData | None:
    """The chart that a report declares, of its lines; the largest first for bars."""
    chart = report.chart
    if chart.shape.value == "none" or not table.lines:
        return None
    names, at = report.column(chart.names), [report.column(one) for one in chart.values]
    kind = KINDS[report.figures[at[0]].unit]
    lines = list(table.lines)
    if chart.shape.value in ("bar", "stacked"):
        lines.sort(key=lambda line: -sum(_number(line.cells[one]) for one in at))
        lines = lines[:MOST_NAMES]
    return ChartData(
        shape=Shape(chart.shape.value),
        title=tr(report.title),
        unit=tr(report.figures[at[0]].title) if len(at) == 1 else "",
        names=tuple(str(line.cells[names]) for line in lines),
        series=tuple(tr(report.figures[one].title) for one in at),
        values=tuple(tuple(_number(line.cells[one]) for one in at) for line in lines),
        say=lambda value: figures.words(kind, value),
    )


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def behind_shown(behind: Behind, period: str) -> Shown:
    """What stands behind a line, as it is on the screen."""
    return Shown(
        title=tr(behind.title),
        about="",
        period=period,
        columns=columns_of(behind.figures),
        rows=rows_of(behind.table),
        totals=totals_of(behind.table),
        headlines=(),
        chart=None,
        notes=(),
    )
