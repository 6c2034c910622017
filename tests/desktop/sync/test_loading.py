"""A load of all rows: its size is known, it can be stopped, and goes on where it ended (U-39)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.commands.seats import Book
from core.wire.protocol import ExchangeReply, ExchangeRequest
from desktop.loading import Loading
from desktop.sync.engine import Engine
from tests.support.rules import rule
from tests.sync.oracle import encoded, rows_of, violations
from tests.sync.world import SimDesk, World


@pytest.fixture(params=["memory", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with World.open(kind=request.param, folder=tmp_path) as made:
        yield made


def begun(world: World) -> tuple[SimDesk, Loading]:
    """A desk that has got the first page of a load of all rows."""
    here = world.desks[0]
    here.replica.load_afresh()
    assert here.engine.step().more
    loading = here.engine.loading()
    assert loading is not None
    return here, loading


class Counted:
    """The server; keeps what it was asked and how many rows it gave."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.asked: list[ExchangeRequest] = []
        self.rows = 0

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        self.asked.append(request)
        reply = self._world.service.exchange(request)
        self.rows += sum(bytes(one.rows).count(b"],[") + 1 for one in reply.tables)
        return reply


@rule("U-39")
def test_a_load_knows_from_its_first_page_how_many_rows_there_are(world: World) -> None:
    here, first = begun(world)
    assert 0 < first.rows < first.total
    assert first.share() == first.rows / first.total
    seen = first.rows
    while here.engine.step().more:
        loading = here.engine.loading()
        assert loading is not None
        assert seen < loading.rows <= loading.total == first.total
        seen = loading.rows
    assert here.engine.loading() is None
    assert violations(world) == []


@rule("U-39")
def test_a_load_that_is_stopped_asks_for_no_rows_and_still_sends_what_is_done(world: World) -> None:
    here, first = begun(world)
    here.engine.rest(True)
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    assert here.engine.request().only_up
    while here.engine.step().more:
        pass
    assert here.store.waiting() == 0
    assert here.engine.loading() == Loading(first.rows, first.total, stopped=True)
    here.engine.rest(False)
    assert not here.engine.request().only_up
    world.heal()
    assert here.engine.loading() is None
    assert violations(world) == []


@rule("U-39", "U-81")
def test_a_load_goes_on_where_it_ended_after_the_program_was_killed(world: World) -> None:
    here, first = begun(world)
    server = Counted(world)
    here.engine = Engine(here.replica, server)  # nothing of the one before is known to it
    assert here.engine.loading() == first
    while here.engine.step().more:
        pass
    assert server.asked[0].mark is not None
    assert server.rows == first.total - first.rows
    assert encoded(rows_of(here.store.rows)) == encoded(rows_of(world.desks[1].store.rows))


@rule("U-39")
def test_rows_of_a_server_that_does_not_say_how_many_there_are_are_only_counted(
    world: World,
) -> None:
    here = world.desks[0]
    here.replica.load_afresh()
    request = here.engine.request()
    here.engine.receive(request, replace(world.service.exchange(request), rows=0))
    loading = here.engine.loading()
    assert loading is not None
    assert loading.rows > loading.total == 0
    assert loading.share() is None
