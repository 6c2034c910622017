"""The contract of DeskStore: the one in memory for simulations and the real one answer alike."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.changes import Change
from core.domain.ids import ClientId, CommandId, DeskId, LocationId, OrganisationId, StaffId
from core.domain.people import Client
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.wire.envelope import Envelope, seal
from desktop.store.port import DeskStore, JournalEntry
from desktop.store.sql import SqlDeskStore
from tests.sync.memory_desk import MemoryDeskStore

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
ANNA = Client(ClientId("anna"), "Anna", "anna")
BEN = Client(ClientId("ben"), "Ben 🧘", "ben")


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskStore]:
    if request.param == "memory":
        yield MemoryDeskStore()
        return
    raw = connect(tmp_path / "desk.db", b"k" * 32)
    create_sqlite(raw.cursor())
    yield SqlDeskStore(raw, "org")
    raw.close()


def entry(seq: int) -> JournalEntry:
    command_id, organisation = CommandId(f"command {seq}"), OrganisationId("org")
    desk, place, actor = DeskId("desk"), LocationId("here"), StaffId("ruth")
    text = '{"note":"é 🧘 \\"q\\""}'
    envelope = Envelope(
        command_id, organisation, desk, 1, seq, actor, place, "book", 1, text, "", "booked", 7, 3
    )
    return JournalEntry(seal(envelope, KEY))


def put(store: DeskStore, *rows: Client) -> None:
    with store.transaction():
        store.rows.apply([Change(Client, row.id, None, row) for row in rows])


def test_a_journal_keeps_order_and_what_was_sealed(store: DeskStore) -> None:
    with store.transaction():
        for seq in (2, 1, 3):
            store.add_journal(entry(seq))
    assert store.pending() == [entry(1), entry(2), entry(3)]
    assert store.unsent(2) == [entry(1).envelope, entry(2).envelope]
    assert store.waiting() == 3


def test_settled_commands_wait_no_longer_and_leave_when_their_version_is_reached(
    store: DeskStore,
) -> None:
    with store.transaction():
        for seq in (1, 2, 3):
            store.add_journal(entry(seq))
        store.mark_settled({1: 10, 2: 12, 99: 50})
    assert [one.seq for one in store.unsent(9)] == [3]
    with store.transaction():
        store.drop_settled(11)
    assert [(e.envelope.seq, e.settled_version) for e in store.pending()] == [(2, 12), (3, None)]
    with store.transaction():
        store.mark_settled({2: None})
        store.drop_settled(100)
    assert store.waiting() == 2


def test_a_shadow_keeps_the_first_image_only(store: DeskStore) -> None:
    later = Client(ClientId("anna"), "Anna B", "anna b")
    with store.transaction():
        store.add_shadows([Change(Client, "ben", BEN, ANNA), Change(Client, "anna", None, ANNA)])
        store.add_shadows([Change(Client, "anna", ANNA, later)])
    assert store.shadows() == [(Client, "anna", None), (Client, "ben", BEN)]
    with store.transaction():
        store.clear_shadows()
    assert store.shadows() == []


def test_clearing_rows_keeps_all_else(store: DeskStore) -> None:
    put(store, ANNA, BEN)
    with store.transaction():
        store.add_journal(entry(1))
        store.write_meta("who", "me")
        store.write_digest({"client": 5})
        store.add_shadows([Change(Client, "anna", None, ANNA)])
        store.clear_rows()
    assert (store.rows.get(Client, "anna"), store.read_digest()) == (None, {})
    assert (store.waiting(), store.read_meta("who"), len(store.shadows())) == (1, "me", 1)


def test_meta_and_digest_are_replaced_whole(store: DeskStore) -> None:
    with store.transaction():
        store.write_meta("k", "one")
        store.write_digest({"client": 2**62 - 1, "booking": 3})
    with store.transaction():
        store.write_meta("k", "two")
        store.write_digest({"booking": 4})
    assert (store.read_meta("k"), store.read_meta("other")) == ("two", None)
    assert store.read_digest() == {"booking": 4}


def test_what_raises_leaves_nothing_behind(store: DeskStore) -> None:
    put(store, ANNA)
    everything: list[Any] = [store.pending(), store.shadows(), store.read_digest()]
    with pytest.raises(KeyError):
        write_and_fail(store)
    assert [store.pending(), store.shadows(), store.read_digest()] == everything
    assert (store.rows.get(Client, "anna"), store.rows.get(Client, "ben")) == (ANNA, None)
    assert store.read_meta("k") is None


def write_and_fail(store: DeskStore) -> None:
    with store.transaction():
        store.rows.apply([Change(Client, "anna", ANNA, None), Change(Client, "ben", None, BEN)])
        store.add_journal(entry(1))
        store.add_shadows([Change(Client, "ben", None, BEN)])
        store.write_digest({"client": 9})
        store.write_meta("k", "v")
        store.clear_rows()
        raise KeyError
