"""Reads and writes the rows of one organisation on a driver's cursor, SQLite or PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from core.changes import Change
from core.domain.finder import Finder
from core.domain.rows import R, Row
from core.store.statements import finder_sql, row_sql


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    def execute(self, sql: str, values: Any = ..., /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Sequence[Any]: ...


class SqlReader:
    """Implements Reader. The organisation comes from the session, never from a request."""

    def __init__(self, cursor: Cursor, dialect: str, organisation_id: str) -> None:
        self._cursor = cursor
        self._dialect = dialect
        self._organisation = organisation_id

    def get(self, row_type: type[R], id: str) -> R | None:
        self._cursor.execute(row_sql(self._dialect, row_type).get, (self._organisation, id))
        found = self._cursor.fetchone()
        return None if found is None else row_type(*found)

    def find(
        self,
        finder: Finder[R],
        *equal: str | int,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> list[R]:
        low, high = since is not None, until is not None
        values = [self._organisation, *equal]
        if low:
            values.append(since)  # type: ignore[arg-type]
        if high:
            values.append(until)  # type: ignore[arg-type]
        sql = finder_sql(self._dialect, finder, low, high)
        self._cursor.execute(sql, values)
        make = finder.row_type
        return [make(*found) for found in self._cursor.fetchall()]

    def page(self, row_type: type[R], after: str, most: int) -> list[R]:
        """The next rows of a table by id, all in the end: for exports, which have no time limit."""
        values = (self._organisation, after, most)
        self._cursor.execute(row_sql(self._dialect, row_type).page, values)
        return [row_type(*found) for found in self._cursor.fetchall()]

    def apply(self, changes: Iterable[Change]) -> None:
        """Write the rows after each change; one without an after is taken back."""
        for change in changes:
            sql = row_sql(self._dialect, change.row_type)
            if change.after is None:
                self._cursor.execute(sql.drop, (self._organisation, change.id))
            else:
                self._cursor.execute(sql.put, (self._organisation, *values_of(change.after)))


def values_of(row: Row) -> tuple[Any, ...]:
    """The row's values in the order of its fields."""
    return tuple([getattr(row, name) for name in row.__struct_fields__])
