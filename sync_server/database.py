"""Opens the server's database, SQLite or PostgreSQL, and transactions of one organisation on it."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from core.domain.refusals import Fault
from core.store.migrate import prepare_postgresql, prepare_sqlite
from core.store.postgresql import engine_for
from core.store.sqlite import connect
from core.store.sqlite import engine_for as sqlite_engine
from core.store.statements import POSTGRESQL, SQLITE
from sync_server.store.sql import SqlServerStore

WRONG_STATEMENT = 1
"""SQLITE_ERROR: SQL that cannot be, unlike what is locked, full or broken."""


class SqlDatabase:
    """Implements Database. On SQLite there is one writer at a time and one process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
        self._writer = threading.Lock()

    @contextmanager
    def write(self, organisation_id: str) -> Iterator[SqlServerStore]:
        if self.dialect == SQLITE:
            with self._writer, self.transaction("BEGIN IMMEDIATE") as cursor:
                yield SqlServerStore(cursor, SQLITE, organisation_id, lock=False)
        else:
            with self.transaction("SET TRANSACTION ISOLATION LEVEL READ COMMITTED") as cursor:
                yield SqlServerStore(cursor, POSTGRESQL, organisation_id, lock=True)

    @contextmanager
    def read(self, organisation_id: str) -> Iterator[SqlServerStore]:
        first = (
            "BEGIN"
            if self.dialect == SQLITE
            else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
        )
        with self.transaction(first) as cursor:
            yield SqlServerStore(cursor, self.dialect, organisation_id, lock=False)

    @contextmanager
    def transaction(self, first: str) -> Iterator[Any]:
        """A cursor in a transaction that commits at the end or is rolled back whole.

        Raises Fault `server_failed` where the database is out of order, which passes: a statement
        that is wrong in itself is a bug and comes as it is.
        """
        try:
            with self._transaction(first) as cursor:
                yield cursor
        except (psycopg.OperationalError, sqlcipher3.OperationalError, OperationalError) as error:
            if not _passes(error):
                raise
            raise Fault("server_failed", why=str(error)[:200]) from error

    @contextmanager
    def _transaction(self, first: str) -> Iterator[Any]:
        raw = self.engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(first)
            try:
                yield cursor
            except BaseException:
                self._end(raw, cursor, "ROLLBACK")
                raise
            self._end(raw, cursor, "COMMIT")
        finally:
            raw.close()

    def _end(self, raw: Any, cursor: Any, word: str) -> None:
        if self.dialect == SQLITE:
            cursor.execute(word)
        elif word == "COMMIT":
            raw.commit()
        else:
            raw.rollback()


def _passes(error: Exception) -> bool:
    """Whether the trouble is the machine's (locked, full, gone), not a wrong statement's."""
    return getattr(error, "sqlite_errorcode", None) != WRONG_STATEMENT


def open_sqlite(path: Path, key: bytes) -> SqlDatabase:
    """The embedded store: one file, one process. Faults as core.store.sqlite.connect, and
    `store_newer`."""
    with closing(connect(path, key)) as connection:
        prepare_sqlite(connection, lambda: connect(path, key))
    return SqlDatabase(sqlite_engine(lambda: connect(path, key), pool=True))


def open_postgresql(url: str) -> SqlDatabase:
    """A PostgreSQL database by its URL (postgresql://...). Raises Fault `store_newer`."""
    engine = engine_for(url)
    prepare_postgresql(engine)
    return SqlDatabase(engine)
