"""Rows in dictionaries: the store of tests, simulations and previews of imports."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Generic

from core.changes import Change
from core.domain.all_rows import all_finders
from core.domain.finder import Finder
from core.domain.rows import R, Row


class _Index(Generic[R]):
    """The ids of one finder's rows, in buckets of equal columns, each in the finder's order."""

    def __init__(self, finder: Finder[R]) -> None:
        self.finder = finder
        self.equal = attrgetter(*finder.equal)
        self.single = len(finder.equal) == 1
        self.range = attrgetter(finder.range) if finder.range else None
        self.buckets: dict[Any, list[tuple[Any, ...]]] = {}

    def place(self, row: R | None) -> tuple[Any, tuple[Any, ...]] | None:
        """The bucket of a row and its entry there; None where the finder does not give it."""
        states = self.finder.states
        if row is None or (states and row.state not in states):  # type: ignore[attr-defined]
            return None
        return self.equal(row), (self.range(row), row.id) if self.range else (row.id,)

    def move(self, before: R | None, after: R | None) -> None:
        """Take up what a row was and is now; most changes leave its place."""
        old, new = self.place(before), self.place(after)
        if old == new:
            return
        if old is not None:
            bucket = self.buckets[old[0]]
            del bucket[bisect_left(bucket, old[1])]
        if new is not None:
            insort(self.buckets.setdefault(new[0], []), new[1])

    def find(self, equal: tuple[Any, ...], since: Any, until: Any) -> list[str]:
        """The ids, in the finder's order."""
        bucket = self.buckets.get(equal[0] if self.single else equal, [])
        low = 0 if since is None else bisect_left(bucket, (since,))
        high = len(bucket) if until is None else bisect_left(bucket, (until,))
        return [entry[-1] for entry in bucket[low:high]]


class MemoryReader:
    """All rows of one organisation. `apply` writes what an overlay made."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.tables: dict[type[Row], dict[str, Row]] = {}
        self._indexes: dict[str, _Index[Any]] = {
            name: _Index(finder) for name, finder in all_finders.items()
        }
        self._of_type: dict[type[Row], list[_Index[Any]]] = {}
        for index in self._indexes.values():
            self._of_type.setdefault(index.finder.row_type, []).append(index)
        for row in rows:
            self._write(type(row), row.id, row)

    def get(self, row_type: type[R], id: str) -> R | None:
        return self.tables.get(row_type, {}).get(id)  # type: ignore[return-value]

    def find(
        self,
        finder: Finder[R],
        *equal: str | int,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> list[R]:
        rows = self.tables.get(finder.row_type, {})
        return [rows[id] for id in self._indexes[finder.name].find(equal, since, until)]  # type: ignore[misc]

    def apply(self, changes: Iterable[Change]) -> None:
        """Write the rows after each change; one without an after is taken back."""
        for change in changes:
            self._write(change.row_type, change.id, change.after)

    def several(self, row_type: type[R], ids: Sequence[str]) -> dict[str, R]:
        """Those of these rows that there are, by id."""
        found = {id: self.get(row_type, id) for id in ids}
        return {id: row for id, row in found.items() if row is not None}

    def page(self, row_type: type[R], after: str, most: int) -> list[R]:
        """The next rows of a table by id."""
        return [row for row in self.all(row_type) if row.id > after][:most]

    def all(self, row_type: type[R]) -> list[R]:
        """Every row of a table, by id."""
        rows = self.tables.get(row_type, {})
        return [rows[id] for id in sorted(rows)]  # type: ignore[misc]

    def _write(self, row_type: type[Row], id: str, row: Row | None) -> None:
        table = self.tables.setdefault(row_type, {})
        old = table.get(id)
        if row is None:
            table.pop(id, None)
        else:
            table[id] = row
        for index in self._of_type.get(row_type, ()):
            index.move(old, row)
