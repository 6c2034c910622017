"""A server restored from an older copy is made whole again by what the desks know."""

from collections.abc import Iterator
from typing import Any, cast

import msgspec
import pytest
from msgspec.structs import replace

from core.commands.arrivals import CheckIn
from core.commands.people import CreateClient, NewClient
from core.commands.persons import ErasePerson
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.people import Client
from core.domain.records import CommandLog
from core.wire.codec import decode_rows, encode_row
from tests.support.rules import rule
from tests.sync.memory_server import MemoryDatabase, MemoryServerStore
from tests.sync.oracle import encoded, rows_of, violations
from tests.sync.world import ORGANISATION, SimDesk, World

RESTORED = "was restored"


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(kind="memory", seed=4) as made:
        yield made


def database(world: World) -> MemoryDatabase:
    return cast("MemoryDatabase", world.database)


def backup(world: World) -> MemoryServerStore:
    """A copy of the server's store, as a backup has it."""
    store = database(world).store
    return store.copy(store.head().history_id)


def restore(world: World, copy: MemoryServerStore, *, named: bool = True) -> None:
    """The copy takes the store's place; by the tool it gets a history id of its own."""
    made = copy.copy(copy.head().history_id)
    if named:
        made.begin_history("after the fire")
    database(world).store = made


def books(desk: SimDesk, client: int, occurrence: int = 0) -> None:
    world = desk.world
    desk.do(Book(world.clients[client], world.occurrences[occurrence], pay_at_desk=True))


def server(world: World) -> dict[str, list[Any]]:
    with world.database.read(ORGANISATION) as store:
        return rows_of(store.rows)


def a_day(world: World) -> MemoryServerStore:
    """Both desks work, a backup is taken in the middle; gives the backup."""
    here, there = world.desks
    books(here, 0)
    assert here.exchange()
    copy = backup(world)
    for client in range(1, 4):
        books(here, client)
    assert here.exchange()
    world.serve(CreateClient(NewClient("Walter Web")))
    assert there.exchange()
    there.do(JoinWaitlist(world.clients[4], world.occurrences[0], pay_at_desk=True))
    there.do(CheckIn(world.clients[0], world.occurrences[0]))
    there.do(CancelBooking(world.clients[1], world.occurrences[0]))
    assert there.exchange()
    world.heal()
    return copy


@pytest.mark.expects_log(RESTORED)
@pytest.mark.parametrize("named", [True, False], ids=["by the tool", "by hand"])
def test_a_restored_server_gets_back_all_that_a_desk_knows_to_the_byte(
    world: World, named: bool
) -> None:
    copy = a_day(world)
    before = server(world)
    restore(world, copy, named=named)
    assert encoded(server(world)) != encoded(before)
    assert world.desks[0].exchange()
    assert encoded(server(world)) == encoded(before)
    world.heal()
    assert violations(world) == []
    books(world.desks[1], 6, 1)
    assert world.desks[1].exchange()
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log(RESTORED)
def test_a_desk_that_knows_less_does_not_stand_in_the_way_of_one_that_knows_more(
    world: World,
) -> None:
    here, there = world.desks
    copy = backup(world)
    books(here, 0)
    assert here.exchange()
    assert there.exchange()
    books(here, 1)
    books(here, 2)
    assert here.exchange()
    before = server(world)
    restore(world, copy)
    assert there.exchange()
    assert here.exchange()
    assert encoded(server(world)) == encoded(before)
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log(RESTORED, "this copy differs")
def test_nothing_is_lost_where_others_wrote_before_anybody_saw_that_it_was_restored(
    world: World,
) -> None:
    here, there = world.desks
    copy = backup(world)
    for client in range(3):
        books(here, client)
    assert here.exchange()
    restore(world, copy, named=False)
    books(there, 10, 1)
    books(there, 11, 1)
    assert there.exchange()
    assert here.exchange()
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log(RESTORED)
def test_a_late_answer_of_the_history_that_was_left_changes_nothing(world: World) -> None:
    here, _ = world.desks
    copy = backup(world)
    books(here, 0)
    request = here.engine.request()
    late = here.link.exchange(request)
    assert here.exchange()
    restore(world, copy)
    world.heal()
    books(here, 1)
    before = here.engine.request()
    here.engine.receive(request, late)
    assert here.engine.request() == before
    world.heal()
    assert here.replica.standing.history_id == "after the fire"
    assert violations(world) == []


