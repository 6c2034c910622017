"""The server's store of one organisation in dictionaries, for simulations."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sortedcontainers import SortedList

from core.changes import Change
from core.wire.protocol import PageMark, Settled
from sync_server.store.port import Head, Held, Message, OriginMark
from tests.sync.memory_desk import UndoableRows

SECRET = "5e" * 32
COPIED = (
    "messages",
    "failures",
    "_held",
    "_heard",
    "_origins",
    "_settled",
    "_changed",
    "_digest",
    "_earlier",
)


class MemoryServerStore:
    """Implements ServerStore. Each write notes how to take it back, for a roll-back."""

    def __init__(self, history_id: str) -> None:
        self.rows = UndoableRows()
        self.messages: dict[str, Message] = {}
        self.failures: dict[str, str] = {}
        self._head = Head(0, history_id, SECRET)
        self._origins: dict[tuple[str, int], OriginMark] = {}
        self._heard: dict[str, int] = {}
        self._settled: dict[tuple[str, int, int], Settled] = {}
        self._changed: dict[tuple[str, str], int] = {}
        self._order: SortedList = SortedList()
        self._digest: dict[str, int] = {}
        self._held: dict[str, Held] = {}
        self._earlier: dict[str, int] = {}
        self._undo: list[Callable[[], object]] = []

    def copy(self, history_id: str) -> "MemoryServerStore":
        """The same store under a history of its own: what a restored backup is."""
        made = MemoryServerStore(history_id)
        made.rows = self.rows.copy()
        made._head = Head(self._head.version, history_id, SECRET)
        made._order = SortedList(self._order)
        for name in COPIED:
            setattr(made, name, dict(getattr(self, name)))
        return made

    def head(self) -> Head:
        return self._head

    def write_head(self, version: int) -> None:
        self._set("_head", Head(version, self._head.history_id, SECRET))

    def origin(self, desk_id: str, epoch: int) -> OriginMark:
        return self._origins.get((desk_id, epoch), OriginMark())

    def write_origin(self, desk_id: str, epoch: int, mark: OriginMark, seen_at: int) -> None:
        self._put(self._origins, (desk_id, epoch), mark)

    def last_epoch(self, desk_id: str) -> int:
        return max((epoch for desk, epoch in self._origins if desk == desk_id), default=0)

    def heard(self) -> dict[str, int]:
        return dict(self._heard)

    def write_heard(self, desk_id: str, at: int) -> None:
        self._put(self._heard, desk_id, max(at, self._heard.get(desk_id, at)))

    def settled(self, desk_id: str, epoch: int, seq: int) -> Settled | None:
        return self._settled.get((desk_id, epoch, seq))

    def add_settled(self, desk_id: str, epoch: int, one: Settled) -> None:
        self._put(self._settled, (desk_id, epoch, one.seq), one)

    def mark_changed(self, changes: Iterable[Change], version: int) -> None:
        for change in changes:
            table, id = change.row_type.table, change.id
            if (table, id) in self._changed:
                self._drop_mark((self._changed[table, id], table, id))
            self._put(self._changed, (table, id), version)
            mark = (version, table, id)
            self._order.add(mark)
            self._undo.append(partial(self._order.remove, mark))

    def changed_after(self, mark: PageMark, most: int) -> list[PageMark]:
        at = self._order.bisect_right((mark.version, mark.table, mark.id))
        return [PageMark(*one) for one in self._order[at : at + most]]

    def count_changed(self) -> int:
        return len(self._changed)

    def changed_at(self, table: str, id: str) -> int:
        return self._changed.get((table, id), 0)

    def read_digest(self) -> dict[str, int]:
        return dict(self._digest)

    def write_digest(self, sums: dict[str, int]) -> None:
        self._set("_digest", dict(sums))

    def add_failure(self, command_id: str, at: int, trace: str) -> None:
        self._put(self.failures, command_id, trace)

    def begin_history(self, history_id: str, known: int | None = None) -> None:
        here = self._head.version if known is None else known
        self._put(self._earlier, self._head.history_id, here)
        self._set("_head", Head(self._head.version, history_id, SECRET))

    def known_of(self, history_id: str) -> int:
        if history_id in ("", self._head.history_id):
            return self._head.version
        return self._earlier.get(history_id, 0)

    def add_held(self, held: Held) -> None:
        if held.command_id not in self._held:
            self._put(self._held, held.command_id, held)

    def held(self) -> list[Held]:
        return sorted(self._held.values(), key=lambda held: (held.at, held.command_id))

    def end_held(self, command_id: str) -> None:
        if command_id in self._held:
            self._drop(self._held, command_id)

    def add_message(self, message: Message) -> None:
        assert message.id not in self.messages, "one message twice"
        self._put(self.messages, message.id, message)

    def withdraw_messages(self, command_id: str) -> None:
        for message in list(self.messages.values()):
            if message.command_id == command_id and message.channel != "webhook":
                self._drop(self.messages, message.id)

    def forget_messages(self, client_id: str) -> None:
        for message in list(self.messages.values()):
            if f'"{client_id}"' in message.body:
                self._drop(self.messages, message.id)

    def begin(self) -> None:
        """From here on a roll-back takes everything back."""
        self.rows.undo.clear()
        self._undo.clear()

    def roll_back(self) -> None:
        self.rows.roll_back()
        while self._undo:
            self._undo.pop()()

    def _set(self, name: str, value: object) -> None:
        before = getattr(self, name)
        self._undo.append(lambda: setattr(self, name, before))
        setattr(self, name, value)

    def _put(self, kept: dict[Any, Any], key: object, value: object) -> None:
        if key in kept:
            before = kept[key]
            self._undo.append(lambda: kept.__setitem__(key, before))
        else:
            self._undo.append(lambda: kept.pop(key))
        kept[key] = value

    def _drop(self, kept: dict[Any, Any], key: object) -> None:
        before = kept.pop(key)
        self._undo.append(lambda: kept.__setitem__(key, before))

    def _drop_mark(self, mark: tuple[int, str, str]) -> None:
        self._order.remove(mark)
        self._undo.append(lambda: self._order.add(mark))


class MemoryDatabase:
    """Implements Database for one organisation."""

    def __init__(self, organisation_id: str) -> None:
        self.organisation_id = organisation_id
        self.store = MemoryServerStore(f"history of {organisation_id}")

    @contextmanager
    def write(self, organisation_id: str) -> Iterator[MemoryServerStore]:
        assert organisation_id == self.organisation_id
        self.store.begin()
        try:
            yield self.store
        except BaseException:
            self.store.roll_back()
            raise

    @contextmanager
    def read(self, organisation_id: str) -> Iterator[MemoryServerStore]:
        assert organisation_id == self.organisation_id
        yield self.store
