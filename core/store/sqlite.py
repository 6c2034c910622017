"""Opens the encrypted SQLite file of a desk or of an embedded server, and checks it.

One writer per file; WAL with synchronous=FULL, because with NORMAL a power cut loses what was
shown as saved. The key is 32 raw bytes.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3

from core.domain.refusals import Fault

if TYPE_CHECKING:
    from sqlalchemy import Connection as AlchemyConnection
    from sqlalchemy import Engine

OLDEST_SAFE_SQLITE = (3, 51, 3)
CACHE_KIB = 48 * 1024
STATEMENTS = 1000
"""As many compiled statements are kept as the program has. The driver's own hundred fill up with
what was asked once, after which every statement is compiled each time that it runs."""

SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN = 8, 10, 13, 14
DISK_FAILED = frozenset({SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN})
PRIMARY_CODE = 0xFF
"""SQLite's result codes: their last byte is the kind, the rest says more of it."""

Connection = Any


def connect(
    path: Path, key: bytes, *, readonly: bool = False, cache_kib: int = CACHE_KIB
) -> Connection:
    """Open a store file; transactions are begun explicitly. `cache_kib` is for its pages.

    Faults: `sqlite_too_old`, `store_key_wrong` (also for a file that is no store), `store_locked`.
    """
    if tuple(sqlcipher3.sqlite_version_info) < OLDEST_SAFE_SQLITE:
        raise Fault("sqlite_too_old", found=sqlcipher3.sqlite_version)
    connection = sqlcipher3.connect(
        f"file:{path}{'?mode=ro' if readonly else ''}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10.0,
        cached_statements=STATEMENTS,
    )
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher3.DatabaseError as error:
        connection.close()
        code = "store_locked" if "locked" in str(error) else "store_key_wrong"
        raise Fault(code, path=str(path)) from error
    if not readonly:
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA cache_size = -{cache_kib}")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA foreign_keys = OFF")
    return connection


def disk_trouble(error: BaseException) -> Fault | None:
    """The Fault that an error of the driver stands for where the disk is to blame, else None.

    `disk_full`, or `disk_failed` where it cannot be written or read.
    """
    code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE
    if code == SQLITE_FULL:
        return Fault("disk_full")
    if code in DISK_FAILED:
        return Fault("disk_failed", why=str(error)[:200])
    return None


def engine_for(creator: Callable[[], Connection], *, pool: bool = False) -> "Engine":
    """A SQLAlchemy engine over such connections, for migrations, queries of the office, reports."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool, QueuePool

    engine = create_engine(
        "sqlite://",
        creator=creator,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool if pool else NullPool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: "AlchemyConnection") -> None:
    # the driver begins nothing by itself, so that each BEGIN in this program is a written one
    connection.exec_driver_sql("BEGIN")
