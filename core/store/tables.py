"""The tables of all row types, made from the row types themselves, with the finders' indexes.

Text is ordered by code point on both databases, integers have 64 bits, nothing is converted.
"""

from typing import get_type_hints

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    MetaData,
    Table,
    Text,
    literal_column,
)
from sqlalchemy.types import TypeEngine

from core.domain.all_rows import Finder, Row, all_finders, type_of_table

metadata = MetaData()


def text() -> TypeEngine[str]:
    """Text by code point: the C collation on PostgreSQL, SQLite's own order elsewhere."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def _column(name: str, hint: object) -> Column[object]:
    kind: TypeEngine[object] = BigInteger() if hint in (int, int | None) else text()  # type: ignore[assignment]
    return Column(name, kind, nullable=hint == int | None)


def _table(row_type: type[Row]) -> Table:
    hints = get_type_hints(row_type)
    columns = [_column(name, hints[name]) for name in row_type.__struct_fields__]
    columns[0].primary_key = True
    return Table(
        row_type.table,
        metadata,
        Column("organisation_id", text(), primary_key=True),
        *columns,
        sqlite_with_rowid=False,
    )


def _index(finder: Finder) -> Index:  # type: ignore[type-arg]
    """Partial where the finder looks only at some states: what is over leaves the index."""
    table = table_of[finder.row_type]
    names = [*finder.equal, *([finder.range] if finder.range else []), *finder.covers]
    columns = (table.c.organisation_id, *(table.c[n] for n in names))
    only = in_states(finder)
    return Index(f"ix_{finder.name}", *columns, sqlite_where=only, postgresql_where=only)


def in_states(finder: Finder) -> ColumnElement[bool] | None:  # type: ignore[type-arg]
    """The states that a finder looks at as a condition, None for all.

    Index and statement need the same words, else a planner does not see that one serves the other.
    """
    if not finder.states:
        return None
    state = table_of[finder.row_type].c.state
    return state.in_([literal_column(f"'{one}'") for one in finder.states])


table_of: dict[type[Row], Table] = {t: _table(t) for t in type_of_table.values()}
indexes = [_index(finder) for finder in all_finders.values()]
