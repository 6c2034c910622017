"""The Tx: puts are kept over a reader until the handler has returned well.

A refusal writes nothing, and a preview is the same handler with the overlay thrown away.
"""

from operator import attrgetter
from typing import Any

from core.changes import Change
from core.domain.finder import Finder
from core.domain.rows import R, Row
from core.ports import Reader


class AppendOnlyError(Exception):
    """A handler tried to change a row that may only be added (PASS-2, AUD-1)."""


class Overlay:
    """Implements Tx over any reader; `changes()` is what it would write, in order of first put."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._base: dict[tuple[type[Row], str], Row | None] = {}
        self._puts: dict[type[Row], dict[str, Row]] = {}
        self._found: dict[tuple[Any, ...], list[Any]] = {}

    def get(self, row_type: type[R], id: str) -> R | None:
        put = self._puts.get(row_type)
        if put is not None and id in put:
            return put[id]  # type: ignore[return-value]
        return self._image(row_type, id)

    def find(
        self,
        finder: Finder[R],
        *equal: str | int,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> list[R]:
        found = self._asked(finder, equal, since, until)
        put: dict[str, Any] | None = self._puts.get(finder.row_type)
        if not put:
            return list(found)
        kept = [row for row in found if row.id not in put]
        fresh = [row for row in put.values() if _matches(finder, row, equal, since, until)]
        if not fresh:
            return kept
        return sorted(kept + fresh, key=attrgetter(*finder.order))

    def put(self, row: Row) -> None:
        row_type = type(row)
        image = self._image(row_type, row.id)
        if row_type.append_only and image is not None and not row.may_replace(image):
            raise AppendOnlyError(f"{row_type.table} {row.id}")
        self._puts.setdefault(row_type, {})[row.id] = row

    def changes(self) -> tuple[Change, ...]:
        """What would be written: rows that differ from what the reader has."""
        return tuple(
            Change(row_type, id, before, row)
            for row_type, put in self._puts.items()
            for id, row in put.items()
            if (before := self._base[row_type, id]) != row
        )

    def discard(self) -> None:
        """Forget all puts."""
        self._puts.clear()

    def _asked(self, finder: Finder[R], equal: tuple[Any, ...], since: Any, until: Any) -> list[R]:
        """What the reader has, asked once: nobody writes to it while a command runs."""
        key = (finder.name, equal, since, until)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._reader.find(finder, *equal, since=since, until=until)
        return found

    def _image(self, row_type: type[R], id: str) -> R | None:
        key = (row_type, id)
        if key in self._base:
            return self._base[key]  # type: ignore[return-value]
        row = self._reader.get(row_type, id)
        self._base[key] = row
        return row


def _matches(finder: Finder[Any], row: Any, equal: tuple[Any, ...], since: Any, until: Any) -> bool:
    if any(getattr(row, name) != value for name, value in zip(finder.equal, equal, strict=True)):
        return False
    if finder.states and row.state not in finder.states:
        return False
    if not finder.range:
        return True
    at = getattr(row, finder.range)
    return (since is None or at >= since) and (until is None or at < until)
