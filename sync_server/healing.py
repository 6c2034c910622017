"""A server that was restored from an older copy is healed from what the desks still know.

Each line of the history that a desk holds carries the server's own proof. Lines that follow on what
is here are replayed as they were, to the byte, with their recorded outcomes; once the history has
gone another way, what people did is settled anew, and what the server does by itself comes again.
"""

import logging
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from core.changes import Act, Change, Outcome
from core.commands.registry import Command, specs
from core.domain.ids import ClientId, StaffId
from core.domain.records import CommandLog
from core.domain.refusals import Refusal
from core.wire.codec import BadInput, decode_command
from core.wire.digest import moved, movement
from core.wire.envelope import Envelope
from core.wire.protocol import Settled
from sync_server.proofs import proven, with_proof
from sync_server.settlement import QUARANTINED, Settlement
from sync_server.store.port import OriginMark, ServerStore

log = logging.getLogger(__name__)

_envelope = msgspec.json.Decoder(Envelope).decode


class Replay(Settlement):
    """Settles lines again as they were: nobody is told, and nothing follows by itself."""

    def at(self, moment: int, trace: str) -> None:
        """The server's time of the line that is replayed next."""
        self._now = moment
        self._trace = trace

    def keep(self, line: CommandLog) -> None:
        """Write a line of which only the words are left: its person was erased since."""
        self._version += 1
        here = with_proof(replace(line, version=self._version), self._secret)
        changes = (Change(CommandLog, line.id, None, here),)
        self._store.rows.apply(changes)
        self._store.mark_changed(changes, self._version)
        self._digest = moved(self._digest, movement(changes))

    def _tell(self, act: Act, command: Command, result: Outcome | Refusal) -> None:
        """It was told when it happened."""

    def _react(self, act: Act, outcome: Outcome, depth: int) -> None:
        """What followed has lines of its own."""


class Healing:
    """Takes lines of a lost history in, in one write transaction."""

    def __init__(self, store: ServerStore, now: int) -> None:
        self._store = store
        self._now = now
        self._secret = store.head().secret

    def take(self, lines: Sequence[CommandLog], since: int) -> int:
        """Take in what is unknown and carries the server's proof; gives how many lines were.

        `since` is the version up to which both histories are one. A line follows on what is here
        if the line before it is here too, in its place.
        """
        taken, reached = 0, since
        for line in sorted(lines, key=lambda one: one.version):
            known = self._store.rows.get(CommandLog, line.id)
            if known is not None:
                reached = line.version if known.version == line.version else -1
                continue
            if not proven(line, self._secret):
                log.warning("line %d of a lost history is not the server's", line.version)
                continue
            follows = line.version == reached + 1 == self._store.head().version + 1
            taken += self._one(line, follows=follows)
            reached = line.version if follows else -1
        return taken

    def _one(self, line: CommandLog, *, follows: bool) -> bool:
        if follows:
            return self._replayed(line)
        if line.origin == "system":
            return False
        return self._anew(line)

    def _replayed(self, line: CommandLog) -> bool:
        """As it was: the same version, time and outcome, and so the same rows."""
        replay = Replay(self._store, self._now)
        replay.at(line.settled_at, "lost" if line.code == QUARANTINED else "")
        if not self._settle(replay, line):
            return False
        replay.close()
        again = self._store.rows.get(CommandLog, line.id)
        if again is not None and again.outcome != line.outcome:
            log.warning("line %d came out as %s, not as %s", line.version, again.code, line.code)
        return True

    def _anew(self, line: CommandLog) -> bool:
        """The history went on without it: what was shown as done is settled on what is now."""
        settlement = Settlement(self._store, self._now)
        if not self._settle(settlement, line, shown=line.code):
            return False
        settlement.close()
        return True

    def _settle(self, settlement: Settlement, line: CommandLog, shown: str = "") -> bool:
        if line.envelope and not line.arguments:
            log.warning("line %d was erased: what it did is not done again", line.version)
            kept = Replay(self._store, self._now)
            kept.keep(line)
            kept.close()
            return False
        if line.envelope:
            envelope = replace(_envelope(line.envelope), arguments=line.arguments)
            self._from_desk(settlement, envelope, line.id)
            return True
        command = _command(line)
        if command is not None:
            settlement.command(replace(_act(line), shown=shown), command)
        return command is not None

    def _from_desk(self, settlement: Settlement, envelope: Envelope, line_id: str) -> None:
        mark = self._store.origin(envelope.desk_id, envelope.epoch)
        base = max(mark.base, min(envelope.base_version, settlement.version))
        again = line_id if line_id != envelope.command_id else ""
        _, version = settlement.envelope(envelope, base, again)
        known = self._store.rows.get(CommandLog, envelope.command_id)
        outcome = known.outcome if known else ""
        answer = Settled(envelope.seq, envelope.command_id, version, outcome)
        if envelope.seq == mark.seq + 1 and envelope.previous == mark.hash:
            self._store.add_settled(envelope.desk_id, envelope.epoch, answer)
            mark = OriginMark(envelope.seq, envelope.hash, base)
            self._store.write_origin(envelope.desk_id, envelope.epoch, mark, self._now)


def _act(line: CommandLog) -> Act:
    """Who did it: the server itself, a client on the web, a person by way of the server."""
    if line.origin == "system":
        return Act(line.id, StaffId(""), line.occurred_at, system=True)
    if line.origin == "client":
        return Act(line.id, StaffId(""), line.occurred_at, client_id=ClientId(line.actor_id))
    return Act(line.id, line.actor_id, line.occurred_at)


def _command(line: CommandLog) -> Command | None:
    """The command of a line that no desk sent; None where its person was erased since."""
    spec = specs.get(line.name)
    try:
        return decode_command(line.name, spec.version if spec else 0, line.arguments)
    except BadInput as bad:
        log.warning("line %d cannot be read: %s", line.version, bad.refusal.code)
        return None
