"""Kills a program at changes of its store while it brings one of each older release to this one.

python -m tests.durability.migration_kills [--every N]
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory

from core.store.migrate import config, prepare_sqlite, upgrade
from core.store.revision import HEAD
from core.store.sqlite import connect, engine_for
from tests.durability.killing import faults
from tests.durability.power import quick
from tests.durability.recording import STORE
from tests.sync.disks import KEY

FILLED = ("client", "booking", "occurrence", "meta", "journal", "ledger_entry")
ROWS = 40


def older(path: Path) -> list[str]:
    """The revisions before this program's, the oldest first; `path` is any store."""
    with closing(connect(path, KEY)), engine_for(lambda: connect(path, KEY)).begin() as connection:
        scripts = ScriptDirectory.from_config(config(connection))
    known = [script.revision for script in scripts.walk_revisions()]
    return [one for one in reversed(known) if one != HEAD]


def make(path: Path, revision: str) -> None:
    """A store as a program of that revision left it, with some rows."""
    with closing(connect(path, KEY)) as raw:
        with engine_for(lambda: connect(path, KEY)).begin() as connection:
            upgrade(connection, revision)
        cursor = raw.cursor()
        for table in FILLED:
            columns = cursor.execute(f"PRAGMA table_info({table})").fetchall()
            marks = ", ".join("?" for _ in columns)
            for number in range(ROWS):
                values = [number if column[2] != "TEXT" else f"{number}" for column in columns]
                cursor.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608


def bring_up(folder: Path, shown: Callable[[], None]) -> None:
    """What a program does with an older store when it opens it."""
    path = folder / STORE

    def opened() -> Any:
        return connect(path, KEY)

    with closing(opened()) as raw:
        prepare_sqlite(raw, opened)
        shown()


def main() -> int:
    """Entry point; 1 where a kill left a store between two releases."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability.migration_kills")
    parser.add_argument("--every", type=int, default=1, help="kill at each n-th change only")
    options = parser.parse_args()
    wrong = kills = 0
    with tempfile.TemporaryDirectory(prefix="foyer-kill-", dir=quick()) as name:
        for revision in older(Path(name) / "empty.db"):
            before, doomed = Path(name) / revision, Path(name) / "doomed"
            before.mkdir()
            make(before / STORE, revision)
            *found, count = faults(before, bring_up, doomed, options.every, again=True)
            wrong, kills = wrong + len(found), kills + int(count.split()[0])
            sys.stdout.writelines(f"from {revision}: {one}\n" for one in [*found[:5], count])
    sys.stdout.write(f"{kills} kills, {wrong} faults\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
