"""A desk that went on from an older copy, or is there twice: nothing is lost or doubled."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, cast

import pytest

from core.commands.seats import Book, CancelBooking
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.records import ATTENTION_AT_LOCATION
from desktop.sync.engine import MOST_RESTARTS
from tests.sync.faulty_link import FaultyLink
from tests.sync.memory_server import MemoryServerStore
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, SimDesk, World

apart = pytest.mark.expects_log("another chain of this desk")


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(kind="memory", seed=4) as made:
        yield made


def books(desk: SimDesk, client: int, occurrence: int = 0) -> None:
    world = desk.world
    desk.do(Book(world.clients[client], world.occurrences[occurrence], pay_at_desk=True))


def restored(desk: SimDesk, copy: Any) -> None:
    """The desk's file is put back as it was, and the program starts on it."""
    desk.store = cast("Any", deepcopy(copy))
    desk.start()


def booked(world: World, client: int, occurrence: int = 0) -> bool:
    with world.database.read(ORGANISATION) as store:
        key = booking_id(world.occurrences[occurrence], world.clients[client])
        row = store.rows.get(Booking, key)
        return row is not None and row.state == "booked"


def kinds(world: World) -> list[str]:
    with world.database.read(ORGANISATION) as store:
        return [i.kind for i in store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")]


@apart
def test_a_desk_restored_from_an_older_copy_goes_on_in_a_new_epoch(world: World) -> None:
    here, _ = world.desks
    books(here, 0)
    assert here.exchange()
    copy = deepcopy(here.store)
    books(here, 1)
    books(here, 2)
    assert here.exchange()
    restored(here, copy)
    books(here, 3)
    books(here, 4, 1)
    assert here.exchange()
    world.heal()
    assert here.replica.standing.epoch == 2
    assert [booked(world, *which) for which in [(0,), (1,), (2,), (3,), (4, 1)]] == [True] * 5
    assert kinds(world) == ["forked"]
    assert violations(world) == []


@apart
def test_what_the_older_copy_had_not_sent_is_done_once(world: World) -> None:
    here, _ = world.desks
    books(here, 0)
    books(here, 1)
    copy = deepcopy(here.store)
    assert here.exchange()
    here.do(CancelBooking(world.clients[0], world.occurrences[0]))
    assert here.exchange()
    restored(here, copy)
    books(here, 2)
    assert here.exchange()
    world.heal()
    assert [booked(world, client) for client in range(3)] == [False, True, True]
    assert violations(world) == []


@apart
def test_two_computers_that_run_as_one_desk_both_arrive(world: World) -> None:
    here, _ = world.desks
    books(here, 0)
    twin = SimDesk(world, here.name, deepcopy(here.store), FaultyLink(world.service, world.random))
    world.desks.append(twin)
    for number in range(1, 4):
        books(here, 2 * number, number)
        books(twin, 2 * number + 1, number)
        assert here.exchange()
        assert twin.exchange()
    world.heal()
    assert {here.replica.standing.epoch, twin.replica.standing.epoch} == {1, 2}
    assert all(booked(world, client, client // 2) for client in range(2, 8))
    assert kinds(world) == ["forked"], "said once, not with every command"
    assert violations(world) == []


def test_a_desk_sends_again_what_the_server_lacks_and_it_still_has(world: World) -> None:
    here, _ = world.desks
    books(here, 0)
    books(here, 1)
    request = here.engine.request()
    reply = world.service.exchange(request)
    here.replica.heard(reply.history_id, {one.seq: one.version for one in reply.settled})
    store = cast("MemoryServerStore", world.database.store)  # type: ignore[attr-defined]
    store._origins.clear()
    store._settled.clear()
    books(here, 2, 1)
    assert here.exchange()
    world.heal()
    assert here.replica.standing.epoch == 1
    assert violations(world) == []


@apart
def test_a_server_that_keeps_no_sequence_is_not_asked_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryServerStore, "settled", lambda *_a: None)
    here, _ = world.desks
    books(here, 0)
    link = here.link
    world.service.exchange(here.engine.request())
    assert here.exchange()
    assert here.replica.standing.epoch == 2, "answered from the id, in another epoch"
    assert len(link.heard) <= MOST_RESTARTS + 2
