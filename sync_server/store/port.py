"""What settlement needs of the server's store, inside one transaction of one organisation."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from core.changes import Change
from core.domain.rows import R
from core.ports import Reader
from core.wire.envelope import FIRST_HASH, Envelope
from core.wire.protocol import PageMark, Settled


class Rows(Reader, Protocol):
    """A reader that can also be written to."""

    def apply(self, changes: Iterable[Change]) -> None: ...

    def several(self, row_type: type[R], ids: Sequence[str]) -> dict[str, R]:
        """Those of these rows that there are, by id."""
        ...

    def page(self, row_type: type[R], after: str, most: int) -> list[R]:
        """Rows of a table by id, after one."""
        ...


class Head(msgspec.Struct, frozen=True):
    """Where an organisation's history stands."""

    version: int
    history_id: str
    secret: str = ""


class OriginMark(msgspec.Struct, frozen=True):
    """The last command of a desk's epoch that was settled, and on which version it stood then."""

    seq: int = 0
    hash: str = FIRST_HASH
    base: int = 0


class Held(msgspec.Struct, frozen=True):
    """A command that may not enter the history before the owner says so, and why."""

    command_id: str
    at: int
    why: str
    envelope: Envelope


class Message(msgspec.Struct, frozen=True):
    """One message to one address, as it lies in the outbox. `body` is JSON."""

    id: str
    command_id: str
    event: str
    channel: str
    address: str
    body: str
    due_at: int
    expires_at: int | None = None


class SettlingStore(Protocol):
    """Rows of one organisation and what settling moves with them."""

    @property
    def rows(self) -> Rows: ...

    def head(self) -> Head:
        """The head; in a write transaction it also takes the organisation's lock."""
        ...

    def write_head(self, version: int) -> None: ...

    def mark_changed(self, changes: Iterable[Change], version: int) -> None: ...

    def changed_at(self, table: str, id: str) -> int:
        """The version that last changed a row; 0 for none."""
        ...

    def read_digest(self) -> dict[str, int]: ...

    def write_digest(self, sums: dict[str, int]) -> None: ...

    def add_failure(self, command_id: str, at: int, trace: str) -> None:
        """Keep where the program failed on a command, for an operator."""
        ...

    def add_message(self, message: Message) -> None: ...

    def withdraw_messages(self, command_id: str) -> None:
        """Take back the unsent messages to people that a command caused (M-09)."""
        ...

    def forget_messages(self, client_id: str) -> None:
        """Take back what is unsent to an erased person, empty what was sent (ORG-7)."""
        ...


class ServerStore(SettlingStore, Protocol):
    """What the server knows of the desks beside it: how far each is, what waits, what changed."""

    def origin(self, desk_id: str, epoch: int) -> OriginMark: ...

    def write_origin(self, desk_id: str, epoch: int, mark: OriginMark, seen_at: int) -> None: ...

    def heard(self) -> dict[str, int]:
        """Desk to the moment (UTC milliseconds) up to which it has told everything."""
        ...

    def write_heard(self, desk_id: str, at: int) -> None:
        """Keep such a moment unless a later one is kept; needs no lock of the organisation."""
        ...

    def last_epoch(self, desk_id: str) -> int:
        """The newest epoch in which a desk has sent anything; 0 before its first."""
        ...

    def settled(self, desk_id: str, epoch: int, seq: int) -> Settled | None: ...

    def add_settled(self, desk_id: str, epoch: int, one: Settled) -> None: ...

    def changed_after(self, mark: PageMark, most: int) -> list[PageMark]:
        """Which rows changed after the mark, in order of version, table and id."""
        ...

    def count_changed(self) -> int:
        """How many rows a desk that has none would be sent."""
        ...

    def begin_history(self, history_id: str, known: int | None = None) -> None:
        """Go on under another id, because this is a copy that was restored.

        `known` is up to which version the history that is left is here for sure, None for all.
        """
        ...

    def known_of(self, history_id: str) -> int:
        """Up to which version the lines of a history are here: all of the present one, none of
        one that this copy never heard of."""
        ...

    def add_held(self, held: Held) -> None:
        """Keep a command for the owner."""
        ...

    def held(self) -> list[Held]:
        """What waits for the owner, the oldest first."""
        ...

    def end_held(self, command_id: str) -> None: ...


class Database(Protocol):
    """Opens transactions on the store of an organisation."""

    def write(self, organisation_id: str) -> AbstractContextManager[ServerStore]: ...

    def read(self, organisation_id: str) -> AbstractContextManager[ServerStore]:
        """One snapshot for all reads inside."""
        ...
