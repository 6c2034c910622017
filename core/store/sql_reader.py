"""Reads and writes the rows of one organisation on a driver's cursor, SQLite or PostgreSQL."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Protocol

import msgspec
from msgspec.structs import astuple

from core.changes import Change
from core.domain.finder import Finder
from core.domain.rows import R, Row
from core.store.statements import SQLITE, finder_sql, revise, row_sql


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    def execute(self, sql: str, values: Any = ..., /) -> Any: ...
    def executemany(self, sql: str, values: Any, /) -> Any: ...
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

    def several(self, row_type: type[R], ids: Sequence[str]) -> dict[str, R]:
        """Those of these rows that there are, by id."""
        listed = msgspec.json.encode(ids).decode() if self._dialect == SQLITE else list(ids)
        sql = row_sql(self._dialect, row_type).several
        self._cursor.execute(sql, (self._organisation, listed))
        rows = [row_type(*found) for found in self._cursor.fetchall()]
        return {row.id: row for row in rows}

    def page(self, row_type: type[R], after: str, most: int) -> list[R]:
        """The next rows of a table by id, all in the end: for exports, which have no time limit."""
        values = (self._organisation, after, most)
        self._cursor.execute(row_sql(self._dialect, row_type).page, values)
        return [row_type(*found) for found in self._cursor.fetchall()]

    def apply(self, changes: Iterable[Change]) -> None:
        """Write the rows after each change; one without an after is taken back."""
        for sql, alike in groupby(changes, key=self._statement):
            values = [(self._organisation, *_written(change)) for change in alike]
            if len(values) == 1:
                self._cursor.execute(sql, values[0])
            else:
                self._cursor.executemany(sql, values)

    def _statement(self, change: Change) -> str:
        row_type = change.row_type
        if change.after is None:
            return row_sql(self._dialect, row_type).drop
        if change.before is None or change.before == change.after:
            return row_sql(self._dialect, row_type).put
        pairs = zip(astuple(change.before), astuple(change.after), strict=True)
        names = row_type.__struct_fields__
        columns = tuple([name for name, (a, b) in zip(names, pairs, strict=True) if a != b])
        return revise(self._dialect, row_type, columns)


def values_of(row: Row) -> tuple[Any, ...]:
    """The row's values in the order of its fields."""
    return astuple(row)


def _written(change: Change) -> tuple[Any, ...]:
    return (change.id,) if change.after is None else astuple(change.after)
