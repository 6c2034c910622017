"""SQL text of every access to rows, written with SQLAlchemy Core and compiled once per dialect.

It is executed on the driver's cursor with positional values: building expressions for each call
would cost many times the statement. SQLAlchemy is loaded only where a text is not there already.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from core.domain.all_rows import Finder, Row
from core.store.texts import POSTGRESQL, SQLITE, Text, text_of

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.engine.interfaces import Dialect

__all__ = [
    "POSTGRESQL",
    "SQLITE",
    "RowSql",
    "compiled",
    "finder_sql",
    "revise",
    "row_sql",
    "upsert",
]


def dialect_of(name: str) -> "Dialect":
    """The dialect with positional parameters: ? for SQLite, %s for psycopg."""
    if name == SQLITE:
        from sqlalchemy.dialects import sqlite

        return sqlite.dialect(paramstyle="qmark")
    from sqlalchemy.dialects import postgresql  # a desk never needs it

    return postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]


class RowSql(msgspec.Struct, frozen=True):
    """Statements of one table. `get`, `drop`: (organisation, id). `put`: (organisation, *row).
    `page`: (organisation, last id seen, most). `several`: (organisation, ids as the dialect takes
    a list)."""

    get: str
    put: str
    drop: str
    page: str
    several: str


def compiled(dialect: str, statement: Any) -> str:
    """The text of a Core statement for a dialect."""
    return compile_text(dialect, statement).sql


def compile_text(dialect: str, statement: Any) -> Text:
    """A Core statement for a dialect, with the order of its parameters."""
    made = statement.compile(dialect=dialect_of(dialect))
    fixed = {name: value for name, value in made.params.items() if value is not None}
    return Text(str(made), tuple(made.positiontup or ()), fixed)


def upsert(dialect: str, table: "Table") -> str:
    """Insert a whole row of any table, or replace all but its key."""
    from sqlalchemy import bindparam
    from sqlalchemy.dialects import sqlite

    insert: Any = sqlite.insert(table)
    if dialect != SQLITE:
        from sqlalchemy.dialects import postgresql

        insert = postgresql.insert(table)
    key = [column.name for column in table.primary_key]
    values = insert.values({column.name: bindparam(column.name) for column in table.columns})
    rest = {c.name: values.excluded[c.name] for c in table.columns if c.name not in key}
    return compiled(dialect, values.on_conflict_do_update(index_elements=key, set_=rest))


_WRITES = " DO UPDATE SET "


@cache
def revise(dialect: str, row_type: type[Row], columns: tuple[str, ...]) -> str:
    """`put` that replaces only these columns of a row that is there.

    SQLite writes every index anew that a column of the update is in, changed or not: on years of
    data each is a page from somewhere else.
    """
    insert, sets = row_sql(dialect, row_type).put.split(_WRITES)
    kept = [one for one in sets.split(", ") if one.partition(" = ")[0].strip('"') in columns]
    return insert + _WRITES + ", ".join(kept)


@cache
def row_sql(dialect: str, row_type: type[Row]) -> RowSql:
    """The statements of a row type."""

    def text(what: str) -> str:
        name = f"{what} {row_type.table}"
        return text_of(dialect, name, lambda: compile_row(dialect, row_type, what)).sql

    return RowSql(*(text(what) for what in RowSql.__struct_fields__))


def compile_row(dialect: str, row_type: type[Row], what: str) -> Text:
    """One statement of a row type: get, put, drop, page or several."""
    from sqlalchemy import BigInteger, bindparam, literal_column, select

    from core.store.tables import table_of

    table = table_of[row_type]
    if what == "put":
        return Text(upsert(dialect, table))
    ours = (table.c.organisation_id == bindparam("o")) & (table.c.id == bindparam("i"))
    columns = [table.c[name] for name in row_type.__struct_fields__]
    if what == "page":
        rest = (table.c.organisation_id == bindparam("o")) & (table.c.id > bindparam("i"))
        most = bindparam("most", type_=BigInteger())
        query = select(*columns).where(rest).order_by(table.c.id).limit(most)
        return Text(compiled(dialect, query.offset(literal_column("0"))))
    if what == "several":
        among = _among(dialect, table.c.id)
        query = select(*columns).where(table.c.organisation_id == bindparam("o"), among)
        return Text(compiled(dialect, query))
    made: Any = select(*columns).where(ours) if what == "get" else table.delete().where(ours)
    return Text(compiled(dialect, made))


def _among(dialect: str, column: Any) -> Any:
    """Whether a column is one of a list that is a single parameter, however long."""
    from sqlalchemy import ARRAY, Text, any_, bindparam, func, select

    if dialect == SQLITE:
        listed = func.json_each(bindparam("ids")).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam("ids", type_=ARRAY(Text())))


@cache
def finder_sql(dialect: str, finder: Finder[Any], low: bool, high: bool) -> str:
    """The statement of a finder: (organisation, *equal, since if low, until if high)."""
    name = finder_text(finder.name, low, high)
    return text_of(dialect, name, lambda: compile_finder(dialect, finder, low, high)).sql


def finder_text(name: str, low: bool, high: bool) -> str:
    """The name of a finder's text."""
    return f"find {name}{' since' * low}{' until' * high}"


def compile_finder(dialect: str, finder: Finder[Any], low: bool, high: bool) -> Text:
    """A finder's statement, with or without the ends of its range."""
    from sqlalchemy import bindparam, select

    from core.store.tables import in_states, table_of

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
    return Text(compiled(dialect, query.order_by(*(table.c[column] for column in finder.order))))
