"""What the replica needs of a desk's store. The SQL store is the real one."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from core.changes import Change
from core.domain.rows import R, Row
from core.ports import Reader
from core.wire.envelope import Envelope
from core.wire.protocol import PageMark, TableRows


class JournalEntry(msgspec.Struct, frozen=True):
    """A command that this desk made, until its settlement has been applied here."""

    envelope: Envelope
    settled_version: int | None = None


class Staged(msgspec.Struct, frozen=True):
    """A page that came before the last one: where it ended, and its rows as they travelled.

    `total` is how many rows the whole load brings, 0 where the server did not say so.
    """

    mark: PageMark
    tables: tuple[TableRows, ...]
    total: int = 0


class Rows(Reader, Protocol):
    """A reader that can also be written to."""

    def apply(self, changes: Iterable[Change]) -> None: ...

    def several(self, row_type: type[R], ids: Sequence[str]) -> dict[str, R]:
        """Those of these rows that there are, by id."""
        ...


class DeskStore(Protocol):
    """Rows, journal, shadows, digest and a few facts of one desk, in one place, atomically."""

    @property
    def rows(self) -> Rows: ...

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside are on disk when it ends, or none are."""
        ...

    def read_meta(self, key: str) -> str | None: ...

    def write_meta(self, key: str, value: str) -> None: ...

    def add_journal(self, entry: JournalEntry) -> None: ...

    def pending(self) -> list[JournalEntry]:
        """All entries of the journal in the order of their making."""
        ...

    def unsent(self, most: int) -> list[Envelope]:
        """The oldest commands without a settlement."""
        ...

    def waiting(self) -> int:
        """How many commands have no settlement."""
        ...

    def mark_settled(self, versions: Mapping[int, int | None]) -> None:
        """Sequence -> the version at which the server settled it, None: not any more."""
        ...

    def drop_settled(self, up_to: int) -> None:
        """Forget entries settled at a version that this desk has reached."""
        ...

    def replace_journal(self, envelopes: Iterable[Envelope]) -> None:
        """Keep these, without a settlement, in place of all entries."""
        ...

    def lines_after(self, version: int) -> list[str]:
        """The ids of the command log's lines after a version, in the order of versions."""
        ...

    def add_shadows(self, changes: Iterable[Change]) -> None:
        """Keep the image before each change, where none is kept yet."""
        ...

    def shadows(self) -> list[tuple[type[Row], str, Row | None]]: ...

    def clear_shadows(self) -> None: ...

    def clear_rows(self) -> None:
        """Forget all rows and their digest; shadows, journal and meta stay."""
        ...

    def stage(self, base: str, page: Staged) -> None:
        """Keep a page; `base` says on which standing it follows."""
        ...

    def staged(self, base: str) -> list[Staged]:
        """The pages kept for a standing, in their order."""
        ...

    def clear_staged(self) -> None: ...

    def read_digest(self) -> dict[str, int]: ...

    def write_digest(self, sums: dict[str, int]) -> None: ...
