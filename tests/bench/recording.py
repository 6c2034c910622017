"""Records every statement on a driver's cursor, and replays them bare: the floor of a bench.

The replay does what the driver must do in any case (the same texts, values, transactions and
fetches) on a copy of the same file, and nothing of ours.
"""

import time
from typing import Any

import msgspec


class Call(msgspec.Struct, frozen=True):
    """One call of a cursor: execute, executemany, fetchone or fetchall."""

    name: str
    arguments: tuple[Any, ...]


class RecordingCursor:
    """A cursor that notes what is done with it."""

    def __init__(self, cursor: Any, calls: list[Call]) -> None:
        self._cursor = cursor
        self._calls = calls

    def execute(self, sql: str, values: Any = ()) -> Any:
        self._calls.append(Call("execute", (sql, tuple(values))))
        self._cursor.execute(sql, tuple(values))
        return self

    def executemany(self, sql: str, rows: Any) -> Any:
        kept = [tuple(row) for row in rows]
        self._calls.append(Call("executemany", (sql, kept)))
        self._cursor.executemany(sql, kept)
        return self

    def fetchone(self) -> Any:
        self._calls.append(Call("fetchone", ()))
        return self._cursor.fetchone()

    def fetchall(self) -> Any:
        self._calls.append(Call("fetchall", ()))
        return self._cursor.fetchall()


class RecordingConnection:
    """A connection whose cursors note what is done with them, all in one list."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.calls: list[Call] = []

    def cursor(self) -> RecordingCursor:
        return RecordingCursor(self._connection.cursor(), self.calls)

    def taken(self) -> list[Call]:
        """The calls since the last look."""
        calls, self.calls[:] = list(self.calls), []
        return calls


def replay(cursor: Any, calls: list[Call]) -> float:
    """Milliseconds of the same calls on a bare cursor."""
    bound = [(getattr(cursor, call.name), call.arguments) for call in calls]
    began = time.perf_counter_ns()
    for act, arguments in bound:
        act(*arguments)
    return (time.perf_counter_ns() - began) / 1e6
