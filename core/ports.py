"""Ports of the core: what a handler may ask of a store, and of the world."""

from typing import Protocol

from core.changes import Change
from core.domain.finder import Finder
from core.domain.rows import R, Row


class Reader(Protocol):
    """Reads the rows of one organisation. Another organisation's rows do not exist (ORG-1)."""

    def get(self, row_type: type[R], id: str) -> R | None: ...

    def find(
        self,
        finder: Finder[R],
        *equal: str | int,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> list[R]:
        """Rows in the finder's order; the range is half-open, [since, until)."""
        ...


class Tx(Reader, Protocol):
    """A Reader that can also put rows. Nothing is written before the handler returned well."""

    def put(self, row: Row) -> None: ...


class Draft(Tx, Protocol):
    """A Tx whose puts can be looked at and thrown away: what the bus works on."""

    def changes(self) -> tuple[Change, ...]: ...

    def discard(self) -> None: ...


class Clock(Protocol):
    """The world's time, for whoever makes commands; handlers get theirs from the command."""

    def now(self) -> int:
        """UTC in milliseconds."""
        ...
