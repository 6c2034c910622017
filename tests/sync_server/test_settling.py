"""What waits for one organisation is settled together, and each caller gets its own answer."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from core.changes import Act, Outcome
from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.ids import CommandId, StaffId, booking_id
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.handlers.registry import handlers
from core.wire.envelope import Envelope
from core.wire.protocol import MOST_COMMANDS
from sync_server import settling as module
from sync_server.intake import Upload
from sync_server.settling import Budget, Job, Line, Settling
from tests.support.postgres import KINDS, Databases
from tests.support.rules import rule
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, SimDesk, World

DESKS = 8


@pytest.fixture(params=["sqlite", *KINDS])
def world(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> Iterator[World]:
    if request.param == "sqlite":
        with World.open(desks=DESKS, kind="sqlite", folder=tmp_path) as made:
            yield made
        return
    with postgres_of(request.param).fresh() as url, World.open(desks=DESKS, url=url) as made:
        yield made


def sent_by(desk: SimDesk) -> tuple[Envelope, ...]:
    return desk.engine.request().commands


def everybody_books(world: World) -> None:
    """Each desk books a client of its own for four classes."""
    for desk, client in zip(world.desks, world.clients, strict=False):
        for occurrence in world.occurrences[:4]:
            desk.do(Book(client, occurrence, pay_at_desk=True))


def together(world: World, settling: Settling) -> list[Future[Upload]]:
    """All desks push while the organisation is locked, so that they meet in one line."""
    threads = ThreadPoolExecutor(DESKS)
    with world.database.write(ORGANISATION) as store:
        store.head()
        pushes = [
            threads.submit(settling.upload, ORGANISATION, sent_by(desk)) for desk in world.desks
        ]
        wait_until(lambda: settling.waiting() == DESKS)
    threads.shutdown(wait=True)
    return pushes


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(20_000):
        if holds():
            return
        threading.Event().wait(0.001)
    raise AssertionError("it never came true")


def commits(world: World) -> list[object]:
    """Grows with each transaction that is begun."""
    begun: list[object] = []
    engine = world.database.engine  # type: ignore[attr-defined]
    event.listen(engine, "checkout", lambda *arguments: begun.append(arguments[0]))
    return begun


@rule("SET-12")
def test_eight_desks_that_wait_are_settled_in_one_transaction(world: World) -> None:
    everybody_books(world)
    poked: list[str] = []
    settling = Settling(world.database, world.clock, poked.append)
    begun = commits(world)
    uploads = [push.result() for push in together(world, settling)]
    assert len(begun) == 2, "the one that locked, and the round of all"
    assert poked == [ORGANISATION]
    versions = []
    for desk, upload in zip(world.desks, uploads, strict=True):
        assert [one.command_id for one in upload.settled] == [e.command_id for e in sent_by(desk)]
        assert (upload.expected_seq, upload.refused) == (5, "")
        versions += [one.version for one in upload.settled]
    assert len(set(versions)) == 4 * DESKS
    assert uploads == [push.result() for push in together(world, settling)], "once, however often"
    world.heal()
    assert violations(world) == []


@pytest.mark.expects_log("runs one by one", "is kept aside")
def test_a_poison_command_takes_no_other_desk_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_books(world)
    poison = world.clients[3]
    book, table = handlers[Book], handlers

    def failing(tx: Any, act: Any, command: Book) -> Any:
        if command.client_id == poison:
            raise KeyError("planted")
        return book(tx, act, command)

    monkeypatch.setitem(table, Book, failing)  # type: ignore[misc]
    uploads = [push.result() for push in together(world, Settling(world.database, world.clock))]
    for number, upload in enumerate(uploads):
        quarantined = ["quarantined" in one.outcome for one in upload.settled]
        assert quarantined == [number == 3] * 4
    world.heal()
    with world.database.read(ORGANISATION) as store:
        assert store.rows.get(Booking, booking_id(world.occurrences[0], poison)) is None
    assert violations(world) == []


def test_where_the_database_is_out_of_order_all_are_told_and_nothing_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_books(world)
    settling = Settling(world.database, world.clock)

    def failing(*_arguments: Any) -> None:
        raise Fault("server_failed", why="planted")

    with monkeypatch.context() as patch:
        patch.setattr("sync_server.store.sql.SqlServerStore.write_head", failing)
        for push in together(world, settling):
            assert isinstance(push.exception(), Fault)
    with world.database.read(ORGANISATION) as store:
        assert [store.origin(desk.name, 1).seq for desk in world.desks] == [0] * DESKS
    uploads = [push.result() for push in together(world, settling)]
    assert [len(upload.settled) for upload in uploads] == [4] * DESKS
    assert settling.waiting() == 0


def test_nobody_waits_for_ever_when_the_thread_that_leads_is_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_books(world)
    settling = Settling(world.database, world.clock)

    def cut(*_arguments: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("sync_server.store.sql.SqlServerStore.write_head", cut)
        ends = [type(push.exception()) for push in together(world, settling)]
    assert set(ends) <= {SystemExit, Fault}
    uploads = [push.result() for push in together(world, settling)]
    assert [len(upload.settled) for upload in uploads] == [4] * DESKS


def test_an_order_of_the_server_goes_ahead_of_the_desks(world: World) -> None:
    everybody_books(world)
    settling = Settling(world.database, world.clock)
    act = Act(CommandId("order"), StaffId(""), world.clock.now(), system=True)
    order = CreateClient(NewClient("Web Client"))
    with ThreadPoolExecutor(DESKS + 1) as threads:
        with world.database.write(ORGANISATION) as store:
            before = store.head().version
            for desk in world.desks:
                threads.submit(settling.upload, ORGANISATION, sent_by(desk))
            wait_until(lambda: settling.waiting() == DESKS)
            ordered = threads.submit(settling.command, ORGANISATION, act, order)
            wait_until(lambda: settling.waiting() == DESKS + 1)
        assert isinstance(ordered.result(), Outcome)
    with world.database.read(ORGANISATION) as store:
        assert store.head().version == before + 1 + 4 * DESKS
    assert logged_at(world, "order") == before + 1
    assert settling.command(ORGANISATION, act, order) is None, "it ran before"


def logged_at(world: World, command_id: str) -> int:
    with world.database.read(ORGANISATION) as store:
        line = store.rows.get(CommandLog, command_id)
    assert line is not None
    return line.version


def test_a_desk_whose_time_is_over_is_told_where_to_go_on_and_drains_in_a_row(
    world: World,
) -> None:
    desk = world.desks[0]
    for client in world.clients:
        desk.run(Book(client, world.occurrences[0], pay_at_desk=True))
    pending = len(sent_by(desk))
    settling = Settling(world.database, world.clock, longest_s=0.0)
    upload = settling.upload(ORGANISATION, sent_by(desk))
    assert (len(upload.settled), upload.expected_seq, upload.refused) == (1, 2, "")
    world.service._settling = settling
    assert desk.exchange()
    assert pending == 4
    assert desk.store.waiting() == 0
    world.heal()
    assert violations(world) == []


class Waiting(Job):
    def __init__(self, name: str, commands: int) -> None:
        super().__init__()
        self.name, self.count = name, commands


def test_a_scan_goes_before_a_drain_that_came_earlier_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Line()
    line.join(Waiting("drain", 100), 10.0 + module.DRAIN_WAITS_S)
    line.join(Waiting("scan", 1), 10.1)
    line.join(Waiting("order", 1), 0.0)
    line.join(Waiting("late scan", 1), 10.3)
    taken = []
    while (job := line.take(Budget(1.0))) is not None:
        taken.append(job)
    assert [job.name for job in taken if isinstance(job, Waiting)] == [
        "order",
        "scan",
        "drain",
        "late scan",
    ]


def test_a_round_takes_no_more_than_its_hundred_commands() -> None:
    budget = Budget(60.0)
    envelopes: list[Any] = [object()] * (MOST_COMMANDS - 1)
    assert budget.has_room_for(1000), "the first of a round begins in any case"
    assert len(list(budget.take(envelopes))) == MOST_COMMANDS - 1
    assert budget.has_room_for(1)
    assert not budget.has_room_for(2)
    assert len(list(budget.take(envelopes))) == 1
    assert budget.spent
    assert not budget.has_room_for(1)
