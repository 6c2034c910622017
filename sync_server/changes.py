"""Pages of changed rows for a desk: the change index in order, with the rows as they are now."""

from itertools import groupby

import msgspec

from core.domain.rows import Row, type_of_table
from core.wire.codec import encode_row
from core.wire.protocol import ExchangeRequest, PageMark, TableRows
from sync_server.store.port import ServerStore


class Page(msgspec.Struct, frozen=True):
    """Rows after a mark. `mark` is None on the page that reaches the head."""

    tables: tuple[TableRows, ...]
    mark: PageMark | None
    head: int
    digest: dict[str, int]


def page_for(store: ServerStore, request: ExchangeRequest, most: int) -> Page:
    """The next page for a desk, in one snapshot: a row that changed again comes again later."""
    head = store.head()
    start = request.mark or PageMark(request.cursor, "\U0010ffff", "")
    marks = store.changed_after(start, most) if start.version <= head.version else []
    tables = tuple(
        TableRows(table, _rows(store, table, [m.id for m in group]))
        for table, group in groupby(sorted(marks, key=_by_table), key=lambda m: m.table)
    )
    if len(marks) == most:
        return Page(tables, marks[-1], 0, {})
    return Page(tables, None, head.version, store.read_digest())


def _by_table(mark: PageMark) -> tuple[str, str]:
    return mark.table, mark.id


def _rows(store: ServerStore, table: str, ids: list[str]) -> msgspec.Raw:
    row_type = type_of_table[table]
    rows: list[Row | None] = [store.rows.get(row_type, id) for id in ids]
    return msgspec.Raw(b"[" + b",".join(encode_row(row) for row in rows if row) + b"]")
