"""Kills a desk at every change of its file, for each kind of command: python -m ... [--tries N].

Prints a line for each kind, the faults, and how many kinds and kills there were.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from core.changes import Outcome
from desktop.replica import Replica
from tests.durability.killing import Deed, faults
from tests.durability.kinds import Life, Moment
from tests.durability.power import quick
from tests.durability.recording import STORE
from tests.sync.disks import FileDisk
from tests.sync.seeded import seeded

TRIES = 2500


def deed_of(life: Life, moment: Moment) -> Deed:
    """What the desk does at a moment: start, carry out, show, end."""
    desk = life.desk

    def deed(folder: Path, shown: Callable[[], None]) -> None:
        disk = FileDisk(folder / STORE, desk.identity.organisation_id)
        replica = Replica(disk.open(), desk.identity, desk.key, desk.clock)
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
            *found, count = faults(folders[1], deed_of(life, moment), folders[2])
            kinds, kills, wrong = kinds + 1, kills + int(count.split()[0]), wrong + len(found)
            sys.stdout.writelines(f"{moment.kind}: {one}\n" for one in [*found[:3], count])
    sys.stdout.write(f"{kinds} kinds, {kills} kills, {wrong} faults\n")
    sys.stdout.write(f"never accepted: {' '.join(sorted(life.missing))}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
