"""A history before it is played: its steps with their times and chances, drawn from one seed.

Each step carries its own chance, so that a history with steps left out still plays the rest alike.
"""

from collections.abc import Iterator
from random import Random

import msgspec

from core.domain.zones import DAY_MS, HOUR_MS, MINUTE_MS
from tests.support.studio import NOW

MORNING = NOW - HOUR_MS
OPEN_HOURS = 15
STEPS_A_DAY = 80
DAYS_A_HISTORY = 4


class Step(msgspec.Struct, frozen=True):
    """Something that happens: on a day, at a time (UTC milliseconds), at a desk, by its chance."""

    number: int
    day: int
    at: int
    kind: str
    desk: int
    chance: int


WEIGHTS = {
    "act": 60.0,
    "exchange": 20.0,
    "hear again": 1.5,
    "cut": 1.5,
    "deafen": 0.7,
    "mend": 3.0,
    "die acting": 1.5,
    "die exchanging": 2.5,
    "server dies": 1.2,
    "server dies in its timers": 0.3,
    "clock jumps": 0.7,
    "server's clock jumps": 0.2,
    "desk copied": 0.5,
    "desk restored": 0.5,
    "disk cloned": 0.06,
    "server copied": 0.3,
    "server restored": 0.1,
    "server put back by hand": 0.1,
    "old command": 0.5,
}
NOT_YET = frozenset({"old command", "server put back by hand"})
"""Faults that the program cannot live through yet, or that nobody has written here.

Where an older copy is put back without the tool, and others write until its history is as long as
before, no desk sees that it is another: what only they know is lost when they load afresh.
"""


def history(seed: int, days: int, desks: int, steps: int = STEPS_A_DAY) -> tuple[Step, ...]:
    """The steps of some days from one seed."""
    random = Random(seed)
    found: list[Step] = []
    for day in range(days):
        for at, kind in _day(random, day, steps):
            chance = random.getrandbits(48)
            found.append(Step(len(found), day, at, kind, random.randrange(desks), chance))
    return tuple(found)


def _day(random: Random, day: int, steps: int) -> Iterator[tuple[int, str]]:
    """Times and kinds: the morning's weather, people and faults, the timers of each hour, night."""
    morning = MORNING + day * DAY_MS
    yield morning, "weather"
    kinds = [kind for kind in WEIGHTS if kind not in NOT_YET]
    calm = random.random()
    weights = [WEIGHTS[k] * (1 if k in ("act", "exchange") else 2 * calm) for k in kinds]
    times = sorted(random.randrange(OPEN_HOURS * HOUR_MS) for _ in range(steps))
    hour = 0
    for after, kind in zip(times, random.choices(kinds, weights, k=steps), strict=True):
        while after >= (hour + 1) * HOUR_MS:
            hour += 1
            yield morning + hour * HOUR_MS, "timers"
        yield morning + after, kind
    yield morning + OPEN_HOURS * HOUR_MS, "timers"
    if random.random() < 0.5:
        yield morning + OPEN_HOURS * HOUR_MS + MINUTE_MS, "peace"
    yield morning + 19 * HOUR_MS, "timers"
