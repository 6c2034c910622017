"""One process at a time works on the folder of an embedded server: a lock that ends with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.domain.refusals import Fault

LOCK = "server.lock"


@contextmanager
def occupied(folder: Path) -> Iterator[None]:
    """Hold the folder. Raises Fault `server_running` where another process holds it.

    The lock is an exclusive transaction on an empty SQLite file: every system frees it when the
    process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / LOCK, isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Fault("server_running", folder=str(folder)) from error
        yield