@pytest.mark.expects_log(RESTORED, "this copy differs")
def test_what_was_done_since_the_restore_stands_and_the_lost_is_settled_after_it(
    world: World,
) -> None:
    here, there = world.desks
    copy = backup(world)
    assert there.exchange()
    for client in range(4):
        books(here, client)
    assert here.exchange()
    restore(world, copy)
    there.link.cut = False
    books(there, 10)
    books(there, 11)
    assert there.exchange()
    assert here.exchange()
    world.heal()
    assert violations(world) == []
    rows = server(world)
    booked = {b.client_id for b in rows[Booking.table] if b.state == "booked"}
    assert {world.clients[10], world.clients[11]} <= booked
    assert len(booked) == 4, "four seats: two of the lost ones wait, and are told of"
    waiting = {one.client_id for one in rows["waitlist_entry"] if one.state == "waiting"}
    assert len(waiting) == 2


@pytest.mark.expects_log(RESTORED)
def test_what_is_still_in_a_journal_arrives_once_after_a_restore(world: World) -> None:
    here, _ = world.desks
    copy = backup(world)
    books(here, 0)
    assert here.exchange()
    books(here, 1)
    restore(world, copy)
    assert here.exchange()
    world.heal()
    assert violations(world) == []
    for client in (0, 1):
        key = booking_id(world.occurrences[0], world.clients[client])
        with world.database.read(ORGANISATION) as store:
            row = store.rows.get(Booking, key)
        assert row is not None
        assert row.state == "booked"


@rule("M-15")
@pytest.mark.expects_log(RESTORED, "is not the server's")
def test_a_desk_cannot_make_the_server_believe_another_history(world: World) -> None:
    here, _ = world.desks
    copy = a_day(world)
    restore(world, copy)
    here.engine.step()
    request = here.engine.request()
    assert request.lost
    lines = cast("list[CommandLog]", decode_rows(CommandLog.table, cast("Any", request.lost)))
    walter = next(line for line in lines if line.name == "create_client")
    forged = replace(walter, arguments=walter.arguments.replace("Walter", "Mallory"))
    moved = replace(walter, version=walter.version + 1)
    for odd in (forged, moved, replace(walter, origin="server"), replace(walter, proof="")):
        text = msgspec.Raw(b"[" + encode_row(odd) + b"]")
        world.service.exchange(replace(request, lost=text))
    names = {client.name for client in server(world)[Client.table]}
    assert "Mallory" not in names
    assert "Walter Web" not in names


@pytest.mark.expects_log(RESTORED)
def test_a_long_history_comes_back_page_by_page_and_still_to_the_byte(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.sync.engine.MOST_LINES", 2)
    copy = a_day(world)
    before = server(world)
    restore(world, copy)
    assert world.desks[0].exchange()
    assert encoded(server(world)) == encoded(before)
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log(RESTORED, "this copy differs")
def test_a_version_that_fits_by_chance_does_not_make_a_line_follow_on(world: World) -> None:
    here, there = world.desks
    copy = backup(world)
    assert there.exchange()
    for client in range(4):
        books(here, client)
    assert here.exchange()
    restore(world, copy)
    books(there, 10)
    books(there, 11)
    assert there.exchange()
    with world.database.read(ORGANISATION) as store:
        went_on = store.head().version
    assert here.exchange()
    world.heal()
    lines = {line.id: line for line in server(world)[CommandLog.table]}
    for deed in here.deeds:
        line = lines[deed[1].command_id]
        assert line.version > went_on
        assert line.settled_at > 0
    assert violations(world) == []


@rule("ORG-7")
@pytest.mark.expects_log(RESTORED, "was erased", "this copy differs", "came out as")
def test_what_named_a_person_who_was_erased_comes_back_as_a_line_and_not_as_a_person(
    world: World,
) -> None:
    here, _ = world.desks
    copy = backup(world)
    walter = here.do(CreateClient(NewClient("Walter"))).facts["client_id"]
    assert here.exchange()
    here.do(ErasePerson(walter))
    assert here.exchange()
    restore(world, copy)
    assert here.exchange()
    world.heal()
    lines = server(world)[CommandLog.table]
    assert [line.arguments for line in lines if line.name == "create_client"][-1] == ""
    assert "Walter" not in encoded(server(world)).decode()
    assert violations(world) == []
