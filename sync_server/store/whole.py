"""Whole tables of one organisation, a page at a time."""

from collections.abc import Iterator

from core.domain.rows import R
from sync_server.store.port import SettlingStore

ROWS_AT_ONCE = 2000


def every(store: SettlingStore, row_type: type[R]) -> Iterator[R]:
    """All rows of a table, by id."""
    after = ""
    while page := store.rows.page(row_type, after, ROWS_AT_ONCE):
        yield from page
        after = page[-1].id
