"""The network thread: when it exchanges, what it calls offline, and that people go first."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.refusals import Fault
from core.wire.protocol import ExchangeReply, ExchangeRequest
from desktop.dispatcher import Dispatcher
from desktop.sync.worker import SyncState, Worker
from tests.support.rules import rule
from tests.sync.oracle import violations
from tests.sync.world import SimDesk, World

PATIENCE = 10
NEVER = 3600.0


class NearServer:
    """A server within this process whose pokes and failures a test decides."""

    def __init__(self, world: World) -> None:
        self._service = world.service
        self._pokes: queue.Queue[bool] = queue.Queue()
        self.fails = False
        self.breaks = False
        self.asked: queue.Queue[int] = queue.Queue()
        self.hangs = threading.Event()
        self.given_up = threading.Event()

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        self.asked.put(len(request.commands))
        if self.breaks:
            raise KeyError("planted")
        if self.hangs.is_set():
            self.given_up.wait(20)
            self.hangs.clear()
            raise Fault("server_unreachable", why="given up")
        if self.fails:
            raise Fault("server_unreachable", why="planted")
        return self._service.exchange(request)

    def poke(self) -> None:
        self._pokes.put(True)

    def pokes(self) -> Iterator[None]:
        while self._pokes.get():
            yield None
        raise Fault("server_unreachable", why="closed")

    ahead_s = 0

    def renew(self) -> None:
        self.given_up.set()

    def close(self) -> None:
        self._pokes.put(False)


class Watched:
    """A worker on a desk of a world, and its states as they come."""

    def __init__(
        self, world: World, desk: SimDesk, idle: float = NEVER, stuck_after: float = NEVER
    ) -> None:
        self.server = NearServer(world)
        self.dispatcher = Dispatcher(desk.replica)
        self.worker = Worker(
            self.dispatcher, self.server, world.clock, idle=idle, stuck_after=stuck_after
        )
        self.states: queue.Queue[SyncState] = queue.Queue()
        self.worker.on_state(self.states.put)

    def start(self) -> None:
        self.worker.start()
        self.until(lambda state: state.online and not state.behind)

    def until(self, holds: Callable[[SyncState], bool]) -> SyncState:
        """The first state to come that fits."""
        while True:
            state = self.states.get(timeout=PATIENCE)
            if holds(state):
                return state

    def asked(self) -> int:
        """How many commands the next exchange carries."""
        return self.server.asked.get(timeout=PATIENCE)

    def close(self) -> None:
        self.worker.close()
        self.dispatcher.close()


@pytest.fixture
def world() -> Iterator[World]:
    with World.open() as made:
        yield made


@pytest.fixture
def watched(world: World) -> Iterator[Watched]:
    made = Watched(world, world.desks[0])
    yield made
    made.close()


def test_a_commit_wakes_it(world: World, watched: Watched) -> None:
    watched.start()
    assert watched.asked() == 0
    command = CreateClient(NewClient("Wake"))
    watched.dispatcher.execute(command, world.actor).result(PATIENCE)
    assert watched.asked() == 1
    assert watched.until(lambda state: state.waiting == 0).last_success


def test_a_poke_wakes_it(watched: Watched) -> None:
    watched.start()
    assert watched.asked() == 0
    watched.server.poke()
    assert watched.asked() == 0


def test_the_timer_wakes_it(world: World) -> None:
    watched = Watched(world, world.desks[0], idle=0.01)
    watched.start()
    assert [watched.asked() for _ in range(3)] == [0, 0, 0]
    watched.close()


def test_one_miss_is_not_offline_and_two_of_five_are(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.sync.worker.LONGEST_PAUSE", 0.01)
    monkeypatch.setattr("desktop.sync.worker.SHORTEST_PAUSE", 0.0)
    watched.start()
    watched.server.fails = True
    watched.worker.wake()
    first = watched.until(lambda state: state.trouble != "")
    assert (first.trouble, first.online) == ("server_unreachable", True)
    second = watched.until(lambda state: state.trouble != "")
    assert not second.online
    watched.server.fails = False
    assert watched.until(lambda state: state.online).trouble == ""


@pytest.mark.expects_log("the exchange failed")
def test_a_bug_in_the_exchange_is_told_and_does_not_end_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.sync.worker.LONGEST_PAUSE", 0.01)
    monkeypatch.setattr("desktop.sync.worker.SHORTEST_PAUSE", 0.0)
    watched.start()
    watched.server.breaks = True
    watched.worker.wake()
    assert watched.until(lambda state: state.trouble != "").trouble == "program_failed"
    watched.server.breaks = False
    assert watched.until(lambda state: state.trouble == "").online


@rule("SET-12")
def test_a_person_goes_first_in_a_long_rebase_and_nothing_is_lost(
    world: World, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = world.desks
    occurrence, client, other = world.occurrences[0], world.clients[0], world.clients[1]
    there.do(Book(other, occurrence, pay_at_desk=True))
    assert there.exchange()
    in_rebase, submitted = threading.Event(), threading.Event()
    give_way = watched.dispatcher.give_way
    seen: list[bool] = []

    def slowly() -> None:
        in_rebase.set()
        assert submitted.wait(PATIENCE)
        give_way()

    monkeypatch.setattr(watched.dispatcher, "give_way", slowly)

    def committed() -> None:
        theirs: Any = here.store.rows.get(Booking, booking_id(occurrence, other))
        seen.append(theirs is not None)

    watched.dispatcher.on_committed(committed)
    watched.worker.start()
    assert in_rebase.wait(PATIENCE)
    command = Book(client, occurrence, pay_at_desk=True)
    future = watched.dispatcher.execute(command, world.actor)
    submitted.set()
    done = future.result(PATIENCE)
    here.shown[done.command_id] = done.result.code
    assert seen == [False], "it was carried out before the rows of the rebase"
    watched.until(lambda state: state.waiting == 0 and not state.behind)
    watched.close()
    world.heal()
    assert violations(world) == []
    for one in (client, other):
        assert here.store.rows.get(Booking, booking_id(occurrence, one))


@pytest.mark.expects_log("no progress")
def test_a_call_that_hangs_is_given_up_and_counted(world: World) -> None:
    watched = Watched(world, world.desks[0], stuck_after=0.05)
    watched.start()
    watched.server.hangs.set()
    watched.worker.wake()
    assert watched.until(lambda state: state.trouble == "server_unreachable").restarts == 1
    assert watched.until(lambda state: state.trouble == "").online
    watched.close()
