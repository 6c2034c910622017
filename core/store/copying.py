"""Copies of an encrypted store: taken while it is in use, and tried before they count."""

from contextlib import closing
from pathlib import Path

import sqlcipher3

from core.domain.refusals import Fault
from core.store.sqlite import connect

PAGES_AT_ONCE = 2000
CACHE_KIB = 16 * 1024
"""Each page is copied once: what more cache would hold is not asked for again, and the memory of a
desk would grow by it once a day."""


def copy_store(store: Path, target: Path, key: bytes) -> None:
    """Copy a store into one file, a part at a time, so that who writes to it goes on."""
    with (
        closing(connect(store, key, cache_kib=CACHE_KIB)) as source,
        closing(connect(target, key, cache_kib=CACHE_KIB)) as made,
    ):
        source.backup(made, pages=PAGES_AT_ONCE)
        made.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        made.cursor().execute("PRAGMA journal_mode = DELETE").fetchall()


def try_copy(copy: Path, key: bytes) -> None:
    """Whether each page can be read and all is in order. Raises Fault `backup_broken`."""
    try:
        with closing(connect(copy, key, cache_kib=CACHE_KIB)) as opened:
            cursor = opened.cursor()
            wrong = cursor.execute("PRAGMA cipher_integrity_check").fetchall()
            said = cursor.execute("PRAGMA integrity_check").fetchall()
    except (Fault, sqlcipher3.DatabaseError) as error:
        why = error.code if isinstance(error, Fault) else str(error)
        raise Fault("backup_broken", path=str(copy), why=why) from error
    if wrong or said != [("ok",)]:
        raise Fault("backup_broken", path=str(copy), why=str((wrong or said)[0][0])[:200])
