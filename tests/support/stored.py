"""A studio's rows in a real encrypted SQLite store, for tests of queries."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.changes import Change
from core.queries.source import Source
from core.store.schema import create_sqlite
from core.store.sql_reader import SqlReader
from core.store.sqlite import connect
from core.store.texts import SQLITE
from tests.support.studio import Studio

ORGANISATION = "org-harbour"


@contextmanager
def stored(studio: Studio, folder: Path) -> Iterator[Source]:
    """A source over a copy of all rows that the studio holds now."""
    with closing(connect(folder / "studio.db", b"k" * 32)) as raw:
        cursor = raw.cursor()
        create_sqlite(cursor)
        rows = [row for found in studio.rows().values() for row in found]
        reader = SqlReader(cursor, SQLITE, ORGANISATION)
        reader.apply([Change(type(row), row.id, None, row) for row in rows])
        yield Source(cursor, SQLITE, ORGANISATION)
