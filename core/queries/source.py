"""Where queries read: a cursor of one reader and the organisation that it belongs to."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import msgspec

from core.domain.rows import R, Row
from core.store.sql_reader import Cursor, SqlReader
from core.store.texts import Text, text_of

S = TypeVar("S", bound=msgspec.Struct)


class Source:
    """Reads with SQL that is compiled once and run with named values.

    A statement is named by its module in `core.queries.sql` and its function: "roster.of_one".
    `desk_id` is the desk that looks, "" for the office.
    """

    def __init__(
        self, cursor: Cursor, dialect: str, organisation_id: str, desk_id: str = ""
    ) -> None:
        self._cursor = cursor
        self.dialect = dialect
        self.organisation_id = organisation_id
        self.desk_id = desk_id
        self.rows = SqlReader(cursor, dialect, organisation_id)

    def remembering(self) -> "Source":
        """The same for one reading of one screen: it asks for no row twice."""
        made = Source(self._cursor, self.dialect, self.organisation_id, self.desk_id)
        made.rows = _Remembering(self._cursor, self.dialect, self.organisation_id)
        return made

    def all(self, make: Callable[..., S], statement: str, **values: Any) -> list[S]:
        """Every row of a statement as a value; its columns are the fields in their order."""
        text = statement_text(self.dialect, statement)
        known = {**text.fixed, **values, "organisation": self.organisation_id}
        self._cursor.execute(text.sql, [known[name] for name in text.order])
        return [make(*row) for row in self._cursor.fetchall()]


class _Remembering(SqlReader):
    def __init__(self, cursor: Cursor, dialect: str, organisation_id: str) -> None:
        super().__init__(cursor, dialect, organisation_id)
        self._got: dict[tuple[type[Row], str], Row | None] = {}

    def get(self, row_type: type[R], id: str) -> R | None:
        key = (row_type, id)
        if key not in self._got:
            self._got[key] = super().get(row_type, id)
        return self._got[key]  # type: ignore[return-value]


@cache
def statement_text(dialect: str, statement: str) -> Text:
    """The text of a statement by its name."""
    return text_of(dialect, f"query {statement}", lambda: compile_statement(dialect, statement))


def compile_statement(dialect: str, statement: str) -> Text:
    """Build and compile a statement; its SQL is loaded now."""
    from core.store.statements import compile_text

    module, _, name = statement.partition(".")
    build = getattr(import_module(f"core.queries.sql.{module}"), name)
    return compile_text(dialect, build())
