"""One empty store of each kind behind the same port, for the contract suite."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.domain.rows import Row
from core.store.memory_reader import MemoryReader
from core.store.migrate import prepare_postgresql
from core.store.postgresql import engine_for
from core.store.schema import create_sqlite
from core.store.sql_reader import SqlReader
from core.store.sqlite import connect
from core.store.statements import POSTGRESQL, SQLITE
from tests.support.postgres import Databases

ORGANISATION = "studio-one"


@contextmanager
def memory() -> Iterator[MemoryReader]:
    yield MemoryReader()


@contextmanager
def sqlite(folder: Path) -> Iterator[SqlReader]:
    connection = connect(folder / "rows.db", b"k" * 32)
    cursor = connection.cursor()
    create_sqlite(cursor)
    yield SqlReader(cursor, SQLITE, ORGANISATION)
    connection.close()


@contextmanager
def postgresql(databases: Databases) -> Iterator[SqlReader]:
    with databases.fresh(databases.template("rows", make_tables)) as url:
        engine = engine_for(url)
        raw = engine.raw_connection()
        yield SqlReader(raw.cursor(), POSTGRESQL, ORGANISATION)
        raw.close()
        engine.dispose()


def make_tables(url: str) -> None:
    engine = engine_for(url)
    prepare_postgresql(engine)
    engine.dispose()


def table_name(row_type: type[Row]) -> str:
    return row_type.table
