"""A desk's store in dictionaries, with transactions that roll back: for simulations."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Self

from msgspec.structs import replace

from core.changes import Change
from core.domain.records import CommandLog
from core.domain.rows import Row
from core.store.memory_reader import MemoryReader
from core.wire.envelope import Envelope
from desktop.store.port import JournalEntry, Staged


class UndoableRows(MemoryReader):
    """A memory reader that remembers what a transaction changed."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        super().__init__(rows)
        self.undo: list[Change] = []

    def apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            before = self.get(change.row_type, change.id)
            self.undo.append(Change(change.row_type, change.id, change.after, before))
            super().apply([change])

    def roll_back(self) -> None:
        undone = self.undo[::-1]
        super().apply(undone)
        self.undo.clear()

    def copy(self) -> Self:
        """The same rows, to go on apart."""
        made = type(self)()
        made.tables = {row_type: dict(rows) for row_type, rows in self.tables.items()}
        for name, index in self._indexes.items():
            made._indexes[name].buckets = {k: list(v) for k, v in index.buckets.items()}
        return made


class MemoryDeskStore:
    """Implements DeskStore. What is not committed is gone, as after a kill."""

    def __init__(self) -> None:
        self.rows = UndoableRows()
        self._meta: dict[str, str] = {}
        self._journal: dict[int, JournalEntry] = {}
        self._shadows: dict[tuple[str, str], tuple[type[Row], Row | None]] = {}
        self._digest: dict[str, int] = {}
        self._staged: list[tuple[str, Staged]] = []

    def copy(self) -> "MemoryDeskStore":
        """The same store, to go on apart: a backup, or a disk that was cloned."""
        made = MemoryDeskStore()
        made.rows = self.rows.copy()
        made._meta, made._journal = dict(self._meta), dict(self._journal)
        made._shadows, made._digest = dict(self._shadows), dict(self._digest)
        made._staged = list(self._staged)
        return made

    @contextmanager
    def transaction(self) -> Iterator[None]:
        kept = (dict(self._meta), dict(self._journal), dict(self._shadows), dict(self._digest))
        staged = self._staged
        self.rows.undo.clear()
        try:
            yield
        except BaseException:
            self.rows.roll_back()
            self._meta, self._journal, self._shadows, self._digest = kept
            self._staged = staged
            raise

    def read_meta(self, key: str) -> str | None:
        return self._meta.get(key)

    def write_meta(self, key: str, value: str) -> None:
        self._meta[key] = value

    def add_journal(self, entry: JournalEntry) -> None:
        self._journal[entry.envelope.seq] = entry

    def pending(self) -> list[JournalEntry]:
        return self._entries()

    def unsent(self, most: int) -> list[Envelope]:
        entries = [entry for entry in self._entries() if entry.settled_version is None]
        return [entry.envelope for entry in entries[:most]]

    def _entries(self) -> list[JournalEntry]:
        return [self._journal[seq] for seq in sorted(self._journal)]

    def waiting(self) -> int:
        return sum(entry.settled_version is None for entry in self._journal.values())

    def mark_settled(self, versions: Mapping[int, int | None]) -> None:
        for seq, version in versions.items():
            if seq in self._journal:
                self._journal[seq] = replace(self._journal[seq], settled_version=version)

    def drop_settled(self, up_to: int) -> None:
        for seq, entry in list(self._journal.items()):
            if entry.settled_version is not None and entry.settled_version <= up_to:
                del self._journal[seq]

    def replace_journal(self, envelopes: Iterable[Envelope]) -> None:
        self._journal = {envelope.seq: JournalEntry(envelope) for envelope in envelopes}

    def lines_after(self, version: int) -> list[str]:
        lines = [line for line in self.rows.all(CommandLog) if line.version > version]
        return [line.id for line in sorted(lines, key=lambda line: line.version)]

    def add_shadows(self, changes: Iterable[Change]) -> None:
        for change in changes:
            key = (change.row_type.table, change.id)
            self._shadows.setdefault(key, (change.row_type, change.before))

    def shadows(self) -> list[tuple[type[Row], str, Row | None]]:
        return [
            (kept[0], key[1], kept[1])
            for key, kept in sorted(self._shadows.items(), key=lambda item: item[0])
        ]

    def clear_shadows(self) -> None:
        self._shadows.clear()

    def clear_rows(self) -> None:
        self.rows.apply(
            Change(row_type, row.id, row, None)
            for row_type in list(self.rows.tables)
            for row in self.rows.all(row_type)
        )
        self._digest.clear()

    def stage(self, base: str, page: Staged) -> None:
        self._staged = [*self._staged, (base, page)]

    def staged(self, base: str) -> list[Staged]:
        return [page for known, page in self._staged if known == base]

    def clear_staged(self) -> None:
        self._staged = []

    def read_digest(self) -> dict[str, int]:
        return dict(self._digest)

    def write_digest(self, sums: dict[str, int]) -> None:
        self._digest = dict(sums)
