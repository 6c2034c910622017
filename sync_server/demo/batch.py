"""A server's store in memory, for commands by the ten thousand: written out at the end, at once."""

from collections import defaultdict
from collections.abc import Iterable

from core.changes import Change
from core.domain.rows import Row, type_of_table
from core.store.memory_reader import MemoryReader
from sync_server.store.port import Head, Message, SettlingStore


class BatchStore:
    """Implements SettlingStore for an organisation that is being made; no desk knows it yet."""

    def __init__(self) -> None:
        self.rows = MemoryReader()
        self._head = Head(0, "")
        self._digest: dict[str, int] = {}
        self._changed: dict[tuple[type[Row], str], int] = {}
        self._messages: dict[str, Message] = {}

    def head(self) -> Head:
        return self._head

    def write_head(self, version: int) -> None:
        self._head = Head(version, "")

    def mark_changed(self, changes: Iterable[Change], version: int) -> None:
        for change in changes:
            self._changed[change.row_type, change.id] = version

    def changed_at(self, table: str, id: str) -> int:
        return self._changed.get((type_of_table[table], id), 0)

    def read_digest(self) -> dict[str, int]:
        return dict(self._digest)

    def write_digest(self, sums: dict[str, int]) -> None:
        self._digest = sums

    def add_failure(self, command_id: str, at: int, trace: str) -> None:
        raise RuntimeError(f"no desk's command can fail here: {command_id} at {at}: {trace}")

    def add_message(self, message: Message) -> None:
        self._messages[message.id] = message

    def withdraw_messages(self, command_id: str) -> None:
        gone = [m.id for m in self._messages.values() if m.command_id == command_id]
        for id in gone:
            del self._messages[id]

    def forget_messages(self, client_id: str) -> None:
        gone = [m.id for m in self._messages.values() if f'"{client_id}"' in m.body]
        for id in gone:
            del self._messages[id]

    def write_out(self, into: SettlingStore, now: int) -> None:
        """Write all to a real store, in its transaction. Letters due before now left long ago."""
        by_version: dict[int, list[Change]] = defaultdict(list)
        for (row_type, id), version in self._changed.items():
            row = self.rows.get(row_type, id)
            by_version[version].append(Change(row_type, id, None, row))
        for version, changes in sorted(by_version.items()):
            into.rows.apply(changes)
            into.mark_changed(changes, version)
        for message in self._messages.values():
            if message.due_at > now:
                into.add_message(message)
        into.write_digest(self._digest)
        into.write_head(self._head.version)
