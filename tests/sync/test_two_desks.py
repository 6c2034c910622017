"""Two desks and a server: the last seat, the last credit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.changes import Outcome
from core.commands.sales import SellPass
from core.commands.seats import Book
from core.domain.bookings import Booking, WaitlistEntry
from core.domain.ids import booking_id, waitlist_entry_id
from core.domain.records import ATTENTION_AT_LOCATION
from tests.support.rules import rule
from tests.sync.oracle import violations
from tests.sync.world import World


@pytest.fixture(params=["memory", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with World.open(kind=request.param, folder=tmp_path) as made:
        yield made


@rule("SET-1")
def test_the_second_desk_is_waitlisted_when_the_last_seat_is_gone(world: World) -> None:
    here, there = world.desks
    occurrence = world.occurrences[3]
    for client in world.clients[:3]:
        here.do(Book(client, occurrence, pay_at_desk=True))
    world.heal()
    early, late = world.clients[5], world.clients[6]
    there.link.cut = True
    there.do(Book(late, occurrence, pay_at_desk=True))
    here.do(Book(early, occurrence, pay_at_desk=True))
    assert here.exchange()
    assert not there.exchange()
    world.heal()
    for desk in world.desks:
        kept = desk.store.rows.get(Booking, booking_id(occurrence, early))
        assert kept is not None
        assert kept.state == "booked"
        entry = desk.store.rows.get(WaitlistEntry, waitlist_entry_id(occurrence, late))
        assert entry is not None
        assert entry.state == "waiting"
        (item,) = desk.store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
        assert (item.kind, item.client_id, item.occurrence_id) == ("SET-1", late, occurrence)
    assert violations(world) == []


@rule("SET-3")
def test_one_credit_that_two_desks_spent_is_spent_once(world: World) -> None:
    here, there = world.desks
    client = world.clients[0]
    here.do(SellPass(client, world.single, world.location, 18_00, "cash", "HER-A-000001"))
    world.heal()
    there.link.cut = True
    assert isinstance(here.do(Book(client, world.occurrences[0])), Outcome)
    assert isinstance(there.do(Book(client, world.occurrences[4])), Outcome)
    world.heal()
    assert violations(world) == []
