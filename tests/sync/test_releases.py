"""Desks and servers of different releases: an old desk always pushes, a new one can wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from core.commands import registry
from core.commands.seats import Book
from core.domain.organisation import Desk, StaffKey
from core.domain.people import Client
from core.domain.records import CommandLog
from core.domain.refusals import Fault
from core.wire import shapes, upcast
from core.wire.codec import BadInput, decode_command, encode_command
from core.wire.digest import MODULUS, _number
from core.wire.envelope import seal
from core.wire.protocol import PROTOCOL, ExchangeReply, ExchangeRequest, SyncProtocol
from core.wire.shapes import SCHEMA, present, released
from tests.sync.oracle import violations
from tests.sync.world import ORGANISATION, SimDesk, World

FEWER = 3
"""So many columns of a client does the planted older release not know."""


@pytest.fixture
def world() -> Iterator[World]:
    with World.open(kind="memory", seed=4) as made:
        yield made


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[str, ...]]]:
    """A release that knew no settings, and less of clients."""
    known = {**present(), Client.table: present()[Client.table][:-FEWER]}
    del known["setting"]
    monkeypatch.setattr(shapes, "released", lambda: {1: known})
    shapes.narrower.cache_clear()
    yield known
    shapes.narrower.cache_clear()


class OlderServer:
    """A server as it was before: another protocol, fewer tables and columns, sums of those."""

    def __init__(self, server: SyncProtocol) -> None:
        self._server = server
        self.updated = False
        self.asked: list[ExchangeRequest] = []

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        self.asked.append(request)
        if self.updated:
            return self._server.exchange(request)
        if request.protocol != 1:
            raise Fault("protocol_too_old", theirs=request.protocol, ours=1)
        reply = self._server.exchange(replace(request, schema=1))
        return replace(reply, schema=1)


def test_shapes_that_were_released_are_kept_and_only_grow() -> None:
    known = released()
    assert max(known) < SCHEMA or known[SCHEMA] == present(), "rows changed: the next number"
    assert SCHEMA - max(known) <= 1
    for shape in known.values():
        for table, columns in shape.items():
            assert present()[table][: len(columns)] == columns, table


def test_an_older_desk_gets_what_it_knows_and_sums_of_that(
    world: World, older: dict[str, tuple[str, ...]]
) -> None:
    desk = world.desks[0]
    request = ExchangeRequest(1, desk.identity.desk_id, 1, 0)
    assert request.schema == 1, "who names no schema has the first"
    sums: dict[str, int] = {}
    reply = world.service.exchange(request)
    tables = [*reply.tables]
    while reply.mark is not None:
        reply = world.service.exchange(replace(request, mark=reply.mark))
        tables += reply.tables
    for table in tables:
        for row in msgspec.json.decode(table.rows):
            assert len(row) == len(older[table.table])
            number = _number(table.table, msgspec.json.encode(row))
            sums[table.table] = (sums.get(table.table, 0) + number) % MODULUS
    assert sums == reply.digest
    assert Client.table in sums


def test_an_older_desk_pushes(world: World, older: dict[str, tuple[str, ...]]) -> None:
    desk = world.desks[0]
    desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    request = replace(desk.engine.request(), protocol=1, schema=1)
    reply = world.service.exchange(request)
    assert [one.seq for one in reply.settled] == [1]


def test_a_newer_desk_works_with_an_older_server_and_loads_afresh_once_that_is_updated(
    world: World, older: dict[str, tuple[str, ...]]
) -> None:
    server = OlderServer(world.service)
    desk = SimDesk(world, "desk-a", world.desks[0].store, server)  # type: ignore[arg-type]
    desk.store.clear_rows()
    desk.replica.load_afresh()
    assert desk.exchange()
    anna = desk.store.rows.get(Client, world.clients[0])
    assert anna is not None
    assert anna.name == "Client 0"
    desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    assert desk.exchange()
    assert desk.store.waiting() == 0
    assert [request.protocol for request in server.asked[:2]] == [PROTOCOL, 1]
    cursor = desk.replica.standing.cursor
    server.updated = True
    world.desks[0] = desk
    assert desk.exchange()
    assert any(request.cursor == 0 for request in server.asked[-3:]), cursor
    world.heal()
    assert violations(world) == []


def test_a_signed_command_waits_here_until_the_server_can_read_signatures(world: World) -> None:
    server = OlderServer(world.service)
    desk = SimDesk(world, "desk-a", world.desks[0].store, server)  # type: ignore[arg-type]
    desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    (entry,) = desk.store.pending()
    person = Ed25519PrivateKey.generate()
    desk.store.replace_journal([seal(entry.envelope, desk.key, person)])
    assert desk.exchange()
    done = desk.engine.step()
    assert (done.refused, done.more) == ("server_too_old", False)
    assert not server.asked[-1].commands
    assert desk.store.waiting() == 1


def test_what_only_a_newer_desk_knows_stops_its_upload_and_is_not_refused(world: World) -> None:
    desk = world.desks[0]
    desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
    desk.do(Book(world.clients[1], world.occurrences[0], pay_at_desk=True))
    request = desk.engine.request()
    first, second = request.commands
    for changes in ({"name": "teleport"}, {"version": first.version + 1}):
        odd = seal(replace(first, **changes), desk.key)
        later = replace(request, commands=(odd, second), schema=SCHEMA + 1)
        reply = world.service.exchange(later)
        assert (reply.refused, reply.settled) == ("server_too_old", ())
        assert reply.head, "what comes down goes on"
        with world.database.read(ORGANISATION) as store:
            assert store.rows.get(CommandLog, first.command_id) is None
    world.heal()
    assert violations(world) == []


@contextmanager
def second_version(lift: upcast.Lift | None) -> Iterator[None]:
    """As if booking were in its second version, in which a seat is called otherwise."""
    spec = registry.specs["book"]
    kept = dict(upcast._lifts)
    registry.specs["book"] = replace(spec, version=2)
    try:
        if lift is not None:
            upcast.lifts("book", 1)(lift)
        yield
    finally:
        registry.specs["book"] = spec
        upcast._lifts.clear()
        upcast._lifts.update(kept)


def test_a_command_of_an_older_desk_is_lifted_and_then_checked_like_any_other() -> None:
    def renamed(arguments: dict[str, Any]) -> dict[str, Any]:
        places = arguments.pop("places", 1)
        return {**arguments, "seats": places}

    with second_version(renamed):
        old = '{"client_id":"anna","occurrence_id":"yoga","places":3}'
        assert decode_command("book", 1, old) == Book("anna", "yoga", seats=3)
        for wrong in ('{"client_id":7,"occurrence_id":"b"}', "[]", "no json"):
            with pytest.raises(BadInput, match="command_invalid"):
                decode_command("book", 1, wrong)
        with pytest.raises(BadInput, match="command_version"):
            decode_command("book", 3, old)


def test_a_version_without_a_lift_is_refused_in_words() -> None:
    with second_version(None), pytest.raises(BadInput, match="command_version"):
        decode_command("book", 1, encode_command(Book("anna", "yoga")))


def test_every_version_that_a_release_could_seal_can_be_read_today() -> None:
    missing = [
        (name, version)
        for name, spec in registry.specs.items()
        for version in range(1, spec.version)
        if (name, version) not in upcast._lifts
    ]
    assert missing == []


def test_a_desk_learns_tables_that_came_with_its_update(world: World) -> None:
    desk = world.desks[0]
    with world.database.read(ORGANISATION) as store:
        row = store.rows.get(Desk, desk.identity.desk_id)
    assert row is not None
    assert StaffKey.table not in released()[1]
    standing = desk.replica.standing
    assert standing.shapes == f"{SCHEMA}/{SCHEMA}"
    desk.replica.standing = replace(standing, shapes="1/1")
    assert desk.exchange()
    assert desk.replica.standing.shapes == f"{SCHEMA}/{SCHEMA}"
    assert violations(world) == []
