"""A desk and answers that are wrong: nothing of them is kept, and the copy mends itself."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from core.changes import Change
from core.commands.seats import Book, CancelBooking
from core.domain.bookings import Booking
from core.domain.ids import CommandId, booking_id
from core.domain.people import Client
from core.domain.refusals import Fault
from core.handlers.registry import handlers
from core.wire.protocol import ExchangeReply, PageMark, Settled, TableRows
from desktop.sync.engine import Engine
from tests.sync.oracle import encoded, rows_of, violations
from tests.sync.world import ORGANISATION, SimDesk, World

Spoil = Callable[[ExchangeReply], ExchangeReply]


@pytest.fixture(params=["memory", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with World.open(kind=request.param, folder=tmp_path) as made:
        yield made


def rows_in(table: str, text: bytes) -> Spoil:
    return lambda reply: replace(reply, tables=(TableRows(table, msgspec.Raw(text)),))


@pytest.mark.parametrize(
    "spoil",
    [
        rows_in("no_such_table", b"[]"),
        rows_in("client", b"[[1, 2, 3]]"),
        rows_in("client", b'[["only an id"]]'),
        rows_in("client", b"{}"),
        lambda reply: replace(reply, settled=(Settled(99, CommandId("x"), 7, "{}"),)),
        lambda reply: replace(reply, settled=(Settled(1, CommandId("not mine"), 7, "{}"),)),
    ],
    ids=["unknown table", "wrong types", "short row", "no list", "never sent", "not mine"],
)
def test_nonsense_is_a_fault_and_nothing_of_it_is_kept(world: World, spoil: Spoil) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    before = (encoded(rows_of(here.store.rows)), here.replica.standing, here.store.waiting())
    request = here.engine.request()
    reply = spoil(world.service.exchange(request))
    with pytest.raises(Fault, match="server_nonsense"):
        here.engine.receive(request, reply)
    assert before == (encoded(rows_of(here.store.rows)), here.replica.standing, 1)
    world.heal()
    assert violations(world) == []


def test_pages_that_go_backwards_are_nonsense(world: World) -> None:
    here, _ = world.desks
    here.replica.load_afresh()
    request = here.engine.request()
    first = world.service.exchange(request)
    assert first.mark is not None
    assert here.engine.receive(request, first).more
    request = here.engine.request()
    back = replace(world.service.exchange(request), mark=PageMark(0, "", ""))
    with pytest.raises(Fault, match="server_nonsense"):
        here.engine.receive(request, back)
    world.heal()
    assert violations(world) == []


def damage(desk: SimDesk, world: World) -> str:
    """Change a row behind the replica's back, add one that nobody made; gives the client's id."""
    client = desk.store.rows.get(Client, world.clients[3])
    assert client is not None
    wrong = replace(client, name="Damaged")
    phantom = replace(client, id="phantom")
    with desk.store.transaction():
        desk.store.rows.apply(
            [Change(Client, client.id, client, wrong), Change(Client, "phantom", None, phantom)]
        )
        desk.store.write_digest({**desk.store.read_digest(), "client": 1})
    return client.id


@pytest.mark.expects_log("this copy differs in .'client'.")
def test_a_copy_that_differs_is_loaded_afresh_and_keeps_what_is_pending(world: World) -> None:
    here, there = world.desks
    damaged = damage(here, world)
    here.link.cut = True
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    identity = here.replica.identity
    there.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert there.exchange()
    here.link.cut = False
    rounds = 0
    while here.engine.step().more:
        rounds += 1
    assert rounds > 1, "more than one page was fetched again"
    client = here.store.rows.get(Client, damaged)
    assert client is not None
    assert client.name != "Damaged"
    assert here.store.rows.get(Client, "phantom") is None
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0]))
    assert here.replica.identity == identity
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log("this copy differs")
def test_what_is_pending_survives_the_mending_when_the_program_ends_in_it(world: World) -> None:
    here, there = world.desks
    damage(here, world)
    there.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert there.exchange()
    assert here.engine.step().more
    assert here.replica.standing.cursor == 0
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    here.start()
    world.heal()
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0]))
    assert violations(world) == []


@pytest.mark.expects_log("this copy differs")
def test_a_server_whose_digest_is_never_right_is_not_asked_for_ever(world: World) -> None:
    here, _ = world.desks
    with world.database.write(ORGANISATION) as store:
        store.write_digest({**store.read_digest(), "client": 1})
    with pytest.raises(Fault, match="digest_differs"):
        here.exchange()
    assert here.store.rows.get(Client, world.clients[0]), "the copy is shown as it is meanwhile"


@pytest.mark.expects_log("was restored")
def test_another_history_of_the_server_is_loaded_afresh(world: World) -> None:
    here, there = world.desks
    real = world.service.exchange

    class Restored:
        """The same rows under another history, as after a restore."""

        def exchange(self, request: Any) -> ExchangeReply:
            return replace(real(request), history_id="restored")

    there.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert there.exchange()
    here.engine = Engine(here.replica, Restored())
    assert here.exchange()
    assert here.replica.standing.history_id == "restored"
    assert here.replica.standing.cursor == there.replica.standing.cursor
    assert encoded(rows_of(here.store.rows)) == encoded(rows_of(there.store.rows))


def test_an_answer_that_comes_twice_and_late_changes_nothing(world: World) -> None:
    here, there = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    old = here.engine.request()
    late = world.service.exchange(old)
    assert here.exchange()
    assert there.exchange()
    there.do(CancelBooking(world.clients[0], world.occurrences[0]))
    world.heal()
    before = (encoded(rows_of(here.store.rows)), here.replica.standing.cursor)
    for _ in range(2):
        here.engine.receive(old, late)
    assert before == (encoded(rows_of(here.store.rows)), here.replica.standing.cursor)
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log("cannot be run again here")
def test_a_pending_command_that_fails_in_replay_stays_and_goes_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    request = replace(here.engine.request(), commands=())
    there.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    assert there.exchange()

    def failing(*_arguments: Any) -> Any:
        raise KeyError("planted")

    with monkeypatch.context() as patch:
        reply = world.service.exchange(request)
        table: dict[Any, Any] = handlers
        patch.setitem(table, Book, failing)
        here.engine.receive(request, reply)
    assert here.store.waiting() == 1
    world.heal()
    assert violations(world) == []


def test_a_large_queue_goes_up_in_parts_that_a_request_can_carry(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = world.desks
    for client in world.clients[:4]:
        here.do(Book(client, world.occurrences[1], pay_at_desk=True, note="x" * 400))
    monkeypatch.setattr("desktop.sync.engine.MOST_LETTERS", 1300)
    assert len(here.engine.request().commands) == 2
    monkeypatch.setattr("desktop.sync.engine.MOST_LETTERS", 10)
    assert len(here.engine.request().commands) == 1
    assert here.exchange()
    assert here.store.waiting() == 0
    world.heal()
    assert violations(world) == []
