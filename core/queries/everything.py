"""Everything of an organisation, streamed as JSON lines or CSV, and read again (IO-2)."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from core.changes import Act
from core.domain.all_rows import type_of_table
from core.domain.refusals import Refusal
from core.domain.rows import R, Row
from core.queries.source import Source
from core.rules.permissions import permits

FORMAT = 1
PAGE = 500

_encode = msgspec.json.Encoder(order="deterministic").encode


class _Line(msgspec.Struct, frozen=True):
    table: str
    row: msgspec.Raw


def may_export(source: Source, act: Act) -> Refusal | None:
    """Refuses `not_permitted`: everything is the owner's to take out."""
    if permits(source.rows, act, "export_everything"):
        return None
    return Refusal("not_permitted", {"permission": "export_everything", "staff_id": act.actor_id})


def lines(source: Source) -> Iterator[bytes]:
    """A line that says what follows, one for each row of each table, one with the counts.

    Each row is a map of its fields, so that any program can read it. Rows come by table and id; a
    page is held at a time, however large the studio is.
    """
    tables = sorted(type_of_table)
    yield _encode({"foyer": FORMAT, "organisation": source.organisation_id, "tables": tables})
    counts = dict.fromkeys(tables, 0)
    for table in tables:
        for row in rows_of(source, type_of_table[table]):
            counts[table] += 1
            yield _encode({"table": table, "row": _fields(row)})
    yield _encode({"counts": counts})


def csv_lines(source: Source, row_type: type[Row]) -> Iterator[str]:
    """One table as CSV (RFC 4180): a head line, then the rows; None is an empty field."""
    names = row_type.__struct_fields__
    yield _csv(names)
    for row in rows_of(source, row_type):
        yield _csv([getattr(row, name) for name in names])


def rows_of(source: Source, row_type: type[R]) -> Iterator[R]:
    """All rows of a table by id, a page at a time."""
    after = ""
    while page := source.rows.page(row_type, after, PAGE):
        yield from page
        after = page[-1].id


def read_again(exported: Iterable[bytes]) -> Iterator[Row]:
    """The rows of an export. Raises ValueError where lines are missing, foreign or cut off."""
    stream = iter(exported)
    head = msgspec.json.decode(next(stream, b"{}"))
    if head.get("foyer") != FORMAT:
        raise ValueError("not an export, or one of a newer version")
    counts: dict[str, int] = {}
    for text in stream:
        if text.startswith(b'{"counts"'):
            told = {name: n for name, n in msgspec.json.decode(text)["counts"].items() if n}
            if told != counts:
                raise ValueError("lines are missing")
            return
        line = msgspec.json.decode(text, type=_Line)
        counts[line.table] = counts.get(line.table, 0) + 1
        yield _row(type_of_table[line.table], line.row)
    raise ValueError("the end is missing")


def _row(row_type: type[R], raw: msgspec.Raw) -> R:
    fields: dict[str, Any] = msgspec.json.decode(raw)
    return msgspec.convert([fields[name] for name in row_type.__struct_fields__], row_type)


def _fields(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def _csv(values: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["" if value is None else value for value in values])
    return out.getvalue()
