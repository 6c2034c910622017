"""The schema as this program knows it: all tables in an empty SQLite store."""

from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from core.store import (
    bookkeeping,  # noqa: F401 - declares tables
    report_sums,
    search_index,
)
from core.store.revision import HEAD
from core.store.statistics import pin_statistics
from core.store.tables import metadata


def sqlite_statements() -> list[str]:
    """Every CREATE of the schema, in order, for SQLite."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return [*made, *search_index.STATEMENTS, *report_sums.STATEMENTS]


def create_sqlite(cursor: Any) -> None:
    """Make all tables in an empty SQLite store, in one transaction, and note their revision."""
    cursor.execute("BEGIN IMMEDIATE")
    for statement in sqlite_statements():
        cursor.execute(statement)
    cursor.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    cursor.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
    cursor.execute("COMMIT")
    pin_statistics(cursor)
