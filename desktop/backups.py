"""Copies of this desk's store: one a day and one before each upgrade, tried; and the way back.

A copy is encrypted with the desk's own key. To put one back the store must not be open, so it is
marked, and taken at the next start; a desk that went on from a copy is known as such by the server.
"""

import logging
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from core.domain.refusals import Fault
from core.store.copying import copy_store, try_copy
from core.store.revision import HEAD
from core.store.sqlite import connect

FOLDER = "backups"
WANTED = "restore"
"""A file beside the store that names the copy to be put back at the next start."""
DAYS = 14
BEFORE = "before"

log = logging.getLogger(__name__)


class StoreCopy(Struct, frozen=True):
    """One copy: its file's name, when it was taken (UTC milliseconds), its size in bytes."""

    name: str
    taken_at: int
    size: int

    @property
    def before_change(self) -> bool:
        """Whether it was taken before an upgrade or a restore."""
        return BEFORE in self.name


def copies(folder: Path) -> list[StoreCopy]:
    """The copies of a desk's folder, the newest first."""
    found = []
    for file in (folder / FOLDER).glob("*.db"):
        told = file.stat()
        found.append(StoreCopy(file.name, int(told.st_mtime * 1000), told.st_size))
    return sorted(found, key=lambda one: (one.taken_at, one.name), reverse=True)


def back_up(folder: Path, store: str, key: bytes, name: str) -> Path:
    """Copy the store while the desk works, and try the copy. Raises Fault `backup_broken`,
    `backup_exists`."""
    target = folder / FOLDER / f"{name}.db"
    if target.exists():
        raise Fault("backup_exists", path=str(target))
    target.parent.mkdir(exist_ok=True)
    growing = target.with_suffix(".part")
    growing.unlink(missing_ok=True)
    copy_store(folder / store, growing, key)
    try_copy(growing, key)
    growing.replace(target)
    return target


def back_up_daily(folder: Path, store: str, key: bytes, now: int) -> Path | None:
    """A copy for this day unless there is one; those older than two weeks go."""
    day = f"{datetime.fromtimestamp(now / 1000, UTC):%Y-%m-%d}"
    if (folder / FOLDER / f"{day}.db").exists():
        return None
    made = back_up(folder, store, key, day)
    for old in sorted((folder / FOLDER).glob("????-??-??.db"), reverse=True)[DAYS:]:
        old.unlink()
    return made


def name_of_now(now: int) -> str:
    """The name of a copy that somebody asks for."""
    return f"{datetime.fromtimestamp(now / 1000, UTC):%Y-%m-%d-%H%M%S}"


def want_back(folder: Path, store: str, key: bytes, name: str) -> None:
    """Mark a copy to be put back at the next start, once it is seen to be whole.

    Raises Fault `backup_missing`, `backup_broken`.
    """
    source = folder / FOLDER / Path(name).name
    if not source.exists():
        raise Fault("backup_missing", path=str(source))
    tried = folder / f"{store}.restored"
    shutil.copyfile(source, tried)
    try_copy(tried, key)
    (folder / WANTED).write_text(tried.name)


def put_back(folder: Path, store: str, now: int) -> bool:
    """At a start: take the copy that is wanted; what stood there is kept among the copies."""
    mark = folder / WANTED
    if not mark.exists():
        return False
    wanted = folder / mark.read_text()
    if not wanted.exists():
        mark.unlink()
        return False
    aside = folder / FOLDER / f"{name_of_now(now)}-{BEFORE}-restore.db"
    for rest in ("-wal", "-shm"):  # without what was written last, so that it opens by itself
        journal = folder / f"{store}{rest}"
        if journal.exists():
            journal.rename(aside.with_name(aside.name + rest))
    (folder / store).replace(aside)
    wanted.replace(folder / store)
    mark.unlink()
    log.info("the store that was here is %s", aside)
    return True


def back_up_before_upgrade(folder: Path, store: str, key: bytes, now: int) -> Path | None:
    """A copy of a store that this program is about to upgrade."""
    with closing(connect(folder / store, key, readonly=True)) as opened:
        cursor = opened.cursor()
        named = "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
        if cursor.execute(named).fetchone() is None:
            return None
        found = cursor.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None or found[0] == HEAD:
        return None
    return back_up(folder, store, key, f"{name_of_now(now)}-{BEFORE}-{HEAD}")
