"""Pages of changed rows for a desk: the change index in order, with the rows as they are now."""

from collections.abc import Mapping
from itertools import groupby

import msgspec

from core.domain.rows import Row, type_of_table
from core.wire.codec import encode_narrow, encode_row
from core.wire.digest import narrow_sum
from core.wire.protocol import ExchangeRequest, PageMark, TableRows
from core.wire.shapes import narrower
from sync_server.store.port import ServerStore
from sync_server.store.whole import every


class Page(msgspec.Struct, frozen=True):
    """Rows after a mark. `mark` is None on the page that reaches the head.

    `rows` are those of a whole load, told with its first page alone: to count them takes longer
    than to read a page.
    """

    tables: tuple[TableRows, ...]
    mark: PageMark | None
    head: int
    digest: dict[str, int]
    rows: int = 0


def page_for(store: ServerStore, request: ExchangeRequest, most: int) -> Page:
    """The next page for a desk, in one snapshot: a row that changed again comes again later.

    A desk of an older schema gets the tables and columns that it knows.
    """
    head = store.head()
    start = request.mark or PageMark(request.cursor, "\U0010ffff", "")
    marks = store.changed_after(start, most) if start.version <= head.version else []
    known = narrower(request.schema)
    tables = tuple(
        TableRows(table, _rows(store, table, [m.id for m in group], known.get(table)))
        for table, group in groupby(sorted(marks, key=_by_table), key=lambda m: m.table)
        if not known or table in known
    )
    if len(marks) == most:
        begins = not request.cursor and request.mark is None
        return Page(tables, marks[-1], 0, {}, store.count_changed() if begins else 0)
    return Page(tables, None, head.version, _digest(store, known))


def _by_table(mark: PageMark) -> tuple[str, str]:
    return mark.table, mark.id


def _rows(store: ServerStore, table: str, ids: list[str], columns: int | None) -> msgspec.Raw:
    row_type = type_of_table[table]
    found: Mapping[str, Row] = store.rows.several(row_type, ids)
    rows = [found[id] for id in ids if id in found]
    if columns is None or columns == len(row_type.__struct_fields__):
        texts = [encode_row(row) for row in rows]
    else:
        texts = [encode_narrow(row, columns) for row in rows]
    return msgspec.Raw(b"[" + b",".join(texts) + b"]")


def _digest(store: ServerStore, known: Mapping[str, int]) -> dict[str, int]:
    """The sums of what a desk knows; a table that has more columns here is summed up for it."""
    sums = store.read_digest()
    if not known:
        return sums
    return {
        table: sums[table]
        if known[table] == len(type_of_table[table].__struct_fields__)
        else narrow_sum(every(store, type_of_table[table]), known[table])
        for table in sums
        if table in known
    }
