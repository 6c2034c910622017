"""The server's clock: what is due runs once, whoever was late, and a failure stops nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.commands.attendance import Suspend
from core.commands.seats import Book
from core.commands.system import EndHold
from core.commands.waiting import HoldSeats
from core.domain.bookings import ENDED, NO_SHOW, Booking, SeatHold
from core.domain.ids import booking_id
from core.domain.records import Attention, CommandLog
from core.domain.schedule import CLOSED, Occurrence
from core.domain.zones import DAY_MS, HOUR_MS
from core.handlers import registry
from sync_server.clockwork import Clockwork
from sync_server.heard import Heard, heard_until
from tests.support.rules import rule
from tests.sync.world import ORGANISATION, World

FAILED = r"end_hold failed"


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(desks=1) as opened:
        yield opened


def clockwork(world: World, poked: list[str] | None = None) -> Clockwork:
    told = poked if poked is not None else []
    return Clockwork(world.database, world.clock, Heard(world.database), told.append)


def until(world: World, heard: Heard) -> int:
    with world.database.read(ORGANISATION) as store:
        return heard_until(store, heard.known(store, ORGANISATION), world.location, 0)


def rows(world: World) -> Iterator[CommandLog]:
    with world.database.read(ORGANISATION) as store:
        yield from store.rows.all(CommandLog)  # type: ignore[attr-defined]


@rule("NS-4", "NS-7")
def test_after_a_day_of_outage_everything_is_done_once_and_the_desks_are_poked(
    world: World,
) -> None:
    client, occurrence = world.clients[0], world.occurrences[0]
    world.serve(Book(client, occurrence, pay_at_desk=True))
    world.clock.at += 3 * DAY_MS
    poked: list[str] = []
    clock = clockwork(world, poked)
    assert clock.tick(ORGANISATION) > 0
    assert poked == [ORGANISATION]
    with world.database.read(ORGANISATION) as store:
        assert store.rows.get(Occurrence, occurrence).state == CLOSED  # type: ignore[union-attr]
        booking = store.rows.get(Booking, booking_id(occurrence, client))
        assert booking is not None
        assert booking.state == NO_SHOW
    while clock.tick(ORGANISATION):
        pass
    log = [row.id for row in rows(world)]
    assert clockwork(world).tick(ORGANISATION) == 0
    assert [row.id for row in rows(world)] == log


@rule("NS-1")
def test_a_class_waits_for_a_desk_that_has_something_to_tell(world: World) -> None:
    heard = Heard(world.database)
    clock = Clockwork(world.database, world.clock, heard)
    world.clock.at += DAY_MS
    clock.tick(ORGANISATION)
    with world.database.read(ORGANISATION) as store:
        assert store.rows.get(Occurrence, world.occurrences[0]).state != CLOSED  # type: ignore[union-attr]
    heard.note(ORGANISATION, world.desks[0].identity.desk_id, world.clock.now())
    clock.tick(ORGANISATION)
    with world.database.read(ORGANISATION) as store:
        assert store.rows.get(Occurrence, world.occurrences[0]).state == CLOSED  # type: ignore[union-attr]


def test_an_exchange_with_nothing_to_send_says_that_all_was_told(world: World) -> None:
    heard, desk = world.service._heard, world.desks[0]
    before = until(world, heard)
    assert desk.exchange()
    assert until(world, heard) > before


@rule("NS-5")
@pytest.mark.expects_log(FAILED)
def test_a_job_that_fails_is_told_once_tried_later_and_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = world.clock.now() + HOUR_MS
    held = world.serve(HoldSeats(world.occurrences[5], 1, until)).facts["hold_id"]
    world.serve(Suspend(world.clients[0], until, "rude"))
    world.clock.at += 2 * HOUR_MS
    handlers: dict[Any, Any] = registry.handlers
    good = handlers[EndHold]

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(handlers, EndHold, broken)
    clock = clockwork(world)
    assert clock.tick(ORGANISATION) == 1
    clock.tick(ORGANISATION)
    with world.database.read(ORGANISATION) as store:
        items = store.rows.all(Attention)  # type: ignore[attr-defined]
        assert [item.kind for item in items] == ["NS-5"]
        monkeypatch.setitem(handlers, EndHold, good)
        assert store.rows.get(SeatHold, held).state != ENDED  # type: ignore[union-attr]
        world.clock.at += HOUR_MS
        clock.tick(ORGANISATION)
        assert store.rows.get(SeatHold, held).state == ENDED  # type: ignore[union-attr]
