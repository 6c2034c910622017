"""The server's store of one organisation in dictionaries, for simulations."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy

from sortedcontainers import SortedList

from core.changes import Change
from core.wire.protocol import PageMark, Settled
from sync_server.store.port import Head, Held, Message, OriginMark
from tests.sync.memory_desk import UndoableRows


class MemoryServerStore:
    """Implements ServerStore."""

    def __init__(self, history_id: str) -> None:
        self.rows = UndoableRows()
        self.messages: dict[str, Message] = {}
        self.failures: dict[str, str] = {}
        self._head = Head(0, history_id)
        self._origins: dict[tuple[str, int], OriginMark] = {}
        self._heard: dict[str, int] = {}
        self._settled: dict[tuple[str, int, int], Settled] = {}
        self._changed: dict[tuple[str, str], int] = {}
        self._order: SortedList = SortedList()
        self._digest: dict[str, int] = {}
        self._held: dict[str, Held] = {}

    def head(self) -> Head:
        return self._head

    def write_head(self, version: int) -> None:
        self._head = Head(version, self._head.history_id)

    def origin(self, desk_id: str, epoch: int) -> OriginMark:
        return self._origins.get((desk_id, epoch), OriginMark())

    def write_origin(self, desk_id: str, epoch: int, mark: OriginMark, seen_at: int) -> None:
        self._origins[desk_id, epoch] = mark

    def last_epoch(self, desk_id: str) -> int:
        return max((epoch for desk, epoch in self._origins if desk == desk_id), default=0)

    def heard(self) -> dict[str, int]:
        return dict(self._heard)

    def write_heard(self, desk_id: str, at: int) -> None:
        self._heard[desk_id] = max(at, self._heard.get(desk_id, at))

    def settled(self, desk_id: str, epoch: int, seq: int) -> Settled | None:
        return self._settled.get((desk_id, epoch, seq))

    def add_settled(self, desk_id: str, epoch: int, one: Settled) -> None:
        self._settled[desk_id, epoch, one.seq] = one

    def mark_changed(self, changes: Iterable[Change], version: int) -> None:
        for change in changes:
            table, id = change.row_type.table, change.id
            if (table, id) in self._changed:
                self._order.remove((self._changed[table, id], table, id))
            self._changed[table, id] = version
            self._order.add((version, table, id))

    def changed_after(self, mark: PageMark, most: int) -> list[PageMark]:
        at = self._order.bisect_right((mark.version, mark.table, mark.id))
        return [PageMark(*one) for one in self._order[at : at + most]]

    def changed_at(self, table: str, id: str) -> int:
        return self._changed.get((table, id), 0)

    def read_digest(self) -> dict[str, int]:
        return dict(self._digest)

    def write_digest(self, sums: dict[str, int]) -> None:
        self._digest = dict(sums)

    def add_failure(self, command_id: str, at: int, trace: str) -> None:
        self.failures[command_id] = trace

    def add_held(self, held: Held) -> None:
        self._held.setdefault(held.command_id, held)

    def held(self) -> list[Held]:
        return sorted(self._held.values(), key=lambda held: (held.at, held.command_id))

    def end_held(self, command_id: str) -> None:
        self._held.pop(command_id, None)

    def add_message(self, message: Message) -> None:
        assert message.id not in self.messages, "one message twice"
        self.messages[message.id] = message

    def withdraw_messages(self, command_id: str) -> None:
        for message in list(self.messages.values()):
            if message.command_id == command_id and message.channel != "webhook":
                del self.messages[message.id]

    def forget_messages(self, client_id: str) -> None:
        for message in list(self.messages.values()):
            if f'"{client_id}"' in message.body:
                del self.messages[message.id]

    def snapshot(self) -> dict[str, object]:
        """What a rollback brings back, beside the rows."""
        kept = ("messages", "failures", "_digest", "_held")
        names = (*kept, "_head", "_origins", "_heard", "_settled", "_changed", "_order")
        return {name: copy(getattr(self, name)) for name in names}


class MemoryDatabase:
    """Implements Database for one organisation."""

    def __init__(self, organisation_id: str) -> None:
        self.organisation_id = organisation_id
        self.store = MemoryServerStore(f"history of {organisation_id}")

    @contextmanager
    def write(self, organisation_id: str) -> Iterator[MemoryServerStore]:
        assert organisation_id == self.organisation_id
        kept = self.store.snapshot()
        self.store.rows.undo.clear()
        try:
            yield self.store
        except BaseException:
            self.store.rows.roll_back()
            vars(self.store).update(kept)
            raise

    @contextmanager
    def read(self, organisation_id: str) -> Iterator[MemoryServerStore]:
        assert organisation_id == self.organisation_id
        yield self.store
