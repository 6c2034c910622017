"""Copies of a server's store: taken while it works, tried before they count, put back as a new
history."""

import logging
import os
import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from core.domain.ids import new_id
from core.domain.refusals import Fault
from core.store.copying import copy_store, try_copy
from core.store.sqlite import connect
from sync_server.occupied import occupied
from sync_server.opening import KEY, STORE, Where, open_office
from sync_server.store.sql import heads

log = logging.getLogger(__name__)

FOLDER = "backups"
HOURLY, DAILY = 24, 14
"""So many of the last hours, and so many of the last days, are kept."""


def back_up(where: Where, target: Path) -> None:
    """Copy the store into one file while the server goes on working, and try the copy.

    On SQLite the copy is encrypted with the key of the server's folder, which has to be kept apart.
    Raises Fault `backup_exists`, `backup_broken`, `pg_tools_missing`, `backup_failed`.
    """
    if target.exists():
        raise Fault("backup_exists", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    growing = target.with_name(f"{target.name}.part")
    growing.unlink(missing_ok=True)
    if where.database:
        _pg("pg_dump", where.database, "--format=custom", f"--file={growing}")
    else:
        copy_store(where.folder / STORE, growing, _key(where.folder))
        try_copy(growing, _key(where.folder))
    growing.replace(target)


def restore(where: Where, source: Path) -> dict[str, int]:
    """Put a copy in the store's place; gives the version of each organisation.

    Each goes on under a new history id, so that desks bring back what they know since then. What
    stood there before is kept beside it. The server must not be running. Raises Fault
    `backup_missing`, `backup_broken`, `server_running`, `pg_tools_missing`, `backup_failed`.
    """
    if not source.exists():
        raise Fault("backup_missing", path=str(source))
    if where.database:
        _pg("pg_restore", where.database, "--clean", "--if-exists", "--no-owner", str(source))
        return _as_new_history(where)
    with occupied(where.folder):
        try_copy(source, _key(where.folder))
        _put_in_place(where.folder / STORE, source, _key(where.folder))
        return _as_new_history(where)


def _as_new_history(where: Where) -> dict[str, int]:
    office = open_office(where)
    known = heads(office.database.engine)
    for organisation_id in known:
        with office.database.write(organisation_id) as store:
            store.begin_history(new_id())
    office.database.engine.dispose()
    return known


def back_up_hourly(folder: Path, now: int) -> Path | None:
    """One copy of an embedded server's store for this hour, if there is none; older ones go."""
    kept = folder / FOLDER
    target = kept / f"{datetime.fromtimestamp(now / 1000, UTC):%Y-%m-%d-%H}.db"
    if target.exists() or not (folder / STORE).exists():
        return None
    back_up(Where(folder), target)
    _thin_out(kept)
    return target


def _thin_out(kept: Path) -> None:
    copies = sorted(kept.glob("*.db"), reverse=True)
    days = sorted({copy.name[:10] for copy in copies}, reverse=True)[:DAILY]
    last_of_day = {max(c.name for c in copies if c.name.startswith(day)) for day in days}
    for copy in copies[HOURLY:]:
        if copy.name not in last_of_day:
            copy.unlink()


def _put_in_place(store: Path, source: Path, key: bytes) -> None:
    if store.exists():
        with closing(connect(store, key)) as present:
            present.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        aside = store.with_name(f"{store.name}.before-restore-{new_id()[:8]}")
        store.replace(aside)
        log.info("the store that was here is %s", aside)
    for rest in ("-wal", "-shm"):
        store.with_name(store.name + rest).unlink(missing_ok=True)
    shutil.copyfile(source, store)


def _key(folder: Path) -> bytes:
    try:
        return bytes.fromhex((folder / KEY).read_text())
    except FileNotFoundError as error:
        raise Fault("keys_missing", folder=str(folder)) from error


def _pg(program: str, database: str, *options: str) -> None:
    """One of PostgreSQL's own tools; the password does not stand on the command line."""
    found = shutil.which(program)
    if found is None:
        raise Fault("pg_tools_missing", program=program)
    url = make_url(database)
    password = {"PGPASSWORD": url.password} if url.password else {}
    address = url.set(password=None).render_as_string(hide_password=False)
    to = [f"--dbname={address}"]
    done = subprocess.run(
        [found, *to, *options],
        env={**os.environ, **password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Fault("backup_failed", why=done.stderr.strip()[-300:])
