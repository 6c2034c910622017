"""Simulated studio days: `python -m tests.sync.simulate --days N --desks 5 --seed S`.

Each history is some days from one seed. A violation ends the run with exit code 1, the seed, and
the shortest history that shows it. Every hundredth seed is played twice and must be the same.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random

import msgspec

from tests.sync.player import Player, Violation
from tests.sync.seeded import seeded
from tests.sync.shortest import shortest
from tests.sync.simulated import simulated
from tests.sync.steps import DAYS_A_HISTORY, Step, history

TWICE_EVERY = 100


class Plan(msgspec.Struct, frozen=True):
    """What to play: how many days, at how many desks, from which seed on, on which store."""

    days: int
    desks: int = 5
    seed: int = 0
    store: str = "memory"


class Played(msgspec.Struct):
    """What became of a history."""

    violations: list[Violation]
    trace: str
    counts: Counter[str]
    faults: Counter[str]
    said: list[str]


class Summary(msgspec.Struct):
    """What became of a plan. `broken` is the first seed with a violation and its history."""

    days: int = 0
    twice: int = 0
    seconds: float = 0.0
    counts: Counter[str] = msgspec.field(default_factory=Counter)
    faults: Counter[str] = msgspec.field(default_factory=Counter)
    seed: int | None = None
    violations: list[Violation] = []
    shortest: list[str] = []


def play(steps: Sequence[Step], plan: Plan, *, tell: bool = False) -> Played:
    """One history in a world of its own."""
    with _places(plan) as (folder, url), seeded() as ids:
        chance = Random(0)
        with simulated(
            desks=plan.desks, kind=plan.store, random=chance, folder=folder, url=url
        ) as world:
            player = Player(world, ids, tell=tell)
            found = player.play(steps)
            return Played(found, player.trace(), player.counts, world.faults, player.said)


def simulate(plan: Plan, shorten: bool = True) -> Summary:
    """Histories from the plan's seed on, until its days are played or one breaks a promise."""
    summary = Summary()
    gc.collect()
    gc.freeze()  # the programs that are loaded are no garbage: a collection looks at histories only
    began = time.process_time()
    seed, steps = plan.seed, history(plan.seed, 0, plan.desks)
    while summary.days < plan.days:
        days = min(DAYS_A_HISTORY, plan.days - summary.days)
        steps = history(seed, days, plan.desks)
        played = _quietly(steps, plan)
        summary.days += days
        summary.counts += played.counts
        summary.faults += played.faults
        found = played.violations
        if not found and seed % TWICE_EVERY == 0:
            found = _again(steps, plan, played)
            summary.twice += 1
        if found:
            summary.seed, summary.violations = seed, found
            break
        seed += 1
    summary.seconds = time.process_time() - began
    if shorten and summary.violations and summary.violations[0].kind != "twice":
        summary.shortest = told(least(steps, plan, summary.violations[0]), plan)
    return summary


def least(steps: Sequence[Step], plan: Plan, first: Violation) -> tuple[Step, ...]:
    """The shortest part of a history with the same kind of violation."""
    until = [step for step in steps if step.number <= first.step]

    def fails(some: Sequence[Step]) -> bool:
        found = play(some, plan).violations
        return any(_alike(one) == _alike(first) for one in found)

    return shortest(until, fails)


def told(steps: Sequence[Step], plan: Plan) -> list[str]:
    """A history in words, with what it ends in."""
    played = play(steps, plan, tell=True)
    return [*played.said, *(f"      {one.kind}: {one.what}" for one in played.violations)]


def _alike(one: Violation) -> str:
    """What a violation has in common with others of its kind: its words without names."""
    last = one.what.strip().splitlines()[-1]
    return one.kind + " ".join(w for w in last.split() if w.isalpha())


def _again(steps: Sequence[Step], plan: Plan, first: Played) -> list[Violation]:
    trace = _quietly(steps, plan).trace
    if trace == first.trace:
        return []
    return [Violation("twice", f"played twice: {first.trace}, then {trace}", steps[-1].number)]


def _quietly(steps: Sequence[Step], plan: Plan) -> Played:
    """Without the collector of garbage in between: a history makes no cycles worth a pause."""
    gc.collect()
    gc.disable()
    try:
        return play(steps, plan)
    finally:
        gc.enable()


@contextmanager
def _places(plan: Plan) -> Iterator[tuple[Path | None, str]]:
    """A folder and an empty database, where the store needs them."""
    if plan.store == "memory":
        with nullcontext():
            yield None, ""
    elif plan.store == "sqlite":
        with tempfile.TemporaryDirectory(prefix="foyer-days-") as folder:
            yield Path(folder), ""
    else:
        from tests.sync.postgresql import empty_database

        with empty_database() as url:
            yield None, url


def lines(summary: Summary) -> Iterator[str]:
    """The summary in words."""
    counts = summary.counts
    yield (
        f"{summary.days} days, {counts['commands']} commands shown as done, "
        f"{counts['refused at the desk']} refused at the desk, {counts['timers']} by timers"
    )
    yield (
        f"settled {counts['settled']}, otherwise than shown {counts['settled otherwise']}, "
        f"guaranteed {counts['guaranteed']}, attention {counts['attention']}, "
        f"agreed {counts['peace']} times"
    )
    for name, count in sorted(summary.faults.items()):
        yield f"  {count:7}  {name}"
    yield f"{summary.twice} histories played twice, each time the same"
    yield f"{summary.days / max(summary.seconds, 0.001):.1f} days a second of one core"
    if summary.seed is None:
        yield "no violation"
        return
    yield f"VIOLATION at seed {summary.seed}:"
    yield from (f"  {one.kind}: {one.what}" for one in summary.violations[:5])
    yield f"the shortest history, {max(0, len(summary.shortest) - 1)} lines:"
    yield from (f"  {line}" for line in summary.shortest)


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.simulate")
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--desks", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--store", choices=("memory", "sqlite", "postgresql"), default="memory")
    options = parser.parse_args(argv)
    summary = simulate(Plan(options.days, options.desks, options.seed, options.store))
    for line in lines(summary):
        sys.stdout.write(f"{line}\n")
    return 0 if summary.seed is None else 1


if __name__ == "__main__":
    sys.exit(main())
