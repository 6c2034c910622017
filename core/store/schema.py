"""Makes all tables in an empty store. An older store is brought up by the migrations."""

from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from core.store import bookkeeping  # noqa: F401 - declares its tables
from core.store.tables import metadata


def sqlite_statements() -> list[str]:
    """Every CREATE of the schema, in order, for SQLite."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: index.name or "")
        ]
    return made


def create_sqlite(cursor: Any) -> None:
    """Make all tables in an empty SQLite store, in one transaction."""
    cursor.execute("BEGIN IMMEDIATE")
    for statement in sqlite_statements():
        cursor.execute(statement)
    cursor.execute("COMMIT")
