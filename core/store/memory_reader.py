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
    """The rows of one finder, in buckets of equal columns, each sorted by the finder's order."""

    def __init__(self, finder: Finder[R]) -> None:
        self.finder = finder
        self.equal = attrgetter(*finder.equal)
        self.single = len(finder.equal) == 1
        self.key = attrgetter(*finder.order)
        self.one_key = len(finder.order) == 1
        self.buckets: dict[Any, list[tuple[Any, R]]] = {}

    def entry(self, row: R) -> tuple[Any, R]:
        key = self.key(row)
        return ((key,) if self.one_key else key, row)

    def add(self, row: R) -> None:
        if self.finder.states and row.state not in self.finder.states:  # type: ignore[attr-defined]
            return
        insort(self.buckets.setdefault(self.equal(row), []), self.entry(row), key=lambda e: e[0])

    def drop(self, row: R) -> None:
        bucket = self.buckets.get(self.equal(row), [])
        key = self.entry(row)[0]
        at = bisect_left(bucket, key, key=lambda e: e[0])
        if at < len(bucket) and bucket[at][0] == key:
            del bucket[at]

    def find(self, equal: tuple[Any, ...], since: Any, until: Any) -> list[R]:
        bucket = self.buckets.get(equal[0] if self.single else equal, [])
        low = 0 if since is None else bisect_left(bucket, (since,), key=lambda e: e[0])
        high = len(bucket) if until is None else bisect_left(bucket, (until,), key=lambda e: e[0])
        return [row for _, row in bucket[low:high]]


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
        return self._indexes[finder.name].find(equal, since, until)

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
        indexes = self._of_type.get(row_type, ())
        if old is not None:
            for index in indexes:
                index.drop(old)
        if row is None:
            table.pop(id, None)
            return
        table[id] = row
        for index in indexes:
            index.add(row)
