"""Kills a desk at every change of its file, in the middle of each kind of command.

python -m tests.durability.kills [--tries N] [--every N] [--all]

Most kinds are met in a random life of a desk; with --all those that it never has are taken from
the tests of `core`, which accept each kind somewhere.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.changes import Act, Change, Outcome
from core.commands.registry import Command
from core.domain.organisation import Organisation
from core.ports import Clock
from desktop.replica import Identity, Replica
from tests.durability.accepted import Accepted, gathered
from tests.durability.killing import Deed, faults
from tests.durability.kinds import Life
from tests.durability.power import quick
from tests.durability.recording import STORE
from tests.sync.disks import FileDisk
from tests.sync.seeded import seeded

TRIES = 2500


class Doing(msgspec.Struct, frozen=True):
    """Who does what at which desk."""

    identity: Identity
    key: Ed25519PrivateKey
    clock: Clock
    act: Act
    command: Command


def deed_of(doing: Doing, *, halves: bool = False) -> Deed:
    """What the desk does at a moment: start, carry out, show, end.

    With `halves` each part of it is committed by itself: a fault that the kills must find.
    """

    def deed(folder: Path, shown: Callable[[], None]) -> None:
        disk = FileDisk(folder / STORE, doing.identity.organisation_id)
        store: Any = disk.open()
        if halves:
            store.transaction = nullcontext
        replica = Replica(store, doing.identity, doing.key, doing.clock)
        done = replica.execute(doing.act, doing.command)
        assert isinstance(done.result, Outcome), done.result
        shown()
        disk.close()

    return deed


class Kills:
    """How it went, kind by kind."""

    def __init__(self, folder: Path, every: int, *, halves: bool) -> None:
        self.before, self._doomed = folder / "before", folder / "doomed"
        self.before.mkdir()
        self._every, self._halves = every, halves
        self.kinds = self.kills = self.wrong = 0

    def of(self, kind: str, doing: Doing) -> None:
        """Kill a desk that stands as `before` says, in the middle of this."""
        deed = deed_of(doing, halves=self._halves)
        *found, count = faults(self.before, deed, self._doomed, self._every)
        self.kinds, self.wrong = self.kinds + 1, self.wrong + len(found)
        self.kills += int(count.split()[0])
        sys.stdout.writelines(f"{kind}: {one}\n" for one in [*found[:3], count])


def in_a_life(kills: Kills, folder: Path, seed: int, tries: int) -> set[str]:
    """Each kind that a random life of a desk accepts; the others are returned."""
    folder.mkdir()
    with seeded() as ids:
        life = Life(folder, ids, seed)
        for moment in life.moments(tries):
            life.keep(kills.before / STORE)
            desk = life.desk
            doing = Doing(desk.identity, desk.key, desk.clock, moment.act, moment.command)
            kills.of(moment.kind, doing)
    return life.missing


def in_the_tests(kills: Kills, folder: Path, wanted: set[str]) -> set[str]:
    """Those of the wanted kinds that a test of `core` accepts; the others are returned."""
    found = gathered(folder / "accepted")
    for kind in sorted(wanted & found.keys()):
        kills.of(kind, laid_down(found[kind], kills.before / STORE))
    return wanted - found.keys()


def laid_down(moment: Accepted, path: Path) -> Doing:
    """The store of a desk that holds what was there, and what is to be done on it."""
    path.unlink(missing_ok=True)
    organisation = next(row for row in moment.rows if isinstance(row, Organisation))
    disk = FileDisk(path, organisation.id)
    disk.open().rows.apply([Change(type(row), row.id, None, row) for row in moment.rows])
    disk.close()
    act = moment.act
    identity = Identity(organisation.id, act.location_id, act.desk_id, "X")
    key = Ed25519PrivateKey.generate()
    return Doing(identity, key, Stopped(act.occurred_at), act, moment.command)


class Stopped(msgspec.Struct, frozen=True):
    """A clock that stands."""

    at: int

    def now(self) -> int:
        """Milliseconds UTC."""
        return self.at


def main() -> int:
    """Entry point; 1 where a kill left something half done, or a kind is not met with --all."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability.kills")
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="kill at each n-th change only")
    parser.add_argument("--halves", action="store_true", help="plant a fault: rows, then journal")
    parser.add_argument("--all", action="store_true", help="and the kinds that no life accepts")
    options = parser.parse_args()
    logging.getLogger("sync_server").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="foyer-kill-", dir=quick()) as name:
        folder = Path(name)
        kills = Kills(folder, options.every, halves=options.halves)
        missing = in_a_life(kills, folder / "life", options.seed, options.tries)
        if options.all:
            missing = in_the_tests(kills, folder, missing)
    sys.stdout.write(f"{kills.kinds} kinds, {kills.kills} kills, {kills.wrong} faults\n")
    sys.stdout.write(f"never accepted: {' '.join(sorted(missing))}\n")
    return 1 if kills.wrong or (options.all and missing) else 0


if __name__ == "__main__":
    sys.exit(main())
