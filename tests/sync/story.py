"""A day at the desks from one seed: people act, links fail, programs are killed in mid-write."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from tests.sync.acts import Acts
from tests.sync.world import SimDesk, World

MINUTE_MS = 60_000


class Killed(Exception):
    """The program ended in the middle of a write."""


def play(world: World, random: Random, steps: int) -> None:
    """Let the desks live for some steps, with every fault there is."""
    for desk in world.desks:
        desk.link.lost_requests, desk.link.lost_replies = 0.1, 0.15
        desk.link.repeated = 0.1
    for _ in range(steps):
        desk = random.choice(world.desks)
        fate = random.random()
        if fate < 0.08:
            desk.link.cut = not desk.link.cut
        elif fate < 0.28:
            with_a_kill(desk, random, desk.exchange, 0.15)
        elif fate < 0.32:
            desk.hear_again(random)
        elif fate < 0.34:
            desk.clock.ahead = random.choice([0, -3, 7, -90, 600]) * MINUTE_MS
        elif (command := Acts(world, desk, random).draw()) is not None:
            with_a_kill(desk, random, partial(desk.run, command), 0.05)
        world.clock.at += random.randrange(20_000)
        if random.random() < 0.01:
            world.clock.at += random.randrange(90) * MINUTE_MS


def with_a_kill(desk: SimDesk, random: Random, act: Callable[[], Any], rate: float) -> None:
    """Carry something out; sometimes the program dies at one of its writes and starts again."""
    if random.random() >= rate:
        act()
        return
    left = random.randrange(1, 12)
    rows: Any = desk.store.rows
    apply = rows.apply

    def dying(changes: Any) -> None:
        nonlocal left
        for change in changes:
            left -= 1
            if left <= 0:
                raise Killed
            apply([change])

    rows.apply = dying
    try:
        act()
    except Killed:
        pass
    finally:
        del rows.apply
    desk.start()
