"""A desk's state: the server at version V plus this desk's pending commands.

It runs commands at once, seals them into the journal, and rebases when the server's rows come.
It knows no thread, no window and no network.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core import bus
from core.changes import Act, Change, ChangeSet, Outcome, net
from core.commands.registry import Command, spec_of
from core.domain.ids import CommandId, DeskId, LocationId, OrganisationId, StaffId, new_id
from core.domain.records import CommandLog
from core.domain.refusals import Fault, Refusal
from core.domain.rows import Row
from core.ports import Clock
from core.rules.people.long_offline import too_long_offline
from core.store.overlay import Overlay
from core.wire.codec import decode_command, encode_command, encode_row
from core.wire.digest import moved, movement
from core.wire.envelope import FIRST_HASH, Envelope, act_of, chained, seal
from core.wire.protocol import OLDEST_SCHEMA
from core.wire.shapes import SCHEMA
from desktop.store.port import DeskStore, JournalEntry, Staged

STANDING = "standing"
NOBODY = StaffId("")
ROWS_AT_ONCE = 500
OFFLINE_AFTER_MS = 60_000
"""An idle desk exchanges every half minute; after two that failed it promises what it was lent."""

log = logging.getLogger(__name__)


class Identity(msgspec.Struct, frozen=True):
    """Who this desk is, as the server enrolled it."""

    organisation_id: OrganisationId
    location_id: LocationId
    desk_id: DeskId
    desk_code: str


class Standing(msgspec.Struct, frozen=True):
    """Where this desk's copy stands: the applied version, and its own chain.

    `reached` is the version that the shown copy had before a load afresh began; else 0. `shapes`
    are the schemas of desk and server in which the rows came.
    """

    cursor: int = 0
    history_id: str = ""
    epoch: int = 1
    last_seq: int = 0
    last_hash: str = FIRST_HASH
    last_contact: int | None = None
    reached: int = 0
    shapes: str = f"{OLDEST_SCHEMA}/{OLDEST_SCHEMA}"


class Signing(NamedTuple):
    """The private keys of who does it and of who approves, where they have any."""

    actor: Ed25519PrivateKey | None = None
    approver: Ed25519PrivateKey | None = None


BY_NAME = Signing()


class Done(msgspec.Struct, frozen=True):
    """What a command gave: its result, the id to undo it by, and the rows that changed."""

    result: Outcome | Refusal
    command_id: CommandId
    changes: ChangeSet = ChangeSet()


class Replica:
    """The one writer of a desk's store."""

    def __init__(
        self, store: DeskStore, identity: Identity, key: Ed25519PrivateKey, clock: Clock
    ) -> None:
        self.store = store
        self.identity = identity
        self._key = key
        self._clock = clock
        text = store.read_meta(STANDING)
        self.standing = msgspec.json.decode(text, type=Standing) if text else Standing()

    def act(self, actor: StaffId, approved_by: StaffId = NOBODY) -> Act:
        """A fresh act of a person at this desk, now."""
        identity = self.identity
        return Act(
            CommandId(new_id()),
            actor,
            self._clock.now(),
            identity.desk_id,
            identity.location_id,
            approved_by,
            offline=self._offline(),
        )

    def _offline(self) -> bool:
        silent = self.since_contact(self._clock.now())
        return silent is None or silent > OFFLINE_AFTER_MS

    def since_contact(self, now: int) -> int | None:
        """Milliseconds since the server was last heard from, None for never."""
        contact = self.standing.last_contact
        return None if contact is None else now - contact

    def execute(self, act: Act, command: Command, signing: Signing = BY_NAME) -> Done:
        """Carry out a command: rows, shadows and journal in one transaction, or a refusal, also
        `too_long_offline`.

        Raises core.wire.codec.BadInput for fields that no server would accept.
        """
        spec = spec_of(command)
        command = decode_command(spec.name, spec.version, encode_command(command))
        if waits := too_long_offline(spec, self.since_contact(act.occurred_at)):
            return Done(waits, act.command_id)
        with self.store.transaction():
            draft = Overlay(self.store.rows)
            result = bus.run(draft, act, command)
            if isinstance(result, Refusal):
                return Done(result, act.command_id)
            changes = draft.changes()
            envelope = self._sealed(act, command, result, signing)
            self._write(changes)
            self.store.add_journal(JournalEntry(envelope))
            standing = self._standing(last_seq=envelope.seq, last_hash=envelope.hash)
        self.standing = standing
        return Done(result, act.command_id, ChangeSet(changes))

    def rebase(
        self,
        rows: Iterable[Row],
        head: int,
        sums: dict[str, int] | None,
        checkpoint: Callable[[], None] = lambda: None,
        shapes: str = "",
    ) -> ChangeSet:
        """Put the shadows back, apply the server's rows, run again what is still pending.

        At cursor 0 the rows are all that the server has: what lies here goes first. `checkpoint` is
        called between steps and may raise to give way to a person's command: then
        nothing has changed. Raises Fault `digest_differs` when the copy is not what the server has;
        without `sums` the server knows fewer columns, and cannot say.
        """
        done: list[Change] = []
        with self.store.transaction():
            done += self._put_shadows_back()
            if not self.standing.cursor:
                self.store.clear_rows()
            checkpoint()
            served = self._apply_served(rows, checkpoint)
            done += served
            digest = moved(self.store.read_digest(), movement(served))
            if sums is not None and digest != sums:
                raise Fault("digest_differs", tables=_differing(digest, sums))
            self.store.write_digest(digest)
            self.store.clear_staged()
            self.store.drop_settled(head)
            done += self._replay(checkpoint)
            known = shapes or self.standing.shapes
            standing = self._standing(cursor=head, reached=0, shapes=known)
        self.standing = standing
        return net(done)

    def load_afresh(self) -> None:
        """The one way of mending: the next rows are asked for from the beginning.

        Journal and identity stay, and until the rows have come the copy is shown as it is.
        """
        with self.store.transaction():
            reached = max(self.standing.cursor, self.standing.reached)
            self.store.clear_staged()
            standing = self._standing(cursor=0, reached=reached)
        self.standing = standing

    def go_on_with(self, history_id: str, version: int) -> None:
        """Follow a server that was restored and has been told what it lacked.

        Nothing counts as settled any more: it is sent again, and answered from its id. Where the
        server reaches as far as this copy the digests will say whether they agree.
        """
        with self.store.transaction():
            self.store.mark_settled({e.envelope.seq: None for e in self.store.pending()})
            self.store.clear_staged()
            cursor = self.standing.cursor if version >= self.standing.cursor else 0
            standing = self._standing(cursor=cursor, reached=0, history_id=history_id)
        self.standing = standing

    def lines_after(self, version: int) -> list[str]:
        """The ids of the history's lines that came after a version, in their order."""
        return self.store.lines_after(version)

    def lines(self, ids: Iterable[str]) -> msgspec.Raw:
        """These lines as they travel."""
        found = [self.store.rows.get(CommandLog, id) for id in ids]
        return msgspec.Raw(b"[" + b",".join(encode_row(line) for line in found if line) + b"]")

    def now(self) -> int:
        """UTC in milliseconds, by this desk's clock."""
        return self._clock.now()

    def stage(self, page: Staged) -> None:
        """Keep a page until the last one is there."""
        with self.store.transaction():
            self.store.stage(self._base(), page)

    def staged(self) -> list[Staged]:
        """The pages that were kept on the standing that this desk still has."""
        return self.store.staged(self._base())

    def _base(self) -> str:
        standing = self.standing
        return f"{standing.history_id} {standing.cursor} {standing.shapes} {SCHEMA}"

    def begin_epoch(self, epoch: int) -> None:
        """Seal what is in the journal anew, as the first commands of another epoch.

        For a desk that went on from an older copy of itself, or is not the only one of it: its
        chain is not the one that the server knows. What was settled is answered again from its id.
        """
        previous, seq = FIRST_HASH, 0
        again: list[Envelope] = []
        for entry in self.store.pending():
            seq += 1
            moved = msgspec.structs.replace(entry.envelope, epoch=epoch, seq=seq, previous=previous)
            again.append(chained(moved, self._key))
            previous = again[-1].hash
        with self.store.transaction():
            self.store.replace_journal(again)
            standing = self._standing(epoch=epoch, last_seq=seq, last_hash=previous)
        self.standing = standing

    def resend(self, seq: int) -> bool:
        """Send again from a sequence that the server lacks; False where it is here no more."""
        known = [entry.envelope.seq for entry in self.store.pending()]
        if seq not in known:
            return False
        with self.store.transaction():
            self.store.mark_settled({one: None for one in known if one >= seq})
        return True

    def heard(self, history_id: str, versions: dict[int, int]) -> None:
        """Note what the server settled, and that it was heard from."""
        with self.store.transaction():
            self.store.mark_settled(versions)
            standing = self._standing(history_id=history_id, last_contact=self._clock.now())
        self.standing = standing

    def unsent(self, most: int) -> tuple[Envelope, ...]:
        """The oldest commands that the server has not settled."""
        return tuple(self.store.unsent(most))

    def _put_shadows_back(self) -> list[Change]:
        changes = [
            Change(row_type, id, self.store.rows.get(row_type, id), image)
            for row_type, id, image in self.store.shadows()
        ]
        self.store.rows.apply(changes)
        self.store.clear_shadows()
        return changes

    def _apply_served(self, rows: Iterable[Row], checkpoint: Callable[[], None]) -> list[Change]:
        changes: list[Change] = []
        fresh = not self.standing.cursor
        ordered = sorted(rows, key=lambda row: (row.table, row.id))
        for start in range(0, len(ordered), ROWS_AT_ONCE):
            for row_type, group in groupby(ordered[start : start + ROWS_AT_ONCE], key=type):
                alike = list(group)
                ids = [row.id for row in alike]
                before: Mapping[str, Row] = {} if fresh else self.store.rows.several(row_type, ids)
                part = [Change(row_type, row.id, before.get(row.id), row) for row in alike]
                self.store.rows.apply(part)
                changes += part
            checkpoint()
        return changes

    def _replay(self, checkpoint: Callable[[], None]) -> list[Change]:
        done: list[Change] = []
        for entry in self.store.pending():
            checkpoint()
            changes = self._again(entry.envelope)
            self._write(changes)
            done += changes
        return done

    def _again(self, envelope: Envelope) -> tuple[Change, ...]:
        """What a pending command changes now; none if it cannot be run, which stays pending."""
        draft = Overlay(self.store.rows)
        try:
            command = decode_command(envelope.name, envelope.version, envelope.arguments)
            bus.settle(draft, act_of(envelope), command)
        except Exception:
            log.exception("command %s cannot be run again here", envelope.command_id)
            draft.discard()
        return draft.changes()

    def _write(self, changes: tuple[Change, ...]) -> None:
        self.store.add_shadows(changes)
        self.store.rows.apply(changes)

    def _sealed(self, act: Act, command: Command, shown: Outcome, signing: Signing) -> Envelope:
        spec, standing = spec_of(command), self.standing
        return seal(
            Envelope(
                command_id=act.command_id,
                organisation_id=self.identity.organisation_id,
                desk_id=act.desk_id,
                epoch=standing.epoch,
                seq=standing.last_seq + 1,
                actor_id=act.actor_id,
                location_id=act.location_id,
                name=spec.name,
                version=spec.version,
                arguments=encode_command(command),
                arguments_hash="",
                shown=shown.code,
                shown_pass=shown.facts.get("pass_id") or "",
                shown_start=shown.facts.get("starts_at") or 0,
                occurred_at=act.occurred_at,
                base_version=standing.cursor or standing.reached,
                approved_by=act.approved_by,
                terms=_terms(shown),
                since_contact=self.since_contact(act.occurred_at),
                previous=standing.last_hash,
            ),
            self._key,
            *signing,
        )

    def _standing(self, **changed: object) -> Standing:
        standing = msgspec.structs.replace(self.standing, **changed)
        self.store.write_meta(STANDING, msgspec.json.encode(standing).decode())
        return standing


def _terms(shown: Outcome) -> tuple[str, ...]:
    lease = shown.facts.get("lease_id")
    return (lease,) if lease else ()


def _differing(ours: dict[str, int], theirs: dict[str, int]) -> list[str]:
    return sorted(t for t in {*ours, *theirs} if ours.get(t, 0) != theirs.get(t, 0))
