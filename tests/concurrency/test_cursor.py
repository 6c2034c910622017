"""Thirty-two writers, one reader that follows the change index all the time: nothing is missed.

The control: where a plain sequence is the cursor, what commits late is passed by for ever.
`FOYER_SOAK=1` makes the changes a million.
"""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from core.changes import Change
from core.domain.people import Client
from core.store.postgresql import Limits
from core.wire.protocol import MOST_ROWS, PageMark
from sync_server.database import READ_COMMITTED, SqlDatabase, open_postgresql
from sync_server.store.sql import create_head
from tests.support.postgres import KINDS, Databases

ORG = "org-cursor"
WRITERS = 32
AT_ONCE = 50
CHANGES = 1_000_000 if os.environ.get("FOYER_SOAK") else 200_000
NEWEST = "\U0010ffff"


@pytest.fixture
def database(postgres_of: Callable[[str], Databases]) -> Iterator[SqlDatabase]:
    with postgres_of(KINDS[0]).fresh() as url:
        opened = open_postgresql(url, Limits(connections=WRITERS + 1))
        with opened.engine.begin() as connection:
            connection.execute(create_head(ORG, "history"))
        try:
            yield opened
        finally:
            opened.engine.dispose()


def by_writers(write: Callable[[list[str]], None], changes: int, ended: threading.Event) -> None:
    """All writers write their share, as fast as each can."""

    def work(writer: int) -> None:
        for at in range(changes // WRITERS // AT_ONCE):
            write([f"{writer}-{at}-{n}" for n in range(AT_ONCE)])

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(work, range(WRITERS)))
    ended.set()


def followed(
    write: Callable[[list[str]], None], read: Callable[[], list[str]], changes: int
) -> tuple[int, int]:
    """How many changes a reader saw while they were written, and how many there were."""
    ended = threading.Event()
    seen: set[str] = set()
    count = 0
    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(by_writers, write, changes, ended)
        while True:
            last = ended.is_set() or writing.done()
            ids = read()
            seen.update(ids)
            count += len(ids)
            if last and not ids:
                break
        writing.result()
    assert count == len(seen), "and none came twice"
    return len(seen), changes // WRITERS // AT_ONCE * AT_ONCE * WRITERS


class Index:
    """The change index as settlement writes it and a desk's exchange reads it."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database
        self._cursor = 0
        self._mark: PageMark | None = None

    def write(self, ids: list[str]) -> None:
        with self._database.write(ORG) as store:
            version = store.head().version + 1
            store.mark_changed([Change(Client, id, None, None) for id in ids], version)
            store.write_head(version)

    def read(self) -> list[str]:
        with self._database.read(ORG) as store:
            head = store.head().version
            after = self._mark or PageMark(self._cursor, NEWEST, "")
            marks = store.changed_after(after, MOST_ROWS)
        self._mark = marks[-1] if len(marks) == MOST_ROWS else None
        if self._mark is None:
            self._cursor = head
        return [mark.id for mark in marks]


class Sequence:
    """As many would do it: a number from a sequence, and no lock."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database
        self._cursor = 0

    def write(self, ids: list[str]) -> None:
        with self._database.transaction(READ_COMMITTED) as cursor:
            cursor.executemany("INSERT INTO plain (id) VALUES (%s)", [(id,) for id in ids])

    def read(self) -> list[str]:
        with self._database.transaction(READ_COMMITTED) as cursor:
            query = "SELECT number, id FROM plain WHERE number > %s ORDER BY number LIMIT 2000"
            cursor.execute(query, (self._cursor,))
            found = cursor.fetchall()
        self._cursor = found[-1][0] if found else self._cursor
        return [id for _, id in found]


def test_a_reader_that_follows_the_change_index_misses_nothing(database: SqlDatabase) -> None:
    index = Index(database)
    seen, written = followed(index.write, index.read, CHANGES)
    assert seen == written > 0.99 * CHANGES


def test_with_a_plain_sequence_as_cursor_it_misses_some(database: SqlDatabase) -> None:
    with psycopg.connect(database.address) as owner:
        owner.execute("CREATE TABLE plain (number bigserial PRIMARY KEY, id text NOT NULL)")
        owner.execute("GRANT ALL ON plain, plain_number_seq TO foyer_app")
    sequence = Sequence(database)
    seen, written = followed(sequence.write, sequence.read, CHANGES // 4)
    assert 0 < seen < written
