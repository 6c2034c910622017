"""Columns of a table: what kind of figure stands in them, and how it is written."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from msgspec import Struct

from core.domain.money import half_up
from desktop import formats

NOTHING = "–"

Value = str | int | None
"""Texts; counts; minor units; hundredths of a percent; minutes; UTC milliseconds; local dates."""


class Kind(Enum):
    """What stands in a column."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    """In hundredths of a percent."""
    TENTHS = "tenths"
    """In tenths of one: 35 is 3.5."""
    MINUTES = "minutes"
    DATE = "date"
    """A local date such as 2026-11-18."""
    CLOCK = "clock"
    """UTC milliseconds, the time of day alone."""
    MOMENT = "moment"
    """UTC milliseconds, shown in the place's zone."""

    @property
    def figure(self) -> bool:
        """Whether it stands on the right, in figures of one width."""
        return self not in (Kind.TEXT, Kind.DATE, Kind.CLOCK, Kind.MOMENT)


class Column(Struct, frozen=True, kw_only=True):
    """One column. `wide` is its share of the width until the person changes it."""

    ident: str
    title: str
    kind: Kind = Kind.TEXT
    wide: int = 10
    strong: bool = False


class TableRow(Struct, frozen=True, kw_only=True):
    """One row: its key, and a value for each column in their order."""

    key: str
    cells: tuple[Value, ...]


class Figures(Struct, frozen=True):
    """Says values as people write them here."""

    currency: str
    zone: str
    language: str = "en"

    def words(self, kind: Kind, value: Value) -> str:
        """A value in words; what is not known is a dash."""
        if value is None:
            return NOTHING
        if isinstance(value, str):
            return _date(value) if kind is Kind.DATE and value else value
        return self._figure(kind, value)

    def _figure(self, kind: Kind, value: int) -> str:
        made = {
            Kind.MONEY: lambda: formats.money(value, self.currency, self.language),
            Kind.PERCENT: lambda: f"{tenths(half_up(value, 10))} %",
            Kind.TENTHS: lambda: tenths(value),
            Kind.MINUTES: lambda: formats.span(value),
            Kind.CLOCK: lambda: formats.clock(value, self.zone),
            Kind.MOMENT: lambda: self._moment(value),
        }.get(kind)
        return made() if made else f"{value:,}"

    def _moment(self, at: int) -> str:
        there = formats.local(at, self.zone)
        return f"{_date(str(there.date()))} {there:%H:%M}"


def tenths(value: int) -> str:
    """35 is 3.5."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 10}.{abs(value) % 10}"


def said(columns: Sequence[Column], row: TableRow, figures: Figures) -> str:
    """A row as one sentence for a screen reader."""
    parts = [
        f"{column.title} {figures.words(column.kind, value)}" if at else str(value or "")
        for at, (column, value) in enumerate(zip(columns, row.cells, strict=True))
    ]
    return ", ".join(part for part in parts if part)


def _date(text: str) -> str:
    try:
        made = date.fromisoformat(text)
    except ValueError:  # the words of a sum in a column of dates
        return text
    weekday = formats.WEEKDAYS[made.weekday()]
    return f"{weekday} {made.day} {formats.SHORT_MONTHS[made.month - 1]} {made.year}"
