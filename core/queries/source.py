"""Where queries read: a cursor of one reader and the organisation that it belongs to."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BindParameter, TextClause, bindparam, literal_column
from sqlalchemy.sql.selectable import Select

from core.store.sql_reader import Cursor, SqlReader
from core.store.statements import dialect_of

S = TypeVar("S", bound=msgspec.Struct)

Statement = Callable[[], Select[Any]] | TextClause
"""A function that builds a statement once, or SQL that Core has no words for (full-text search)."""

ORGANISATION: BindParameter[str] = bindparam("organisation")


def one_of(column: Any, states: Iterable[str]) -> Any:
    """A condition on states, which are words of the program and never input."""
    return column.in_([literal_column(f"'{state}'") for state in states])


class Source:
    """Reads with SQL that is compiled once and run with named values."""

    def __init__(self, cursor: Cursor, dialect: str, organisation_id: str) -> None:
        self._cursor = cursor
        self.dialect = dialect
        self.organisation_id = organisation_id
        self.rows = SqlReader(cursor, dialect, organisation_id)

    def all(self, make: Callable[..., S], statement: Statement, **values: Any) -> list[S]:
        """Every row of a statement as a value; its columns are the fields in their order."""
        sql, order, fixed = _compiled(self.dialect, statement)
        known = {**fixed, **values, "organisation": self.organisation_id}
        self._cursor.execute(sql, [known[name] for name in order])
        return [make(*row) for row in self._cursor.fetchall()]


@cache
def _compiled(dialect: str, statement: Statement) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    built = statement if isinstance(statement, TextClause) else statement()
    made = built.compile(dialect=dialect_of(dialect))
    fixed = {name: value for name, value in made.params.items() if value is not None}
    return str(made), tuple(made.positiontup or ()), fixed
