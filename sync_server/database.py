"""Opens the server's database, SQLite or PostgreSQL, and transactions of one organisation on it."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3
from psycopg import sql
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from core.domain.refusals import Fault
from core.store.migrate import prepare_postgresql, prepare_sqlite
from core.store.postgresql import Limits, engine_for, working_engine
from core.store.sqlite import connect
from core.store.sqlite import engine_for as sqlite_engine
from core.store.statements import POSTGRESQL, SQLITE
from sync_server.store.sql import SqlServerStore

READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
TENANT = "foyer.organisation"
"""PostgreSQL's policies ask this setting whose rows a transaction may see."""
TROUBLE = (
    psycopg.OperationalError,
    psycopg.errors.IdleInTransactionSessionTimeout,
    sqlcipher3.OperationalError,
    OperationalError,
    NoConnectionFree,
)
WRONG_STATEMENT = 1
"""SQLITE_ERROR: SQL that cannot be, unlike what is locked, full or broken."""


class SqlDatabase:
    """Implements Database. On SQLite there is one writer at a time and one process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
        self._writer = threading.Lock()

    @property
    def address(self) -> str:
        """Where PostgreSQL is found, for connections of one's own; "" for SQLite."""
        if self.dialect == SQLITE:
            return ""
        url = self.engine.url.set(drivername="postgresql")
        return url.render_as_string(hide_password=False)

    @contextmanager
    def write(self, organisation_id: str) -> Iterator[SqlServerStore]:
        if self.dialect == SQLITE:
            with self._writer, self.transaction("BEGIN IMMEDIATE", organisation_id) as cursor:
                yield SqlServerStore(cursor, SQLITE, organisation_id, lock=False)
        else:
            with self.transaction(READ_COMMITTED, organisation_id) as cursor:
                yield SqlServerStore(cursor, POSTGRESQL, organisation_id, lock=True)

    @contextmanager
    def read(self, organisation_id: str) -> Iterator[SqlServerStore]:
        first = "BEGIN" if self.dialect == SQLITE else SNAPSHOT
        with self.transaction(first, organisation_id) as cursor:
            yield SqlServerStore(cursor, self.dialect, organisation_id, lock=False)

    @contextmanager
    def begin(self, organisation_id: str) -> Iterator[Connection]:
        """A transaction for ordinary SQL on an organisation's bookkeeping, without its lock."""
        with self.engine.begin() as connection:
            if self.dialect == POSTGRESQL:
                connection.execute(select(func.set_config(TENANT, organisation_id, True)))
            yield connection

    @contextmanager
    def transaction(self, first: str, organisation_id: str = "") -> Iterator[Any]:
        """A cursor in a transaction that commits at the end or is rolled back whole.

        On PostgreSQL it sees the rows of this organisation only, and none where it names none.
        Raises Fault `server_failed` where the database is out of order, which passes: a statement
        that is wrong in itself is a bug and comes as it is.
        """
        try:
            with self._transaction(self._tenant(first, organisation_id)) as cursor:
                yield cursor
        except TROUBLE as error:
            if not _passes(error):
                raise
            raise Fault("server_failed", why=str(error)[:200]) from error

    @contextmanager
    def _transaction(self, first: str) -> Iterator[Any]:
        raw = self.engine.raw_connection()
        try:
            cursor = raw.cursor()
            self._begin(cursor, first)
            try:
                yield cursor
                self._end(raw, cursor, "COMMIT")
            except BaseException:
                self._undo(raw, cursor)
                raise
        finally:
            raw.close()

    def _undo(self, raw: Any, cursor: Any) -> None:
        try:
            self._end(raw, cursor, "ROLLBACK")
        except TROUBLE:
            raw.invalidate()  # a connection that is gone goes back into no pool

    def _tenant(self, first: str, organisation_id: str) -> str:
        if self.dialect == SQLITE:
            return first
        return f"{first}; SET LOCAL {TENANT} = {sql.quote(organisation_id)}"

    def _begin(self, cursor: Any, first: str) -> None:
        if self.dialect == SQLITE:
            cursor.execute(first)
        else:
            cursor.execute(first, prepare=False)  # two statements in one go cannot be prepared

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


def open_postgresql(url: str, limits: Limits | None = None) -> SqlDatabase:
    """A PostgreSQL database by its URL (postgresql://...).

    Raises Fault `store_newer`, `database_unreachable` (also where its owner may not act as the role
    of daily work).
    """
    owner, working = engine_for(url, 1), working_engine(url, limits)
    try:
        prepare_postgresql(owner)
        working.connect().close()
    except OperationalError as error:
        working.dispose()
        raise Fault("database_unreachable", why=str(error.orig)[:300]) from error
    finally:
        owner.dispose()
    return SqlDatabase(working)
