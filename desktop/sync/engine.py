"""One exchange with the server, from the desk's side: what goes up, is staged, is applied.

The rows of all pages are staged until one reaches the head, and are then applied at once.
"""

import logging
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, takewhile

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from core.changes import ChangeSet
from core.domain.refusals import Fault
from core.domain.rows import Row
from core.wire.codec import MOST_LETTERS, BadInput, decode_rows
from core.wire.envelope import Envelope
from core.wire.protocol import (
    DESK_REVOKED,
    MOST_COMMANDS,
    OLDEST_PROTOCOL,
    PROTOCOL,
    ExchangeReply,
    ExchangeRequest,
    PageMark,
    SyncProtocol,
)
from core.wire.shapes import SCHEMA
from desktop.loading import Loading
from desktop.replica import Replica
from desktop.store.port import Staged

log = logging.getLogger(__name__)


NOT_UNDERSTOOD = ("protocol_unknown", "protocol_too_old")
WITHOUT_ROWS = 2
"""The protocol from which on a desk can ask for no rows."""
REBASE_EVERY_MS = 30_000
"""While a long queue goes up, what comes down is applied so often."""
MOST_LINES = 500
MOST_RESTARTS = 3
"""So often a desk goes on by itself before anything settles; then a person has to look."""


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
        self._total = 0
        self._rests = False
        self._restarts = 0
        self._speaks = PROTOCOL
        self._lost: list[str] | None = None
        self._applied_at = 0
        self._begun = False

    def request(self) -> ExchangeRequest:
        """What to send now: the lines that a restored server lacks, before all else."""
        self._take_up()
        standing, identity = self._replica.standing, self._replica.identity
        fitting = _fitting(self._replica.unsent(MOST_COMMANDS))
        return ExchangeRequest(
            self._speaks,
            identity.desk_id,
            standing.epoch,
            standing.cursor,
            standing.history_id,
            self._mark,
            tuple(takewhile(self._sayable, fitting)) if not self._lost else (),
            SCHEMA,
            self._replica.lines(self._lost[: MOST_LINES + 1]) if self._lost else UNSET,
            self._drains(),
        )

    def call(self, request: ExchangeRequest) -> ExchangeReply:
        """The network part: no store is touched. Raises Fault.

        A server of an older release says what it speaks, and is spoken to in that.
        """
        try:
            return self._protocol.exchange(request)
        except Fault as fault:
            theirs = fault.facts.get("ours", 0)
            if fault.code not in NOT_UNDERSTOOD or not OLDEST_PROTOCOL <= theirs < self._speaks:
                raise
            self._speaks = theirs
            commands = tuple(takewhile(self._sayable, request.commands))
            return self._protocol.exchange(replace(request, protocol=theirs, commands=commands))

    def receive(
        self,
        request: ExchangeRequest,
        reply: ExchangeReply,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> Round:
        """Note settlements, stage rows, and apply them when the last page is there.

        An answer to what was asked before this desk moved on only tells its settlements; a copy
        that differs from the server's, or another history, is loaded afresh. Raises Fault
        `server_nonsense` and keeps nothing of such an answer, and `digest_differs` where a copy
        that was loaded afresh differs again, and `desk_revoked` once all is sent.
        """
        rows = {(row.table, row.id): row for row in _rows_of(reply)}
        self._check(request, reply)
        if self._elsewhere(request, reply):
            return Round(more=True)
        ours = request.epoch == self._replica.standing.epoch
        versions = {s.seq: s.version for s in reply.settled} if ours else {}
        self._replica.heard(reply.history_id, versions)
        said = Round(settled=len(reply.settled), refused=reply.refused, more=True)
        revoked = reply.refused == DESK_REVOKED
        if revoked and not (reply.settled and self._replica.unsent(1)):
            raise Fault(DESK_REVOKED)
        going_on = self._apart(request, reply)
        if going_on:
            said = replace(said, refused="")
        if request.only_up:
            return replace(said, more=going_on or bool(reply.settled))
        asked_before = (request.cursor, request.mark) != (self._replica.standing.cursor, self._mark)
        if revoked or asked_before:
            return said
        if reply.mark is not None:
            self._staged.update(rows)
            self._mark = reply.mark
            self._total = reply.rows or self._total
            self._replica.stage(Staged(reply.mark, reply.tables, reply.rows))
            return said
        changes = self._apply({**self._staged, **rows}, reply, checkpoint)
        if changes is None:
            return said
        waiting = self._replica.unsent(1)
        if waiting and not self._sayable(waiting[0]):
            said = replace(said, refused="server_too_old")
        more = bool(waiting and (reply.settled or reply.refused) and not said.refused)
        return replace(said, changes=changes, more=more, server_time=reply.server_time)

    def _take_up(self) -> None:
        """Go on with the pages that came before the program ended, once."""
        if self._begun:
            return
        self._begun = True
        for page in self._replica.staged():
            self._staged.update({(row.table, row.id): row for row in _rows_of(page)})
            self._mark = page.mark
            self._total = page.total or self._total

    def _drains(self) -> bool:
        """Whether a long queue goes up in a row: to apply rows each time would run it again; or a
        person has stopped a load, and what was done here still goes up."""
        if self.stopped():
            return True
        if self._speaks < WITHOUT_ROWS or self._mark or self._lost or not self._applied_at:
            return False
        if self._replica.store.waiting() <= MOST_COMMANDS:
            return False
        return self._replica.now() - self._applied_at < REBASE_EVERY_MS

    def _elsewhere(self, request: ExchangeRequest, reply: ExchangeReply) -> bool:
        """Whether the answer is of other shapes, or of another history; what follows is begun."""
        standing = self._replica.standing
        if standing.cursor and standing.shapes != _shapes(reply):
            log.info("rows have other shapes since an update: loading afresh")
            self._start_over()
            return True
        if standing.history_id and request.history_id not in ("", standing.history_id):
            return True  # what was asked of a server before it was restored
        if standing.history_id and reply.history_id != standing.history_id:
            self._follow(request, reply)
            return True
        return False

    def _follow(self, request: ExchangeRequest, reply: ExchangeReply) -> None:
        """The server was restored from an older copy: give it what it lacks, then go on with it."""
        if self._lost is None:
            self._lost = self._replica.lines_after(reply.known)
            log.warning("the server was restored: %d lines are lost there", len(self._lost))
        elif request.lost is not UNSET:
            del self._lost[:MOST_LINES]  # the last one goes again: the next lines follow on it
        if self._lost:
            return
        self._lost = None
        self._staged.clear()
        self._mark = None
        self._replica.go_on_with(reply.history_id, reply.version)

    def _sayable(self, envelope: Envelope) -> bool:
        """Whether the protocol spoken now can carry an envelope: 1 knows no people's keys."""
        return self._speaks > 1 or (envelope.actor_key, envelope.approver_key) == (UNSET, UNSET)

    def _apart(self, request: ExchangeRequest, reply: ExchangeReply) -> bool:
        """Go on where the server knows another chain of this desk; whether that was so."""
        if reply.settled:
            self._restarts = 0
        if not reply.next_epoch or self._restarts == MOST_RESTARTS:
            return False
        if request.epoch == self._replica.standing.epoch:
            self._restarts += 1
            gap = reply.refused == "sequence_gap"
            if not (gap and self._replica.resend(reply.expected_seq)):
                epoch = max(reply.next_epoch, request.epoch + 1)
                log.warning("the server knows another chain of this desk: epoch %d begins", epoch)
                self._replica.begin_epoch(epoch)
        return True

    def _apply(
        self,
        rows: dict[tuple[str, str], Row],
        reply: ExchangeReply,
        checkpoint: Callable[[], None],
    ) -> ChangeSet | None:
        """What changed; None when the copy has to be loaded afresh."""
        fresh = not self._replica.standing.cursor
        try:
            comparable = reply.digest if reply.schema >= SCHEMA else None
            changes = self._replica.rebase(
                rows.values(), reply.head, comparable, checkpoint, shapes=_shapes(reply)
            )
        except Fault as fault:
            if fault.code != "digest_differs":
                raise
            log.warning("this copy differs in %s: loading afresh", fault.facts["tables"])
            self._start_over()
            if fresh:
                raise
            return None
        self._staged.clear()
        self._mark = None
        self._total = 0
        self._applied_at = self._replica.standing.last_contact or 0
        return changes

    def load_afresh(self) -> None:
        """A person wants all rows anew (U-38); on the writer thread. What waits stays."""
        log.info("loading afresh, as a person asked")
        self._rests = False
        self._start_over()

    def rest(self, on: bool) -> None:
        """Stop a load where it is, or go on there; on the writer thread (U-39)."""
        self._rests = on

    def stopped(self) -> bool:
        """Whether a load rests. A server that knows no exchange without rows is asked for them."""
        return self._rests and not self._replica.standing.cursor and self._speaks >= WITHOUT_ROWS

    def loading(self) -> Loading | None:
        """How far a load is, None where none is under way (U-39)."""
        if self._replica.standing.cursor:
            return None
        self._take_up()
        return Loading(len(self._staged), self._total, stopped=self.stopped())

    def _start_over(self) -> None:
        self._staged.clear()
        self._mark = None
        self._total = 0
        self._replica.load_afresh()

    def _check(self, request: ExchangeRequest, reply: ExchangeReply) -> None:
        """Refuse pages that do not go on, and settlements of what was never sent."""
        sent = {envelope.seq: envelope.command_id for envelope in request.commands}
        if any(sent.get(one.seq) != one.command_id for one in reply.settled):
            raise Fault("server_nonsense", why="settled what was not sent")
        if reply.mark and request.mark and _place(reply.mark) <= _place(request.mark):
            raise Fault("server_nonsense", why="pages go backwards")

    def step(self) -> Round:
        """One whole exchange on the calling thread: for tests, tools and simulations."""
        request = self.request()
        return self.receive(request, self.call(request))


def _fitting(envelopes: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
    """As many as one request carries, and at least one."""
    letters = list(accumulate(len(envelope.arguments) for envelope in envelopes))
    return envelopes[: max(1, bisect_right(letters, MOST_LETTERS))]


def _shapes(reply: ExchangeReply) -> str:
    """The schemas of both sides: what decides which rows and columns there are here."""
    return f"{SCHEMA}/{reply.schema}"


def _place(mark: PageMark) -> tuple[int, str, str]:
    return mark.version, mark.table, mark.id


def _rows_of(reply: ExchangeReply | Staged) -> list[Row]:
    try:
        return [row for t in reply.tables for row in decode_rows(t.table, t.rows)]
    except BadInput as bad:
        raise Fault("server_nonsense", **bad.refusal.facts) from bad
