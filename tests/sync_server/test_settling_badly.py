"""What a server makes of envelopes that it cannot settle: recorded, answered, nothing blocked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from core.commands.seats import Book, CancelBooking
from core.commands.system import Promote
from core.domain.bookings import Booking
from core.domain.ids import CommandId, DeskId, OrganisationId, booking_id
from core.domain.records import ATTENTION_AT_LOCATION, CommandLog
from core.domain.refusals import Fault, Refusal
from core.domain.words import settled
from core.handlers.registry import handlers
from core.store.bookkeeping import failure
from core.wire.envelope import seal
from desktop.wording import refusal_words
from tests.support.postgres import KINDS, Databases
from tests.support.rules import rule
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, SimDesk, World


@pytest.fixture(params=["memory", "sqlite", *KINDS])
def world(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> Iterator[World]:
    if request.param not in KINDS:
        with World.open(kind=request.param, folder=tmp_path) as made:
            yield made
        return
    with postgres_of(request.param).fresh() as url, World.open(url=url) as made:
        yield made


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "teleport"}, "command_unknown"),
        ({"version": 99}, "command_version"),
        ({"arguments": '{"client_id": 7}'}, "command_invalid"),
        ({"arguments": '{"client_id":"a\\u0000","occurrence_id":"b"}'}, "command_invalid"),
        ({"arguments": "no json"}, "command_invalid"),
    ],
)
def test_a_command_that_cannot_be_read_is_recorded_and_the_sequence_goes_on(
    world: World, changes: dict[str, Any], code: str
) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    odd = here.store.pending()[0].envelope
    here.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    request = here.engine.request()
    odd = seal(replace(odd, **changes), here.key)
    after = seal(replace(request.commands[1], previous=odd.hash), here.key)
    request = replace(request, commands=(odd, after))
    reply = world.service.exchange(request)
    assert (reply.refused, len(reply.settled)) == ("", 2)
    here.engine.receive(request, reply)
    world.heal()
    log = here.store.rows.get(CommandLog, odd.command_id)
    assert log is not None
    assert log.code == code
    (item,) = here.store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
    assert (item.kind, item.command_id) == ("refused", odd.command_id)
    assert settled(item.kind, refused=True).mend
    assert refusal_words(Refusal(code, {"name": odd.name, "version": 1}), "EUR", "UTC")[0]
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[0])) is None
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], world.clients[1]))
    assert violations(world) == []


def test_a_gap_in_the_sequence_stops_the_upload_and_names_what_is_expected(world: World) -> None:
    here, _ = world.desks
    for client in world.clients[:3]:
        here.do(Book(client, world.occurrences[0], pay_at_desk=True))
    request = here.engine.request()
    first, _, third = request.commands
    reply = world.service.exchange(replace(request, commands=(first, third)))
    assert (reply.refused, reply.expected_seq) == ("sequence_gap", 2)
    assert [one.seq for one in reply.settled] == [1]
    assert reply.head > 0, "what comes down does not wait for what goes up"
    world.heal()
    assert violations(world) == []


def test_another_command_under_a_known_sequence_shows_a_forked_desk(world: World) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    request = here.engine.request()
    world.service.exchange(request)
    (mine,) = request.commands
    other = seal(replace(mine, command_id=CommandId("0" * 32)), here.key)
    later = seal(replace(mine, seq=2, previous="f" * 64, command_id=CommandId("1" * 32)), here.key)
    for odd in (other, later):
        reply = world.service.exchange(replace(request, commands=(odd,)))
        assert (reply.refused, reply.settled, reply.expected_seq) == ("desk_forked", (), 2)
    world.heal()
    assert violations(world) == []


@rule("ORG-1")
@pytest.mark.parametrize(
    "changes", [{"organisation_id": OrganisationId("other")}, {"desk_id": DeskId("desk-b")}]
)
def test_an_envelope_of_another_organisation_or_desk_settles_nothing(
    world: World, changes: dict[str, Any]
) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    request = here.engine.request()
    odd = seal(replace(request.commands[0], **changes), here.key)
    reply = world.service.exchange(replace(request, commands=(odd,)))
    assert (reply.refused, reply.settled) == ("envelope_foreign", ())
    world.heal()
    assert violations(world) == []


def plant(monkeypatch: pytest.MonkeyPatch, client: str, *, in_sql: bool) -> None:
    """Let booking this client fail at the server by a bug: a Python one, or a wrong statement."""
    book = handlers[Book]

    def failing(tx: Any, act: Any, command: Book) -> Any:
        if command.client_id == client and act.shown:
            if in_sql:
                tx._reader._cursor.execute("SELECT nothing FROM nowhere")
            raise KeyError("planted")
        return book(tx, act, command)

    table: dict[Any, Any] = handlers
    monkeypatch.setitem(table, Book, failing)


@pytest.mark.expects_log("runs one by one", "is kept aside")
@pytest.mark.parametrize("in_sql", [False, True])
def test_a_command_on_which_the_program_fails_is_kept_aside_and_the_others_settle(
    world: World, monkeypatch: pytest.MonkeyPatch, in_sql: bool
) -> None:
    here, _ = world.desks
    first, odd, last = world.clients[:3]
    for client in (first, odd, last):
        here.do(Book(client, world.occurrences[0], pay_at_desk=True))
    bad = here.store.pending()[1].envelope
    on_sql = in_sql and not hasattr(world.database, "store")
    plant(monkeypatch, odd, in_sql=on_sql)
    world.heal()
    log = here.store.rows.get(CommandLog, bad.command_id)
    assert log is not None
    assert (log.code, log.client_id, log.arguments) == ("quarantined", odd, bad.arguments)
    assert "Traceback" not in log.outcome, "where it failed is for operators, not for desks"
    assert ("nowhere" if on_sql else "planted") in trace_of(world, bad.command_id)
    (item,) = here.store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
    assert (item.kind, item.client_id, item.weight) == ("quarantined", odd, "attention")
    booked = [c for c in (first, odd, last) if _booked(here, world.occurrences[0], c)]
    assert booked == [first, last]
    assert violations(world) == []
    monkeypatch.undo()
    here.do(CancelBooking(first, world.occurrences[0]))
    world.heal()
    assert violations(world) == [], "the sequence goes on"


def trace_of(world: World, command_id: str) -> str:
    """Where the program failed, as the server keeps it."""
    database: Any = world.database
    if hasattr(database, "store"):
        return str(database.store.failures[command_id])
    with database.begin(ORGANISATION) as connection:
        query = select(failure.c.trace).where(failure.c.command_id == command_id)
        return str(connection.execute(query).scalar_one())


@rule("NS-5", "WL-2")
@pytest.mark.expects_log("the reaction promote failed")
def test_a_failing_reaction_is_told_and_what_caused_it_stands(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = world.desks
    first, second = world.clients[:2]
    here.do(Book(first, world.occurrences[0], pay_at_desk=True))
    world.heal()
    here.do(CancelBooking(first, world.occurrences[0]))
    here.do(Book(second, world.occurrences[0], pay_at_desk=True))
    table: dict[Any, Any] = handlers

    def failing(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setitem(table, Promote, failing)
    world.heal()
    assert here.store.rows.get(Booking, booking_id(world.occurrences[0], second))
    kinds = [
        one.kind for one in here.store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
    ]
    assert kinds == ["NS-5"]
    assert here.replica.store.waiting() == 0
    assert violations(world) == []


def _booked(desk: SimDesk, occurrence: str, client: str) -> bool:
    return desk.store.rows.get(Booking, booking_id(occurrence, client)) is not None


@pytest.mark.parametrize("world", ["sqlite", *KINDS], indirect=True)
def test_trouble_that_passes_keeps_nothing_aside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    database: Any = world.database
    error = _passing(database.dialect)

    def failing(*_arguments: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("core.store.sql_reader.SqlReader.apply", failing)
        with pytest.raises(Fault, match="server_failed"):
            here.engine.call(here.engine.request())
    world.heal()
    assert violations(world) == []
    assert here.store.rows.find(ATTENTION_AT_LOCATION, world.location, "open") == []


def _passing(dialect: str) -> Exception:
    import psycopg
    import sqlcipher3

    lost: Exception = psycopg.OperationalError("the connection is lost")
    full: Exception = sqlcipher3.OperationalError("disk I/O error")
    return full if dialect == "sqlite" else lost
