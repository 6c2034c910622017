"""A full disk: who comes is still checked in, from a reserve; promises wait for room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from core.commands.arrivals import CheckIn
from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.domain.bookings import CHECKED_IN, Booking
from core.domain.ids import booking_id
from core.domain.refusals import Fault
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from desktop.dispatcher import Dispatcher
from desktop.replica import Replica
from desktop.reserve import FILE_NAME, Reserve
from desktop.store.sql import SqlDeskStore
from tests.sync.faulty_link import FaultyLink
from tests.sync.world import KEY, ORGANISATION, SimDesk, World

FULL = pytest.mark.expects_log("the disk is full", "no room for a reserve")
SMALL = 512 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607


@contextmanager
def desk_on(place: Path) -> Iterator[tuple[World, Dispatcher, Reserve]]:
    with World.open(kind="memory", seed=4) as world:
        raw = connect(place / "desk.db", KEY)
        create_sqlite(raw.cursor())
        store = SqlDeskStore(raw, ORGANISATION)
        link = FaultyLink(world.service, world.random)
        desk = SimDesk(world, "desk-a", store, link)
        assert desk.exchange()
        reserve = Reserve(place, SMALL)
        assert reserve.lay()
        replica: Replica = desk.replica
        dispatcher = Dispatcher(replica, reserve)
        yield world, dispatcher, reserve
        dispatcher.close()
        raw.close()


def do(world: World, dispatcher: Dispatcher, command: Any) -> None:
    dispatcher.execute(command, world.actor).result(30)


def fill(file: Path) -> None:
    """Write until there is no room."""
    with file.open("wb", buffering=0) as filling:
        while True:
            filling.write(bytes(4096))


def go_on(world: World, dispatcher: Dispatcher) -> None:
    """Work until something cannot be saved: what is there already can be written over."""
    for number in range(1000):
        do(world, dispatcher, CreateClient(NewClient(f"One more {number}")))


@FULL
def test_on_a_full_disk_people_are_checked_in_and_nothing_new_is_promised(small_disk: Path) -> None:
    with desk_on(small_disk) as (world, dispatcher, reserve):
        yoga = world.occurrences[0]
        for client in world.clients[:3]:
            do(world, dispatcher, Book(client, yoga, pay_at_desk=True))
        with pytest.raises(OSError, match="No space left"):
            fill(small_disk / "something else")
        with pytest.raises(Fault, match="disk_full"):
            go_on(world, dispatcher)
        for client in world.clients[:3]:
            do(world, dispatcher, CheckIn(client, yoga))
        assert reserve.given
        assert not (small_disk / FILE_NAME).exists()
        for client in world.clients[:3]:
            row = dispatcher.replica.store.rows.get(Booking, booking_id(yoga, client))
            assert row is not None
            assert row.state == CHECKED_IN
        with pytest.raises(Fault, match="disk_full"):
            do(world, dispatcher, Book(world.clients[5], world.occurrences[1], pay_at_desk=True))
        (small_disk / "something else").unlink()
        do(world, dispatcher, Book(world.clients[5], world.occurrences[1], pay_at_desk=True))
        assert not reserve.given
        assert (small_disk / FILE_NAME).stat().st_size == SMALL


def test_a_reserve_is_laid_once_and_given_once(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, SMALL)
    assert reserve.lay()
    assert reserve.lay()
    assert (tmp_path / FILE_NAME).stat().st_size == SMALL
    (tmp_path / FILE_NAME).write_bytes(b"cut short")
    assert reserve.lay()
    assert (tmp_path / FILE_NAME).stat().st_size == SMALL
