"""One exchange with the server, from the desk's side: what goes up, is staged, is applied.

The rows of all pages are staged until one reaches the head, and are then applied at once.
"""

from collections.abc import Callable

import msgspec

from core.changes import ChangeSet
from core.domain.refusals import Fault
from core.domain.rows import Row
from core.wire.codec import BadInput, decode_rows
from core.wire.protocol import (
    MOST_COMMANDS,
    PROTOCOL,
    ExchangeReply,
    ExchangeRequest,
    PageMark,
    SyncProtocol,
)
from desktop.replica import Replica


class Round(msgspec.Struct, frozen=True):
    """What one exchange did. `more` asks for another at once."""

    changes: ChangeSet = ChangeSet()
    settled: int = 0
    refused: str = ""
    more: bool = False
    server_time: int = 0


class Engine:
    """Drives a replica by a SyncProtocol. `locally` runs a step where the store may be written."""

    def __init__(self, replica: Replica, protocol: SyncProtocol) -> None:
        self._replica = replica
        self._protocol = protocol
        self._staged: dict[tuple[str, str], Row] = {}
        self._mark: PageMark | None = None

    def request(self) -> ExchangeRequest:
        """What to send now."""
        standing, identity = self._replica.standing, self._replica.identity
        return ExchangeRequest(
            PROTOCOL,
            identity.desk_id,
            standing.epoch,
            standing.cursor,
            standing.history_id,
            self._mark,
            self._replica.unsent(MOST_COMMANDS),
        )

    def call(self, request: ExchangeRequest) -> ExchangeReply:
        """The network part: no store is touched. Raises Fault."""
        return self._protocol.exchange(request)

    def receive(
        self,
        request: ExchangeRequest,
        reply: ExchangeReply,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> Round:
        """Note settlements, stage rows, and apply them when the last page is there.

        Raises Fault `server_nonsense`; nothing of such an answer is kept.
        """
        rows = _rows_of(reply)
        self._replica.heard(reply.history_id, {s.seq: s.version for s in reply.settled})
        self._staged.update({(row.table, row.id): row for row in rows})
        self._mark = reply.mark
        changes = ChangeSet()
        if reply.mark is None:
            changes = self._replica.rebase(
                self._staged.values(), reply.head, reply.digest, checkpoint
            )
            self._staged.clear()
        full = len(request.commands) == MOST_COMMANDS
        more = not reply.refused and (reply.mark is not None or full)
        return Round(changes, len(reply.settled), reply.refused, more, reply.server_time)

    def step(self) -> Round:
        """One whole exchange on the calling thread: for tests, tools and simulations."""
        request = self.request()
        return self.receive(request, self.call(request))


def _rows_of(reply: ExchangeReply) -> list[Row]:
    try:
        return [row for t in reply.tables for row in decode_rows(t.table, t.rows)]
    except BadInput as bad:
        raise Fault("server_nonsense", **bad.refusal.facts) from bad
