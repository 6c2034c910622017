"""The contract of ServerStore and Database: memory, encrypted SQLite and real PostgreSQL alike."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core.changes import Change
from core.domain.bookings import Booking
from core.domain.ids import ClientId, CommandId
from core.domain.people import Client
from core.store.bookkeeping import outbox
from core.wire.protocol import PageMark, Settled
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.store.port import Database, Head, Message, OriginMark
from sync_server.store.sql import create_head
from tests.support.postgres import KINDS, Databases
from tests.support.rules import rule
from tests.sync.memory_server import MemoryDatabase

ORG = "org-a"
ANNA = Client(ClientId("anna"), "Anna", "anna")
NEWEST = "\U0010ffff"


@pytest.fixture(params=["memory", "sqlite", *KINDS])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_of: Callable[[str], Databases]
) -> Iterator[Database]:
    if request.param == "memory":
        yield MemoryDatabase(ORG)
    elif request.param == "sqlite":
        yield from opened(open_sqlite(tmp_path / "server.db", b"k" * 32))
    else:
        with postgres_of(request.param).fresh() as url:
            yield from opened(open_postgresql(url))


def opened(database: SqlDatabase) -> Iterator[SqlDatabase]:
    with database.engine.begin() as connection:
        connection.execute(create_head(ORG, f"history of {ORG}"))
    yield database
    database.engine.dispose()


def changed(*ids: str) -> list[Change]:
    return [Change(Client, id, None, ANNA) for id in ids]


def test_the_head_moves_and_keeps_its_history(database: Database) -> None:
    with database.write(ORG) as store:
        assert (store.head().version, store.head().history_id) == (0, f"history of {ORG}")
        secret = store.head().secret
        assert len(secret) == 64
        store.write_head(5)
    with database.read(ORG) as store:
        assert store.head() == Head(5, f"history of {ORG}", secret)


def test_each_epoch_of_a_desk_has_its_own_mark(database: Database) -> None:
    with database.write(ORG) as store:
        assert store.origin("desk", 1) == OriginMark()
        store.write_origin("desk", 1, OriginMark(3, "a" * 64), 7)
        store.write_origin("desk", 2, OriginMark(1, "b" * 64), 8)
        store.write_origin("desk", 1, OriginMark(4, "c" * 64), 9)
    with database.read(ORG) as store:
        assert store.origin("desk", 1) == OriginMark(4, "c" * 64)
        assert store.origin("desk", 2) == OriginMark(1, "b" * 64)
        assert store.origin("other", 1) == OriginMark()


def test_of_what_was_heard_of_a_desk_the_latest_is_kept(database: Database) -> None:
    for desk, at in (("desk", 5), ("desk", 9), ("desk", 7), ("other", 1)):
        with database.write(ORG) as store:
            store.write_heard(desk, at)
    with database.read(ORG) as store:
        assert store.heard() == {"desk": 9, "other": 1}


def test_an_outcome_is_given_again_as_it_was(database: Database) -> None:
    one = Settled(1, CommandId("c"), 9, '{"code":"booked","facts":{"name":"é 🧘"}}')
    with database.write(ORG) as store:
        store.add_settled("desk", 1, one)
    with database.read(ORG) as store:
        assert store.settled("desk", 1, 1) == one
        assert store.settled("desk", 1, 2) is None
        assert store.settled("desk", 2, 1) is None


def test_a_change_index_names_each_row_once_at_its_latest_version(database: Database) -> None:
    with database.write(ORG) as store:
        store.mark_changed(changed("b", "a", "Z", "é"), 1)
        store.mark_changed([Change(Booking, "x", None, None)], 2)
        store.mark_changed(changed("b"), 3)
    with database.read(ORG) as store:
        marks = store.changed_after(PageMark(0, NEWEST, ""), 100)
        assert [(m.version, m.table, m.id) for m in marks] == [
            (1, "client", "Z"),
            (1, "client", "a"),
            (1, "client", "é"),
            (2, "booking", "x"),
            (3, "client", "b"),
        ]
        assert store.changed_after(marks[1], 2) == marks[2:4]
        assert store.changed_after(PageMark(3, NEWEST, ""), 100) == []


@rule("U-39")
def test_each_row_of_the_change_index_counts_once(database: Database) -> None:
    with database.write(ORG) as store:
        assert store.count_changed() == 0
        store.mark_changed(changed("b", "a"), 1)
        store.mark_changed(changed("b", "c"), 2)
        assert store.count_changed() == 3
    with database.read(ORG) as store:
        assert store.count_changed() == 3


def test_a_digest_is_kept_without_its_zeros(database: Database) -> None:
    with database.write(ORG) as store:
        store.write_digest({"client": 2**62 - 1, "booking": 4})
    with database.read(ORG) as store:
        assert store.read_digest() == {"client": 2**62 - 1, "booking": 4}


def test_unsent_messages_of_a_command_can_be_taken_back(database: Database) -> None:
    with database.write(ORG) as store:
        for number, command in enumerate(["first", "first", "second"]):
            store.add_message(Message(f"m{number}", command, "booked", "email", "a@b", "{}", 5))
        store.withdraw_messages("first")
        store.withdraw_messages("no such")
    assert resting(database) == ["m2"]


@rule("ORG-7")
def test_nothing_is_kept_that_was_written_to_an_erased_person(database: Database) -> None:
    with database.write(ORG) as store:
        for number, person in enumerate(["anna", "annabel"]):
            body = f'{{"client_id":"{person}","client_name":"A"}}'
            store.add_message(Message(f"m{number}", "c", "booked", "email", "a@b", body, 5))
        store.forget_messages("anna")
    assert resting(database) == ["m1"]


def resting(database: Database) -> list[str]:
    if isinstance(database, MemoryDatabase):
        return sorted(database.store.messages)
    assert isinstance(database, SqlDatabase)
    with database.begin(ORG) as connection:
        found = connection.execute(select(outbox.c.id).where(outbox.c.state == "resting"))
        return sorted(id for (id,) in found)


def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(KeyError):
        write_and_fail(database)
    with database.read(ORG) as store:
        assert store.rows.get(Client, "anna") is None
        assert store.changed_after(PageMark(0, "", ""), 9) == []
        assert (store.head().version, store.read_digest()) == (0, {})
        assert store.origin("desk", 1) == OriginMark()
        assert store.settled("desk", 1, 1) is None
    assert resting(database) == []


def write_and_fail(database: Database) -> None:
    with database.write(ORG) as store:
        store.rows.apply(changed("anna"))
        store.mark_changed(changed("anna"), 1)
        store.write_head(9)
        store.write_digest({"client": 1})
        store.write_origin("desk", 1, OriginMark(3, "a" * 64), 7)
        store.add_settled("desk", 1, Settled(1, CommandId("c"), 9, "{}"))
        store.add_message(Message("m", "c", "booked", "email", "a@b", "{}", 5))
        raise KeyError
