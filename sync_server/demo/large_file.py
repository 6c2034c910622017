"""The large studio as a store file: written once for a seed, size and week, then copied.

The tables are filled without indexes from rows in their order, since random order in an encrypted
file costs many times as much; head and digest stand in it, so that a desk or a server that gets a
copy stands at that version.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec

from core.domain.all_rows import type_of_table
from core.domain.ids import derive
from core.domain.rows import Row
from core.store.bookkeeping import digest, head
from core.store.revision import HEAD
from core.store.schema import create_sqlite
from core.store.sql_reader import values_of
from core.store.sqlite import Connection, connect
from core.store.statements import SQLITE, upsert
from core.store.statistics import pin_statistics
from core.wire.digest import MODULUS, row_hash
from core.wire.shapes import SCHEMA
from sync_server.database import SqlDatabase, open_sqlite
from sync_server.demo.batch import BatchStore
from sync_server.demo.clerk import Clerk
from sync_server.demo.large_plan import Scale
from sync_server.demo.large_rows import Base, Writing, found_large

LAYOUT = 4
"""Raised when the rows of a scale or their sums change, so that files of before are not taken."""

KEY = sha256(b"large demo").digest()
BATCH = 5000


class LargeFile(msgspec.Struct, frozen=True):
    """A store with the large studio, and where it stands. It opens with KEY."""

    path: Path
    organisation_id: str
    history_id: str
    version: int
    base: Base


def large_file(folder: Path, scale: Scale) -> LargeFile:
    """The file for a scale, written when it is first asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.encode((LAYOUT, HEAD, _columns(), scale))
    path = folder / f"large-{sha256(text).hexdigest()[:16]}.db"
    note = path.with_suffix(".json")
    if note.exists() and path.exists():
        return msgspec.json.decode(note.read_bytes(), type=LargeFile, dec_hook=_path)
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    made = _write(half, scale)
    half.replace(path)
    made = msgspec.structs.replace(made, path=path)
    note.write_bytes(msgspec.json.encode(made, enc_hook=os.fspath))
    return made


def copied(made: LargeFile, target: Path) -> None:
    """A copy of the file, for a desk or a server to work on."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made.path, target)


def large_server(made: LargeFile, target: Path) -> SqlDatabase:
    """A server's database on a copy; the change index, which only a server needs, is filled."""
    copied(made, target)
    database = open_sqlite(target, KEY)
    with database.transaction("BEGIN IMMEDIATE") as cursor:
        for table in sorted(type_of_table):
            fill = (
                f"INSERT INTO changed SELECT organisation_id, '{table}', id, ?"  # noqa: S608
                f" FROM {table} ORDER BY organisation_id, id"
            )
            cursor.execute(fill, (made.version,))
    return database


def _columns() -> list[tuple[str, tuple[str, ...]]]:
    """Tables with their columns: a file of other tables is not taken."""
    return [(name, type_of_table[name].__struct_fields__) for name in sorted(type_of_table)]


def _write(path: Path, scale: Scale) -> LargeFile:
    organisation_id = derive("large demo", str(scale.seed))
    store = BatchStore()
    base = found_large(Clerk(store, scale.seed), organisation_id, scale)
    version = store.head().version + 1
    history_id = derive("large history", organisation_id)
    with closing(connect(path, KEY)) as connection:
        cursor = connection.cursor()
        create_sqlite(cursor)
        cursor.execute("PRAGMA synchronous = OFF")
        indexes = _drop_indexes(cursor)
        cursor.execute("BEGIN IMMEDIATE")
        founding = (row for table in store.rows.tables.values() for row in table.values())
        sums = _fill(cursor, organisation_id, founding, {})
        sums = _fill(cursor, organisation_id, Writing(base, scale).rows(), sums)
        cursor.execute(upsert(SQLITE, head), (organisation_id, version, history_id, "", SCHEMA))
        cursor.executemany(
            upsert(SQLITE, digest),
            [(organisation_id, table, total) for table, total in sorted(sums.items())],
        )
        for statement in indexes:
            cursor.execute(statement)
        cursor.execute("COMMIT")
        pin_statistics(cursor)
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return LargeFile(path, organisation_id, history_id, version, base)


def _drop_indexes(cursor: Connection) -> list[str]:
    """Drop what is quicker made at the end; the statements that make it again."""
    found = cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [sql for _, sql in found]


def _fill(
    cursor: Connection, organisation_id: str, rows: Iterable[Row], sums: dict[str, int]
) -> dict[str, int]:
    """Write rows through staging tables that keep their order of arrival; the sums with them."""
    staged: dict[str, str] = {}
    totals = dict(sums)
    for batch in _batches(rows):
        by_table: dict[str, list[tuple[object, ...]]] = {}
        for row in batch:
            by_table.setdefault(row.table, []).append((organisation_id, *values_of(row)))
            totals[row.table] = (totals.get(row.table, 0) + row_hash(row)) % MODULUS
        for table, values in by_table.items():
            if table not in staged:
                shape = f"SELECT * FROM {table} LIMIT 0"  # noqa: S608 - a table of ours
                cursor.execute(f"CREATE TEMP TABLE staged_{table} AS {shape}")
                marks = ", ".join("?" * len(values[0]))
                staged[table] = f"INSERT INTO staged_{table} VALUES ({marks})"  # noqa: S608
            cursor.executemany(staged[table], values)
    for table in staged:
        move = f"INSERT INTO {table} SELECT * FROM staged_{table} ORDER BY 1, 2"  # noqa: S608
        cursor.execute(move)
        cursor.execute(f"DROP TABLE staged_{table}")
    return totals


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    coming = iter(rows)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _path(kind: type, value: object) -> object:
    return Path(str(value)) if kind is Path else value
