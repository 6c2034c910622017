"""What was kept aside is shown with what depends on it, and run again by a mended program."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from core.changes import Outcome
from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.domain.bookings import Booking
from core.domain.ids import booking_id
from core.domain.people import Client
from core.domain.records import ATTENTION_AT_LOCATION, CommandLog
from core.domain.refusals import Fault, Refusal
from core.handlers.registry import handlers
from core.wire.envelope import seal
from sync_server.aside import drop, kept_aside, run_again, take_in
from sync_server.database import SqlDatabase
from sync_server.store.port import Held
from tests.support.postgres import KINDS, Databases
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, World


@pytest.fixture(params=["sqlite", *KINDS])
def world(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> Iterator[World]:
    if request.param == "sqlite":
        with World.open(kind="sqlite", folder=tmp_path) as made:
            yield made
        return
    with postgres_of(request.param).fresh() as url, World.open(url=url) as made:
        yield made


def database(world: World) -> SqlDatabase:
    assert isinstance(world.database, SqlDatabase)
    return world.database


@pytest.mark.expects_log("runs one by one", "kept aside")
def test_a_command_on_which_the_program_failed_is_run_again_with_what_depended_on_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = world.desks
    new = here.do(CreateClient(NewClient("Walter"))).facts["client_id"]
    here.do(Book(new, world.occurrences[0], pay_at_desk=True))
    known: dict[Any, Any] = handlers
    works = known[CreateClient]

    def fails(*_: Any) -> Any:
        raise ZeroDivisionError("a bug")

    monkeypatch.setitem(known, CreateClient, fails)
    assert here.exchange()
    (one,) = kept_aside(database(world), ORGANISATION)
    assert (one.name, one.desk, one.failed) == ("create_client", "desk-a", True)
    assert "a bug" in one.why
    assert [(line.name, line.code) for line in one.depending] == [("book", "client_unknown")]
    with pytest.raises(ZeroDivisionError):
        run_again(database(world), ORGANISATION, one.command_id, world.clock.now())
    assert kept_aside(database(world), ORGANISATION), "it waits on"
    monkeypatch.setitem(known, CreateClient, works)
    result = run_again(database(world), ORGANISATION, one.command_id, world.clock.now())
    assert isinstance(result, Outcome)
    world.heal()
    for desk in (here, there):
        walter = desk.store.rows.get(Client, new)
        assert walter is not None
        booking = desk.store.rows.get(Booking, booking_id(world.occurrences[0], new))
        assert booking is not None
        assert booking.state == "booked"
    assert kept_aside(database(world), ORGANISATION) == []
    items = here.store.rows.find(ATTENTION_AT_LOCATION, world.location, "open")
    assert [item.kind for item in items if item.kind == "quarantined"] == []
    assert violations(world) == []
    with pytest.raises(Fault, match="not_aside"):
        run_again(database(world), ORGANISATION, one.command_id, world.clock.now())


def held(world: World) -> str:
    """A booking that its person did not sign, as it waits for the owner."""
    here, _ = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    envelope = here.store.pending()[0].envelope
    here.store.replace_journal([])
    with database(world).write(ORGANISATION) as store:
        store.add_held(Held(envelope.command_id, world.clock.now(), "not_signed", envelope))
    return envelope.command_id


def test_what_nobody_signed_can_be_taken_in(world: World) -> None:
    key = held(world)
    (one,) = kept_aside(database(world), ORGANISATION)
    assert (one.command_id, one.failed, one.why) == (key, False, "not_signed")
    result = take_in(database(world), ORGANISATION, key, world.clock.now())
    assert not isinstance(result, Refusal)
    with database(world).read(ORGANISATION) as store:
        assert store.rows.get(CommandLog, key) is not None
    assert kept_aside(database(world), ORGANISATION) == []
    with pytest.raises(Fault, match="not_aside"):
        take_in(database(world), ORGANISATION, key, world.clock.now())


def test_or_dropped(world: World) -> None:
    key = held(world)
    drop(database(world), ORGANISATION, key)
    assert kept_aside(database(world), ORGANISATION) == []
    with pytest.raises(Fault, match="not_aside"):
        drop(database(world), ORGANISATION, key)


def test_what_its_desk_did_not_seal_is_not_taken_in(world: World) -> None:
    here, there = world.desks
    here.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    odd = seal(replace(here.store.pending()[0].envelope), there.key)
    with database(world).write(ORGANISATION) as store:
        store.add_held(Held(odd.command_id, world.clock.now(), "not_signed", odd))
    with pytest.raises(Fault, match="signature_wrong"):
        take_in(database(world), ORGANISATION, odd.command_id, world.clock.now())
