"""A table as a file: Excel with typed cells, CSV; nothing that a program could run (U-74)."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.domain.refusals import Fault
from desktop import formats
from desktop.background import Progress
from desktop.saying import tr
from desktop.tables.columns import Column, Figures, Kind, TableRow, Value

RISKY = ("=", "+", "-", "@", "\t", "\r")
STEP = 500


class Export(Struct, frozen=True, kw_only=True):
    """What goes out: a title, what it is about, columns with their definitions, rows, sums."""

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    totals: TableRow | None
    figures: Figures
    notes: tuple[tuple[str, str], ...] = ()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def write_csv(made: Export, file: str, progress: Progress) -> None:
    """Plain figures with a point, ISO dates; Excel opens it by its mark. Raises Fault."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([harmless(column.title) for column in made.columns])
    rows = [*made.rows, *([made.totals] if made.totals else [])]
    for at, row in enumerate(rows):
        if at % STEP == 0:
            progress.step(at, len(rows))
        table.writerow([_plain(made, c, v) for c, v in zip(made.columns, row.cells, strict=True)])
    try:
        Path(file).write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise Fault("file_not_written") from error


def write_excel(made: Export, file: str, progress: Progress) -> None:
    """Typed cells, the head frozen, a filter on; a second sheet says what each figure means."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    try:
        _sheet(book, made, progress)
        _notes(book, made)
        book.close()
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise Fault("file_not_written") from error


def _sheet(book: Any, made: Export, progress: Progress) -> None:
    sheet = book.add_worksheet(tr("Table"))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    kinds = {kind: book.add_format(_format(kind, made.figures.currency)) for kind in Kind}
    bold = {
        kind: book.add_format({**_format(kind, made.figures.currency), "bold": True, "top": 1})
        for kind in Kind
    }
    for at, column in enumerate(made.columns):
        sheet.set_column(at, at, max(10, min(40, column.wide + 4)))
        sheet.write_string(0, at, column.title, head)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(made.rows):
        if number % STEP == 0:
            progress.step(number, len(made.rows))
        _row(sheet, number + 1, made, row, kinds)
    if made.rows:
        sheet.autofilter(0, 0, len(made.rows), len(made.columns) - 1)
    if made.totals is not None:
        _row(sheet, len(made.rows) + 1, made, made.totals, bold)


def _row(sheet: Any, at: int, made: Export, row: TableRow, formats_: dict[Kind, Any]) -> None:
    for number, (column, value) in enumerate(zip(made.columns, row.cells, strict=True)):
        shape = formats_[column.kind]
        if value is None or value == "":
            sheet.write_blank(at, number, None, shape)
        elif isinstance(value, str) and column.kind is not Kind.DATE:
            sheet.write_string(at, number, value, shape)
        elif isinstance(value, str):
            _date(sheet, at, number, value, shape)
        elif column.kind in (Kind.MOMENT, Kind.CLOCK):
            there = formats.local(value, made.figures.zone).replace(tzinfo=None)
            sheet.write_datetime(at, number, there, shape)
        else:
            parts = _parts(column.kind, made.figures.currency)
            sheet.write_number(at, number, Decimal(value) / parts, shape)


def _date(sheet: Any, at: int, number: int, text: str, shape: Any) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:  # the words of a sum
        sheet.write_string(at, number, text, shape)
    else:
        sheet.write_datetime(at, number, datetime(day.year, day.month, day.day), shape)  # noqa: DTZ001


def _notes(book: Any, made: Export) -> None:
    sheet = book.add_worksheet(tr("About"))
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, made.title, bold)
    for at, line in enumerate(made.about):
        sheet.write_string(at + 1, 0, line)
    for at, (name, says) in enumerate(made.notes):
        sheet.write_string(len(made.about) + 2 + at, 0, name, bold)
        sheet.write_string(len(made.about) + 2 + at, 1, says, wrap)


def _format(kind: Kind, currency: str) -> dict[str, str]:
    digits = formats.digits_of(currency)
    money = "#,##0" + ("." + "0" * digits if digits else "")
    return {
        Kind.MONEY: {"num_format": money},
        Kind.PERCENT: {"num_format": "0.0%"},
        Kind.COUNT: {"num_format": "#,##0"},
        Kind.TENTHS: {"num_format": "0.0"},
        Kind.MINUTES: {"num_format": "#,##0"},
        Kind.DATE: {"num_format": "yyyy-mm-dd"},
        Kind.MOMENT: {"num_format": tr("yyyy-mm-dd hh:mm")},
        Kind.CLOCK: {"num_format": "hh:mm"},
    }.get(kind, {})


def _parts(kind: Kind, currency: str) -> int:
    """How many parts of the value make one in a cell."""
    if kind is Kind.MONEY:
        return int(10 ** formats.digits_of(currency))
    return {Kind.PERCENT: 10_000, Kind.TENTHS: 10}.get(kind, 1)


def _plain(made: Export, column: Column, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if column.kind is Kind.MONEY:
        sign = "-" if value < 0 else ""
        return sign + formats.plain_amount(value, made.figures.currency)
    if column.kind in (Kind.MOMENT, Kind.CLOCK):
        return f"{formats.local(value, made.figures.zone):%Y-%m-%d %H:%M}"
    if column.kind is Kind.PERCENT:
        return f"{value / 100:.2f}"
    return f"{value / 10:.1f}" if column.kind is Kind.TENTHS else str(value)


def exported(
    title: str, rows: Sequence[TableRow], columns: Sequence[Column], figures: Figures
) -> Export:
    """The least that can go out: rows without notes or sums."""
    return Export(
        title=title,
        about=(),
        columns=tuple(columns),
        rows=tuple(rows),
        totals=None,
        figures=figures,
    )
