"""A day at the desks from one seed: people act, links fail, programs are killed in mid-write."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from core.commands.arrivals import CheckIn, UndoCheckIn
from core.commands.registry import Command
from core.commands.sales import SellPass
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from tests.sync.world import SimDesk, World


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
        elif fate < 0.30:
            with_a_kill(desk, random, desk.exchange, 0.15)
        else:
            command = an_act(world, random)
            with_a_kill(desk, random, partial(desk.run, command), 0.05)
        world.clock.at += random.randrange(20_000)


def an_act(world: World, random: Random) -> Command:
    """What somebody at a desk may do next; the rules decide whether it can be."""
    client = random.choice(world.clients)
    occurrence = random.choice(world.occurrences)
    product, price = random.choice([(world.single, 18_00), (world.ten, 120_00)])
    acts: list[Command] = [
        Book(client, occurrence, pay_at_desk=random.random() < 0.2),
        Book(client, occurrence, seats=random.choice([1, 1, 2])),
        Book(client, occurrence),
        CancelBooking(client, occurrence),
        CheckIn(client, occurrence),
        UndoCheckIn(client, occurrence),
        JoinWaitlist(client, occurrence),
        SellPass(client, product, world.location, price, "cash", f"HER-A-{random.random():.6f}"),
    ]
    return random.choices(acts, weights=[3, 2, 4, 3, 4, 1, 1, 3])[0]


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
