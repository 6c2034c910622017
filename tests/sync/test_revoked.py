"""A desk that was revoked: what it still had goes to the owner's hold, and it learns no more."""

from collections.abc import Iterator

import pytest

from core.commands.identity import RevokeDesk
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.organisation import Desk
from core.domain.refusals import Fault
from tests.support.rules import rule
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, World


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(kind="memory", seed=5) as made:
        yield made


def refused(world: World) -> str:
    with pytest.raises(Fault) as caught:
        world.desks[0].exchange()
    return caught.value.code


@rule("ORG-10")
@pytest.mark.expects_log("desk_revoked")
def test_all_that_a_revoked_desk_had_not_sent_is_kept_for_the_owner(world: World) -> None:
    here, there = world.desks
    for number in range(150):
        client, occurrence = world.clients[number % 14], world.occurrences[number % 6]
        here.run(Book(client, occurrence, pay_at_desk=True))
    waiting = len(here.replica.unsent(1000))
    there.do(RevokeDesk("desk-a"))
    assert there.exchange()
    assert refused(world) == "desk_revoked"
    assert here.replica.unsent(1000) == ()
    with world.database.read(ORGANISATION) as store:
        assert len(store.held()) == waiting
        assert store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0])) is None
    here.shown.clear()
    world.desks.remove(here)
    world.heal()
    assert violations(world) == []


def test_a_revoked_desk_gets_no_row_and_is_told_each_time(world: World) -> None:
    here, there = world.desks
    there.do(RevokeDesk("desk-a"))
    assert there.exchange()
    there.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    assert there.exchange()
    for _ in range(2):
        assert refused(world) == "desk_revoked"
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0])) is None
    known = here.store.rows.get(Desk, "desk-a")
    assert known is not None
    assert known.state == "active"


def test_a_desk_that_revokes_itself_ends_with_it(world: World) -> None:
    here, there = world.desks
    here.do(RevokeDesk("desk-a"))
    assert refused(world) == "desk_revoked"
    assert there.exchange()
    known = there.store.rows.get(Desk, "desk-a")
    assert known is not None
    assert known.state == "revoked"
