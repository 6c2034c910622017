"""What the rules of a day's commands cost: on memory, and on SQLite as the store grows."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.changes import Change
from core.domain.all_rows import type_of_table
from core.domain.ids import OrganisationId, derive
from core.store.sql_reader import Cursor, SqlReader
from core.store.sqlite import connect
from core.store.statements import SQLITE
from sync_server.demo.batch import BatchStore
from sync_server.demo.clerk import Clerk
from sync_server.demo.large_file import KEY, copied, large_file
from sync_server.demo.large_plan import Scale
from sync_server.demo.large_rows import Writing, found_large
from tests.bench.commands_of_a_day import Day, Samples
from tests.bench.harness import Goal, Measure
from tests.bench.large_desk import CACHE, scale

GOAL_US = 100
FLAT = 1.2
CACHE_KIB = 6 * 1024 * 1024


def measures() -> Iterator[Measure]:
    """On memory against the goal; on SQLite beside the same at 10,000 bookings.

    With all pages at hand it shows whether more is looked at as the store grows; as they come, what
    it costs to read and decrypt the pages that the rows of a large file lie on.
    """
    now = scale().now
    small = Scale(1_000, 10_000, now, days=100)
    for name, samples in on_memory(small).items():
        yield Measure(f"{name}, on memory", samples, (), Goal("p50", GOAL_US), "µs")
    for pages, goal in (("at hand", Goal("ratio", FLAT)), ("as they come", None)):
        floor = on_sqlite(small, at_hand=goal is not None)
        for size in (Scale(10_000, 100_000, now), scale()):
            for name, samples in on_sqlite(size, at_hand=goal is not None).items():
                title = f"{name}, SQLite, {size.bookings:,} bookings, pages {pages}"
                yield Measure(title, samples, floor[name], goal, "µs")


def on_memory(size: Scale) -> Samples:
    """The studio of a scale as rows in dictionaries."""
    store = BatchStore()
    base = found_large(Clerk(store, size.seed), derive("large demo", str(size.seed)), size)
    rows = Writing(base, size).rows()
    store.rows.apply(Change(type(row), row.id, None, row) for row in rows)
    return Day(store.rows, base, size.now).played()


def on_sqlite(size: Scale, *, at_hand: bool) -> Samples:
    """The same in an encrypted file, in one transaction that is never kept."""
    made = large_file(CACHE, size)
    with TemporaryDirectory(prefix="foyer-bench-") as name:
        path = Path(name) / "studio.db"
        copied(made, path)
        with closing(connect(path, KEY)) as connection:
            cursor = connection.cursor()
            if at_hand:
                read_all(cursor)
            cursor.execute("BEGIN IMMEDIATE")
            reader = SqlReader(cursor, SQLITE, OrganisationId(made.organisation_id))
            samples = Day(reader, made.base, size.now).played()
            cursor.execute("ROLLBACK")
    return samples


def read_all(cursor: Cursor) -> None:
    """Bring every page into a cache that holds them all. Partial indexes are small."""
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    for table in sorted(type_of_table):
        cursor.execute(f"SELECT sum(length(id)) FROM {table} NOT INDEXED").fetchall()  # noqa: S608
        cursor.execute(f"PRAGMA index_list({table})")
        for index in [row[1] for row in cursor.fetchall() if not row[4]]:
            cursor.execute(f"PRAGMA index_info({index})")
            last = cursor.fetchall()[-1][2]
            # a count would be taken from whichever index is smallest
            text = f"SELECT sum(length({last})) FROM {table} INDEXED BY {index}"  # noqa: S608
            cursor.execute(text).fetchall()
