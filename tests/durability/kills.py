"""Kills a desk at every change of its file, in the middle of each kind of command.

python -m tests.durability.kills [--tries N] [--every N]
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from core.changes import Outcome
from desktop.replica import Replica
from tests.durability.killing import Deed, faults
from tests.durability.kinds import Life, Moment
from tests.durability.power import quick
from tests.durability.recording import STORE
from tests.sync.disks import FileDisk
from tests.sync.seeded import seeded

TRIES = 2500


def deed_of(life: Life, moment: Moment, *, halves: bool = False) -> Deed:
    """What the desk does at a moment: start, carry out, show, end.

    With `halves` each part of it is committed by itself: a fault that the kills must find.
    """
    desk = life.desk

    def deed(folder: Path, shown: Callable[[], None]) -> None:
        disk = FileDisk(folder / STORE, desk.identity.organisation_id)
        store: Any = disk.open()
        if halves:
            store.transaction = nullcontext
        replica = Replica(store, desk.identity, desk.key, desk.clock)
        done = replica.execute(moment.act, moment.command)
        assert isinstance(done.result, Outcome), done.result
        shown()
        disk.close()

    return deed


def main() -> int:
    """Entry point; 1 where a kill left something half done."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability.kills")
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="kill at each n-th change only")
    parser.add_argument("--halves", action="store_true", help="plant a fault: rows, then journal")
    options = parser.parse_args()
    logging.getLogger("sync_server").setLevel(logging.CRITICAL)
    wrong = kinds = kills = 0
    with tempfile.TemporaryDirectory(prefix="foyer-kill-", dir=quick()) as name, seeded() as ids:
        folders = [Path(name) / part for part in ("life", "before", "doomed")]
        for folder in folders[:2]:
            folder.mkdir()
        life = Life(folders[0], ids, options.seed)
        for moment in life.moments(options.tries):
            life.keep(folders[1] / STORE)
            deed = deed_of(life, moment, halves=options.halves)
            *found, count = faults(folders[1], deed, folders[2], options.every)
            kinds, kills, wrong = kinds + 1, kills + int(count.split()[0]), wrong + len(found)
            sys.stdout.writelines(f"{moment.kind}: {one}\n" for one in [*found[:3], count])
    sys.stdout.write(f"{kinds} kinds, {kills} kills, {wrong} faults\n")
    sys.stdout.write(f"never accepted: {' '.join(sorted(life.missing))}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
