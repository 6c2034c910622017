"""What a desk sends, before it is settled: its sequence and chain, its signatures, each once."""

import logging
from collections.abc import Iterable
from typing import Literal

import msgspec

from core.commands.registry import specs
from core.commands.system import RaiseAttention
from core.domain.ids import CommandId, derive
from core.domain.organisation import Desk, StaffMember
from core.domain.records import CommandLog
from core.domain.refusals import Refusal
from core.wire.codec import encode_result
from core.wire.envelope import Envelope
from core.wire.protocol import Settled
from sync_server.settlement import LONGEST_HONOURED_MS, Settlement
from sync_server.store.port import Held, OriginMark, ServerStore
from sync_server.trust import Doubt, Trust

log = logging.getLogger(__name__)

KEPT_ASIDE = "kept_aside"
"""The outcome of a command that waits for the owner and is in nobody's history."""


class Upload(msgspec.Struct, frozen=True):
    """What became of a batch: outcomes by sequence, or where and why it stopped.

    `next_epoch` is what the desk goes on with where its chain is not the one that is known here.
    """

    settled: tuple[Settled, ...]
    expected_seq: int
    refused: str = ""
    next_epoch: int = 0


class Intake:
    """Takes batches of desks into a settlement, in its transaction."""

    def __init__(self, store: ServerStore, settlement: Settlement, now: int) -> None:
        self._store = store
        self._settlement = settlement
        self._now = now

    def batch(
        self, desk_id: str, epoch: int, envelopes: Iterable[Envelope], *, newer: bool = False
    ) -> Upload:
        """Settle a desk's commands in their order, each once (SET-12), as far as they are given.

        Stops with `signature_wrong`, `sequence_gap`, `desk_forked` or `server_too_old`; what came
        before it stands. `newer`: the desk runs a later release than this server, and may send what
        only that one knows.
        """
        trust = Trust(self._store)
        mark = self._store.origin(desk_id, epoch)
        known = mark
        answers: list[Settled] = []
        refused = ""
        for envelope in envelopes:
            if trust.forged(envelope):
                log.warning("an envelope of desk %s is not what it signed", desk_id)
                refused = "signature_wrong"
                break
            if envelope.seq <= mark.seq:
                again = self._store.settled(desk_id, epoch, envelope.seq)
                if again is None or again.command_id != envelope.command_id:
                    refused = "desk_forked"
                    break
                answers.append(again)
                continue
            if envelope.seq != mark.seq + 1:
                refused = "sequence_gap"
                break
            if envelope.previous != mark.hash:
                refused = "desk_forked"
                break
            if newer and not readable(envelope):
                refused = "server_too_old"
                break
            if envelope.seq == 1 and epoch > 1:
                self._ask("forked", f"{desk_id} {epoch}", desk_id, "")
            base = max(mark.base, min(envelope.base_version, self._settlement.version))
            answer = self._one(trust, envelope, base)
            self._store.add_settled(desk_id, epoch, answer)
            answers.append(answer)
            mark = OriginMark(envelope.seq, envelope.hash, base)
        if mark != known:
            self._store.write_origin(desk_id, epoch, mark, self._now)
        apart = refused in ("desk_forked", "sequence_gap")
        following = self._store.last_epoch(desk_id) + 1 if apart else 0
        return Upload(tuple(answers), mark.seq + 1, refused, following)

    def _one(self, trust: Trust, envelope: Envelope, base: int) -> Settled:
        known = self._store.rows.get(CommandLog, envelope.command_id)
        if known is not None and known.origin == envelope.desk_id:
            # sent before, in another epoch or before the server's copy was healed
            return Settled(envelope.seq, envelope.command_id, known.version, known.outcome)
        doubt = trust.doubt(envelope, base)
        if doubt:
            return self._aside(envelope, doubt)
        result, version = self._settlement.envelope(envelope, base)
        if (envelope.since_contact or 0) > LONGEST_HONOURED_MS:
            silent_since = envelope.occurred_at - (envelope.since_contact or 0)
            self._ask("stale", f"{envelope.desk_id} {silent_since}", envelope.desk_id, "")
        return Settled(envelope.seq, envelope.command_id, version, encode_result(result))

    def _aside(self, envelope: Envelope, doubt: Doubt) -> Settled:
        """Keep it for the owner, and tell; the sequence goes on."""
        log.warning("command %s of desk %s: %s", envelope.command_id, envelope.desk_id, doubt)
        self._store.add_held(Held(envelope.command_id, self._now, doubt, envelope))
        person = self._store.rows.get(StaffMember, envelope.actor_id)
        named = person.name if person else envelope.actor_id
        self._ask("unsigned", envelope.command_id, envelope.desk_id, named)
        answer = encode_result(Refusal(KEPT_ASIDE, {"why": doubt, "name": envelope.name}))
        return Settled(envelope.seq, envelope.command_id, self._settlement.version, answer)

    def _ask(
        self, kind: Literal["unsigned", "forked", "stale"], about: str, desk_id: str, why: str
    ) -> None:
        desk = self._store.rows.get(Desk, desk_id)
        ask = RaiseAttention(kind, desk.name if desk else desk_id, why)
        self._settlement.by_itself(CommandId(derive("ask about", about)), ask)


def readable(envelope: Envelope) -> bool:
    """Whether this program knows the command and its version; its arguments may still be bad."""
    spec = specs.get(envelope.name)
    return spec is not None and envelope.version <= spec.version
