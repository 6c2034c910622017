"""The disks of desks: they can be copied, and put back as they were, on every kind of store."""

import shutil
from pathlib import Path
from typing import Any, Protocol

from core.store.schema import create_sqlite
from core.store.sqlite import connect
from desktop.store.port import DeskStore
from desktop.store.sql import SqlDeskStore
from tests.sync.memory_desk import MemoryDeskStore

KEY = b"k" * 32


class Disk(Protocol):
    """Where a desk's store lies."""

    def open(self) -> DeskStore:
        """The store on it, for a program that starts."""

    def copy(self) -> "Disk":
        """The same disk as it is now, to go on apart."""

    def close(self) -> None: ...


class MemoryDisk:
    """A store in memory."""

    def __init__(self, store: MemoryDeskStore | None = None) -> None:
        self._store = store or MemoryDeskStore()

    def open(self) -> MemoryDeskStore:
        return self._store

    def copy(self) -> "MemoryDisk":
        return MemoryDisk(self._store.copy())

    def close(self) -> None:
        """Nothing is open."""


class FileDisk:
    """An encrypted SQLite file; copies lie beside it."""

    def __init__(self, path: Path, organisation: str) -> None:
        self.path = path
        self._organisation = organisation
        self.connection: Any = None
        self._copies = 0

    def open(self) -> SqlDeskStore:
        self.close()
        fresh = not self.path.exists()
        self.connection = connect(self.path, KEY)
        if fresh:
            create_sqlite(self.connection.cursor())
        return SqlDeskStore(self.connection, self._organisation)

    def copy(self) -> "FileDisk":
        if self.connection is not None:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._copies += 1
        to = self.path.with_name(f"{self.path.name}-{self._copies}")
        shutil.copyfile(self.path, to)
        return FileDisk(to, self._organisation)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
