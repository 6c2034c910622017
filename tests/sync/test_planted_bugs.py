"""Ten bugs, each put into the program: the simulated days must find each within two hundred."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from core.changes import Act, Change, ChangeSet
from core.domain.ids import CommandId
from core.domain.rows import Row
from core.handlers.passes import entries
from core.wire.codec import encode_result
from core.wire.envelope import Envelope
from core.wire.protocol import ExchangeRequest, Settled
from desktop.replica import Replica
from desktop.sync.engine import Engine
from sync_server import settlement
from sync_server.changes import page_for
from sync_server.intake import Intake, Upload
from sync_server.store.port import OriginMark, ServerStore
from tests.sync import simulate
from tests.sync.memory_server import MemoryServerStore
from tests.sync.simulate import Plan

DAYS = 200
Plant = Callable[[pytest.MonkeyPatch], None]


def capacity_is_not_checked(plant: pytest.MonkeyPatch) -> None:
    plant.setattr("core.handlers.booking.seating._room", lambda *_a, **_k: None)


def a_full_class_is_not_flagged(plant: pytest.MonkeyPatch) -> None:
    plant.setattr("core.handlers.booking.seating.mark_fill", lambda *_a, **_k: None)


def a_hold_is_written_twice(plant: pytest.MonkeyPatch) -> None:
    write = entries.write

    def twice(tx: Any, act: Act, booking: Any, move: Any) -> None:
        write(tx, act, booking, move)
        if move.kind == "hold":
            other = CommandId(f"{act.command_id} again")
            write(tx, replace(act, command_id=other), booking, move)

    plant.setattr("core.handlers.passes.ledger.write", twice)


def credits_are_not_counted(plant: pytest.MonkeyPatch) -> None:
    plant.setattr("core.handlers.passes.ledger.balance", lambda _: 9)


def a_sequence_is_not_stored(plant: pytest.MonkeyPatch) -> None:
    def forget(_self: MemoryServerStore, *_: object) -> None:
        """As if the server had not noted what it settled."""

    plant.setattr(MemoryServerStore, "write_origin", forget)


def a_repeated_batch_is_settled_again(plant: pytest.MonkeyPatch) -> None:
    batch = Intake.batch

    def again(self: Any, desk_id: str, epoch: int, sent: Sequence[Envelope]) -> Upload:
        store: ServerStore = self._store
        if sent and store.settled(desk_id, epoch, sent[0].seq):
            mark = OriginMark(sent[0].seq - 1, sent[0].previous)
            store.write_origin(desk_id, epoch, mark, 0)
        return batch(self, desk_id, epoch, sent)

    def without_a_look(self: Any, envelope: Envelope, base: int) -> Settled:
        result, version = self._settlement.envelope(envelope, base)
        return Settled(envelope.seq, envelope.command_id, version, encode_result(result))

    plant.setattr(Intake, "batch", again)
    plant.setattr(Intake, "_one", without_a_look)


def a_forked_desk_keeps_its_epoch(plant: pytest.MonkeyPatch) -> None:
    begin_epoch = Replica.begin_epoch
    plant.setattr(Replica, "begin_epoch", lambda self, _epoch: begin_epoch(self, 1))


def shadows_are_not_put_back(plant: pytest.MonkeyPatch) -> None:
    def forget(self: Replica) -> list[Change]:
        self.store.clear_shadows()
        return []

    plant.setattr(Replica, "_put_shadows_back", forget)


def a_journal_entry_goes_before_its_version_is_reached(plant: pytest.MonkeyPatch) -> None:
    heard = Replica.heard

    def hasty(self: Replica, *said: Any) -> None:
        heard(self, *said)
        with self.store.transaction():
            self.store.drop_settled(2**53)

    plant.setattr(Replica, "heard", hasty)


def the_cursor_moves_before_the_rows_are_applied(plant: pytest.MonkeyPatch) -> None:
    rebase = Replica.rebase

    def hasty(self: Replica, rows: Iterable[Row], head: int, *rest: Any, **more: Any) -> ChangeSet:
        if self.standing.cursor:
            with self.store.transaction():
                self.standing = self._standing(cursor=head)
        return rebase(self, rows, head, *rest, **more)

    plant.setattr(Replica, "rebase", hasty)


def the_mark_of_a_page_is_ignored(plant: pytest.MonkeyPatch) -> None:
    def from_the_start(store: ServerStore, request: ExchangeRequest, most: int) -> Any:
        return page_for(store, replace(request, mark=None), most)

    plant.setattr("sync_server.service.page_for", from_the_start)


def only_the_last_page_is_applied(plant: pytest.MonkeyPatch) -> None:
    receive = Engine.receive

    def forgetful(self: Any, request: Any, reply: Any, *more: Any) -> Any:
        if reply.mark is None:
            self._staged.clear()
        return receive(self, request, reply, *more)

    plant.setattr(Engine, "receive", forgetful)


class Anything(dict[str, int]):
    """Equal to every digest."""

    def __ne__(self, other: object) -> bool:
        return False


def digests_are_not_compared_and_a_row_is_lost(plant: pytest.MonkeyPatch) -> None:
    rebase = Replica.rebase

    def careless(
        self: Replica, rows: Iterable[Row], head: int, sums: Any, *rest: Any, **more: Any
    ) -> ChangeSet:
        return rebase(self, list(rows)[:-1], head, Anything(sums or {}), *rest, **more)

    plant.setattr(Replica, "rebase", careless)


def nobody_is_told_what_was_settled_otherwise(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(settlement, "attention", lambda *_a, **_k: None)


def rows_and_journal_are_two_transactions(plant: pytest.MonkeyPatch) -> None:
    execute = Replica.execute

    def in_two(self: Replica, act: Act, command: Any) -> Any:
        kept: list[Any] = []
        with pytest.MonkeyPatch.context() as put_off:
            put_off.setattr(self.store, "add_journal", kept.append)
            done = execute(self, act, command)
        with self.store.transaction():
            for entry in kept:
                self.store.add_journal(entry)
        return done

    plant.setattr(Replica, "execute", in_two)


PLANTS: dict[Plant, str] = {
    capacity_is_not_checked: "nobody did it on purpose",
    a_full_class_is_not_flagged: "not flagged",
    a_hold_is_written_twice: "taken, not",
    credits_are_not_counted: "credits",
    a_sequence_is_not_stored: "",
    a_forked_desk_keeps_its_epoch: "does not end",
    a_repeated_batch_is_settled_again: "is kept aside",
    shadows_are_not_put_back: "this copy differs",
    a_journal_entry_goes_before_its_version_is_reached: "vanished",
    the_cursor_moves_before_the_rows_are_applied: "differs",
    the_mark_of_a_page_is_ignored: "server_nonsense",
    only_the_last_page_is_applied: "this copy differs",
    digests_are_not_compared_and_a_row_is_lost: "rows differ",
    nobody_is_told_what_was_settled_otherwise: "untold",
    rows_and_journal_are_two_transactions: "another chain",
}
"""A bug, and some of the words in which it shows."""


@pytest.mark.parametrize(("bug", "words"), PLANTS.items(), ids=[p.__name__ for p in PLANTS])
def test_a_planted_bug_is_found(bug: Plant, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bug(monkeypatch)
    summary = simulate.simulate(Plan(DAYS, seed=300), shorten=False)
    assert summary.seed is not None, "the simulation did not see it"
    found = "\n".join(one.what for one in summary.violations)
    assert words in found
