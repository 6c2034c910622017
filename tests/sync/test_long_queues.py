"""A long queue goes up in a row, and a load that was cut off goes on where it was."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.commands.people import CreateClient, NewClient
from core.domain.people import Client
from core.domain.refusals import Fault
from core.wire.protocol import MOST_COMMANDS, MOST_ROWS, ExchangeReply, ExchangeRequest
from desktop.replica import Replica
from desktop.sync.engine import REBASE_EVERY_MS, Engine
from tests.sync.faulty_link import FaultyLink
from tests.sync.oracle import violations
from tests.sync.world import SimDesk, World

LONG = 7 * MOST_COMMANDS


@pytest.fixture(params=["memory", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with World.open(kind=request.param, seed=4, folder=tmp_path) as made:
        yield made


@pytest.fixture
def wide(world: World) -> World:
    """The same with pages as large as a real server's."""
    world.service._most_rows = MOST_ROWS
    return world


def queue_up(desk: SimDesk, commands: int) -> None:
    for number in range(commands):
        desk.do(CreateClient(NewClient(f"Offline {number}")))


def test_while_a_long_queue_goes_up_it_is_not_run_again_for_every_hundred(
    wide: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, here = wide, wide.desks[0]
    queue_up(here, LONG)
    replays: list[int] = []
    replay = Replica._replay

    def counted(self: Replica, *how: object) -> object:
        replays.append(len(self.store.pending()))
        return replay(self, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(Replica, "_replay", counted)
    assert here.exchange()
    assert here.store.waiting() == 0
    assert replays == [0], "at its end, when nothing was left to run again"
    world.heal()
    assert violations(world) == []


def test_in_a_long_drain_what_others_did_comes_now_and_then(wide: World) -> None:
    world, (here, there) = wide, wide.desks
    queue_up(here, LONG)
    seen: list[int] = []
    exchange = here.link.exchange

    def slow(request: ExchangeRequest) -> ExchangeReply:
        seen.append(here.replica.standing.cursor)
        there.do(CreateClient(NewClient(f"Elsewhere {len(seen)}")))
        assert there.exchange()
        world.clock.at += REBASE_EVERY_MS // 3
        return exchange(request)

    here.link.exchange = slow  # type: ignore[method-assign]
    assert here.exchange()
    here.link.exchange = exchange  # type: ignore[method-assign]
    moves = sum(a != b for a, b in pairwise(seen))
    assert 1 <= moves < len(seen) - 2, seen
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log("not what it signed")
def test_a_refused_drain_ends_and_says_why(wide: World) -> None:
    world, here = wide, wide.desks[0]
    queue_up(here, 3 * MOST_COMMANDS)
    assert not here.engine.step().refused
    request = here.engine.request()
    assert request.only_up
    odd = replace(request.commands[0], arguments="{}")
    reply = world.service.exchange(replace(request, commands=(odd,)))
    assert reply.refused == "signature_wrong"
    done = here.engine.receive(request, reply)
    assert (done.refused, done.more) == ("signature_wrong", False)


class CutAfter(FaultyLink):
    """Lets some exchanges through, then the program ends."""

    left = 0

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        if self.left == 0:
            raise Fault("server_unreachable", why="cut")
        self.left -= 1
        return super().exchange(request)


def test_a_first_load_goes_on_after_the_program_ended_in_its_middle(world: World) -> None:
    for number in range(400):
        world.serve(CreateClient(NewClient(f"Client of old {number}")))
    here = world.desks[0]
    here.store.clear_rows()
    here.replica.load_afresh()
    link = CutAfter(world.service, world.random)
    here.link = link
    asked: list[int] = []
    for _ in range(30):
        here.start()
        link.left = 3
        reached = here.exchange()
        asked.append(3 - link.left)
        if reached:
            break
        world.serve(CreateClient(NewClient("Somebody meanwhile")))
    assert here.store.rows.get(Client, world.clients[0])
    assert 4 < len(asked) < 30, "each start takes up the pages that came before"
    link.left = -1
    here.link = FaultyLink(world.service, world.random)
    here.start()
    world.heal()
    assert violations(world) == []


def test_pages_of_another_standing_are_not_taken_up(world: World) -> None:
    here = world.desks[0]
    for number in range(120):
        world.serve(CreateClient(NewClient(f"Client of old {number}")))
    done = here.engine.step()
    assert done.more, "a page came that is not the last"
    here.replica.load_afresh()
    assert Engine(here.replica, here.link).request().mark is None
    here.start()
    world.heal()
    assert violations(world) == []
