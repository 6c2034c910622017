"""Backups of the server's store, and one put back: by the tool, or by hand without a word."""

import shutil
from pathlib import Path
from typing import Protocol

from sync_server.database import SqlDatabase, open_sqlite
from sync_server.store.port import Database
from tests.sync.disks import KEY
from tests.sync.memory_server import MemoryDatabase, MemoryServerStore


class Backups(Protocol):
    """Keeps one backup. `put_back` gives the database to go on with, None where there is none."""

    def keep(self) -> None: ...

    def put_back(self) -> Database | None: ...


class MemoryBackups:
    """Of a store in memory."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database
        self._kept: MemoryServerStore | None = None

    def keep(self) -> None:
        store = self._database.store
        self._kept = store.copy(store.head().history_id)

    def put_back(self) -> Database | None:
        if self._kept is None:
            return None
        self._database.store = self._kept.copy(self._kept.head().history_id)
        return self._database


class FileBackups:
    """Of an SQLite file."""

    def __init__(self, database: SqlDatabase, path: Path) -> None:
        self._database = database
        self._path = path
        self._kept: Path | None = None

    def keep(self) -> None:
        with self._database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.exec_driver_sql("BEGIN")
        self._kept = self._path.with_name("kept.db")
        shutil.copyfile(self._path, self._kept)

    def put_back(self) -> Database | None:
        if self._kept is None:
            return None
        self.close()
        for end in ("-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        shutil.copyfile(self._kept, self._path)
        self._database = open_sqlite(self._path, KEY)
        return self._database

    def close(self) -> None:
        """Close what is open on the file."""
        self._database.engine.dispose()


class NoBackups:
    """Of a database that cannot be put back here: nothing happens."""

    def keep(self) -> None:
        """None is made."""

    def put_back(self) -> Database | None:
        return None
