"""Cuts the power at many points of a recorded day and looks what is left of it.

python -m tests.durability.power --cuts 50000 --seed 3
"""

import argparse
import sys
import tempfile
from bisect import bisect_right
from hashlib import blake2b
from pathlib import Path
from random import Random

import msgspec

from core.domain.refusals import Fault
from core.store.sqlite import connect
from tests.durability.cuts import Cut, Image, cuts
from tests.durability.recording import STORE, Recorder, record, state_of
from tests.sync.disks import KEY

ACTS = 240
CUTS_A_DAY = 2500


Seen = dict[tuple[bytes, ...], tuple[str, str]]
"""Of files what was found in them: many cuts leave the same."""


class Verdict(msgspec.Struct):
    """How many cuts were tried, how many lost what was shown as saved, and what else was found."""

    cuts: int = 0
    lost: int = 0
    broken: list[str] = []


def try_cuts(seed: int, count: int, synchronous: str = "FULL") -> Verdict:
    """Record a day and cut it at so many points."""
    with tempfile.TemporaryDirectory(prefix="foyer-cut-", dir=quick()) as folder:
        day, found = Path(folder) / "day", Path(folder) / "found"
        day.mkdir()
        found.mkdir()
        recorder = record(day, seed, ACTS, synchronous)
        chance = Random(seed)
        first = recorder.saved[0]
        points = sorted(chance.randrange(first, len(recorder.events)) for _ in range(count))
        verdict = Verdict(broken=[])
        seen: Seen = {}
        known: dict[str, list[int]] = {}
        for number, state in enumerate(recorder.states):
            known.setdefault(state, []).append(number)
        for cut in cuts(recorder.events, points, chance):
            verdict.cuts += 1
            _judge(recorder, known, cut, found, seen, verdict)
    return verdict


def _judge(
    recorder: Recorder,
    known: dict[str, list[int]],
    cut: Cut,
    folder: Path,
    seen: Seen,
    verdict: Verdict,
) -> None:
    shown = bisect_right(recorder.saved, cut.at) - 1
    key = tuple(blake2b(data).digest() for _, data in sorted(cut.files.items()))
    if key not in seen:
        seen[key] = _opened(folder, cut.files)
    state, said = seen[key]
    moments = known.get(state, [])
    if said != "ok":
        verdict.broken.append(f"event {cut.at}: {said}")
    elif not moments or min(moments) > shown + 1:
        verdict.broken.append(f"event {cut.at}: rows and journal are of no moment until then")
    elif max(moments) < shown:
        verdict.lost += 1


def _opened(folder: Path, files: Image) -> tuple[str, str]:
    """What the program finds in these files when it opens them, and what SQLite says of them."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        return look(folder / STORE)
    except Fault as fault:
        return "", fault.code
    finally:
        for file in folder.iterdir():
            file.unlink()


def look(path: Path) -> tuple[str, str]:
    """What a store holds, and "ok" where SQLite finds its file whole."""
    connection = connect(path, KEY)
    try:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        return state_of(connection), said
    finally:
        connection.close()


def quick() -> str | None:
    """A folder in memory where there is one: what is cut off needs no disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    """Entry point; 1 where something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.durability.power")
    parser.add_argument("--cuts", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    done, seed = 0, options.seed
    while done < options.cuts:
        verdict = try_cuts(seed, min(CUTS_A_DAY, options.cuts - done))
        if verdict.lost or verdict.broken:
            sys.stdout.write(f"seed {seed}: {verdict.lost} lost, {verdict.broken[:5]}\n")
            return 1
        done, seed = done + verdict.cuts, seed + 1
    sys.stdout.write(f"{done} cuts, nothing lost\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
