"""SQL text of every access to rows, written with SQLAlchemy Core and compiled once per dialect.

It is executed on the driver's cursor with positional values: building expressions for each call
would cost many times the statement.
"""

from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.interfaces import Dialect

from core.domain.all_rows import Finder, Row
from core.store.tables import in_states, table_of

SQLITE = "sqlite"
POSTGRESQL = "postgresql"


def dialect_of(name: str) -> Dialect:
    """The dialect with positional parameters: ? for SQLite, %s for psycopg."""
    if name == SQLITE:
        return sqlite.dialect(paramstyle="qmark")
    from sqlalchemy.dialects import postgresql  # a desk never needs it

    return postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]


class RowSql(msgspec.Struct, frozen=True):
    """Statements of one table. `get`: (organisation, id). `put`: (organisation, *row)."""

    get: str
    put: str
    drop: str


def compiled(dialect: str, statement: Any) -> str:
    """The text of a Core statement for a dialect."""
    return str(statement.compile(dialect=dialect_of(dialect)))


def upsert(dialect: str, table: Table) -> str:
    """Insert a whole row of any table, or replace all but its key."""
    insert: Any = sqlite.insert(table)
    if dialect != SQLITE:
        from sqlalchemy.dialects import postgresql

        insert = postgresql.insert(table)
    key = [column.name for column in table.primary_key]
    values = insert.values({column.name: bindparam(column.name) for column in table.columns})
    rest = {c.name: values.excluded[c.name] for c in table.columns if c.name not in key}
    return compiled(dialect, values.on_conflict_do_update(index_elements=key, set_=rest))


@cache
def row_sql(dialect: str, row_type: type[Row]) -> RowSql:
    """The three statements of a row type."""
    table = table_of[row_type]
    columns = [table.c[name] for name in row_type.__struct_fields__]
    ours = (table.c.organisation_id == bindparam("o")) & (table.c.id == bindparam("i"))
    return RowSql(
        get=compiled(dialect, select(*columns).where(ours)),
        put=upsert(dialect, table),
        drop=compiled(dialect, table.delete().where(ours)),
    )


@cache
def finder_sql(dialect: str, finder: Finder[Any], low: bool, high: bool) -> str:
    """The statement of a finder: (organisation, *equal, since if low, until if high)."""
    table = table_of[finder.row_type]
    query = select(*(table.c[field] for field in finder.row_type.__struct_fields__))
    query = query.where(table.c.organisation_id == bindparam("o"))
    for column in finder.equal:
        query = query.where(table.c[column] == bindparam(f"e_{column}"))
    if low:
        query = query.where(table.c[finder.range] >= bindparam("low"))
    if high:
        query = query.where(table.c[finder.range] < bindparam("high"))
    only = in_states(finder)
    if only is not None:
        query = query.where(only)
    return compiled(dialect, query.order_by(*(table.c[column] for column in finder.order)))
