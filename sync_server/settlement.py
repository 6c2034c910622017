"""Settling: commands of desks run again on the true state, in one serial history.

A batch is one transaction. Each command gets the next version; the rows that it changed are
marked with it, and it is written to the command log with what became of it.
"""

import logging
from collections.abc import Iterable
from typing import Any

import msgspec
import psycopg
import sqlcipher3
from msgspec.structs import replace

from core import bus
from core.changes import Act, Change, Outcome
from core.commands.registry import Command, spec_of
from core.commands.system import RaiseAttention
from core.domain.ids import CommandId, GrantId, LogSubjectId, StaffId, derive
from core.domain.json_text import dump
from core.domain.organisation import ENDED_GRANTS_OF_STAFF, Grant
from core.domain.records import CommandLog, LogSubject
from core.domain.refusals import Fault, Refusal
from core.domain.zones import DAY_MS
from core.rules.attention import attention
from core.rules.history import subjects
from core.rules.reactions import reactions
from core.store.overlay import Overlay
from core.wire.codec import BadInput, decode_command, encode_command, encode_result
from core.wire.digest import moved, movement
from core.wire.envelope import Envelope, act_of
from sync_server.notifications.notices import messages_for
from sync_server.notifications.webhooks import hook_messages
from sync_server.proofs import with_proof
from sync_server.store.port import SettlingStore

log = logging.getLogger(__name__)

DEEPEST_REACTION = 20
LONGEST_HONOURED_MS = 3 * DAY_MS
"""What was in force where a desk stood is honoured for so long after its last contact."""
NOT_OURS = (Fault, psycopg.Error, sqlcipher3.Error)
"""The environment's trouble: the whole transaction has to end, and is tried again."""
QUARANTINED = "quarantined"


class Settlement:
    """Settles on one store, inside one write transaction; `close` writes head and digest.

    With a `trace` nothing runs: a desk's commands are recorded as quarantined, and the trace is
    kept on the server, where an operator finds it.
    """

    def __init__(self, store: SettlingStore, now: int, trace: str = "") -> None:
        self._store = store
        self._now = now
        self._trace = trace
        head = store.head()
        self._version = head.version
        self._secret = head.secret
        self._digest = store.read_digest()

    @property
    def version(self) -> int:
        """The version that the history has reached."""
        return self._version

    def envelope(
        self, envelope: Envelope, base: int, line_id: str = ""
    ) -> tuple[Outcome | Refusal, int]:
        """Settle a command that a desk has shown as done; gives what became of it, and its version.

        `base` is the version on which the desk stood: rights that ended since then still held.
        `line_id` is that of its line where the command was kept aside once and has one already.
        """
        try:
            command = decode_command(envelope.name, envelope.version, envelope.arguments)
        except BadInput as bad:
            return self._not_run(envelope, bad.refusal)
        if self._trace:
            self._store.add_failure(envelope.command_id, self._now, self._trace)
            return self._not_run(envelope, _quarantined(envelope.name, command))
        act = replace(act_of(envelope), honoured=self._honoured(envelope, base))
        return self._run(act, command, envelope, line_id=line_id)

    def command(self, act: Act, command: Command) -> Outcome | Refusal:
        """Settle a command that no desk made: of the server itself, the web, an import."""
        result, _ = self._run(act, command, envelope=None)
        return result

    def once(self, act: Act, command: Command) -> Outcome | Refusal | None:
        """As `command`; None where the history has it already (NS-4)."""
        known = self._store.rows.get(CommandLog, act.command_id)
        return self.command(act, command) if known is None else None

    def by_itself(self, command_id: CommandId, command: Command) -> None:
        """Issue a command of the server once; one that was issued before is left."""
        if self._store.rows.get(CommandLog, command_id) is None:
            self._run(self._system(command_id), command, None)

    def close(self) -> int:
        """Write head and digest; gives the version that was reached."""
        self._store.write_digest(self._digest)
        self._store.write_head(self._version)
        return self._version

    def _honoured(self, envelope: Envelope, base: int) -> tuple[GrantId, ...]:
        """The grants of those named that ended only after the version on which the desk stood."""
        if (envelope.since_contact or 0) > LONGEST_HONOURED_MS:
            return ()
        return tuple(
            grant.id
            for person in {envelope.actor_id, envelope.approved_by} - {""}
            for grant in self._store.rows.find(ENDED_GRANTS_OF_STAFF, person)
            if self._store.changed_at(Grant.table, grant.id) > base
        )

    def _not_run(self, envelope: Envelope, refusal: Refusal) -> tuple[Refusal, int]:
        act = act_of(envelope)
        draft = Overlay(self._store.rows)
        item = attention(draft, act, None, refusal, settled_at=self._now)
        if item is not None:
            draft.put(item)
        return refusal, self._record(act, envelope.name, refusal, envelope, None, draft)

    def _run(
        self,
        act: Act,
        command: Command,
        envelope: Envelope | None,
        depth: int = 0,
        line_id: str = "",
    ) -> tuple[Outcome | Refusal, int]:
        draft = Overlay(self._store.rows)
        settle = bus.settle if act.shown else bus.run
        result = settle(draft, act, command)
        name = spec_of(command).name
        shown = _shown(envelope) if envelope else None
        item = attention(draft, act, command, result, settled_at=self._now, shown=shown)
        if item is not None:
            draft.put(item)
        if depth and isinstance(result, Outcome) and not result.events and not draft.changes():
            return result, self._version  # a reaction that found nothing to do is no one's history
        named = replace(act, command_id=CommandId(line_id or act.command_id))
        version = self._record(named, name, result, envelope, command, draft)
        self._tell(act, command, result)
        if isinstance(result, Outcome):
            self._react(act, result, depth)
        return result, version

    def _record(
        self,
        act: Act,
        name: str,
        result: Outcome | Refusal,
        envelope: Envelope | None,
        command: Command | None,
        draft: Overlay | None = None,
    ) -> int:
        self._version += 1
        draft = draft or Overlay(self._store.rows)
        entry = _log_row(self._version, self._now, act, name, result, envelope)
        entry = _about(entry, command) if command is not None else entry
        if envelope is None and command is not None:
            entry = replace(entry, arguments=encode_command(command))
        entry = with_proof(entry, self._secret)
        draft.put(entry)
        for beside in _subjects(entry, draft.changes()):
            draft.put(beside)
        changes = draft.changes()
        self._store.rows.apply(changes)
        self._store.mark_changed(changes, self._version)
        self._digest = moved(self._digest, movement(changes))
        return self._version

    def _tell(self, act: Act, command: Command, result: Outcome | Refusal) -> None:
        self._tell_people(act, command, result)
        if isinstance(result, Outcome):
            for message in hook_messages(self._store.rows, act, command, result, self._now):
                self._store.add_message(message)

    def _tell_people(self, act: Act, command: Command, result: Outcome | Refusal) -> None:
        undone = getattr(command, "of", "")
        if undone and isinstance(result, Outcome):
            self._store.withdraw_messages(undone)
            return
        for event in result.events if isinstance(result, Outcome) else ():
            if event.name == "person_erased":
                self._store.forget_messages(event.facts["client_id"])
        for message in messages_for(self._store.rows, act, command, result, self._now):
            self._store.add_message(message)

    def _react(self, act: Act, outcome: Outcome, depth: int) -> None:
        following = reactions(act.command_id, outcome.events)
        if following and depth >= DEEPEST_REACTION:
            raise RecursionError(f"reactions to {outcome.code} do not end")
        for command_id, command in following:
            try:
                self._run(self._system(command_id), command, None, depth + 1)
            except NOT_OURS:
                raise
            except Exception:
                log.exception("the reaction %s failed", spec_of(command).name)
                self._ask_somebody(command_id, command)

    def _ask_somebody(self, command_id: CommandId, command: Command) -> None:
        """A reaction on which the program fails is told; what caused it stands."""
        of = getattr(command, "occurrence_id", "")
        told = CommandId(derive("reaction failed", command_id))
        ask = RaiseAttention("NS-5", spec_of(command).name, occurrence_id=of)
        self._run(self._system(told), ask, None, DEEPEST_REACTION)

    def _system(self, command_id: CommandId) -> Act:
        return Act(command_id, StaffId(""), self._now, system=True)


def _shown(envelope: Envelope) -> dict[str, Any]:
    """What the desk had said, for comparing with what became of it."""
    return {"pass_id": envelope.shown_pass, "starts_at": envelope.shown_start}


def _quarantined(name: str, command: Command) -> Refusal:
    facts = {"settlement": QUARANTINED, "name": name}
    for subject in ("client_id", "occurrence_id", "pass_id"):
        facts[subject] = getattr(command, subject, "")
    return Refusal(QUARANTINED, facts)


def _log_row(
    version: int,
    now: int,
    act: Act,
    name: str,
    result: Outcome | Refusal,
    envelope: Envelope | None,
) -> CommandLog:
    facts = result.facts
    return CommandLog(
        act.command_id,
        version,
        act.desk_id or ("system" if act.system else "client" if act.client_id else "server"),
        StaffId(act.actor_id or act.client_id),
        name,
        act.occurred_at,
        now,
        result.code,
        envelope.arguments if envelope else "",
        encode_result(result),
        envelope=dump(msgspec.to_builtins(replace(envelope, arguments=""))) if envelope else "",
        client_id=facts.get("client_id", ""),
        occurrence_id=facts.get("occurrence_id", ""),
        pass_id=facts.get("pass_id", ""),
        other_id=facts.get("other_id", ""),
    )


def _about(entry: CommandLog, command: Command) -> CommandLog:
    """The line with whom the command names, where its outcome does not say."""
    return replace(
        entry,
        client_id=entry.client_id or getattr(command, "client_id", ""),
        occurrence_id=entry.occurrence_id or getattr(command, "occurrence_id", ""),
        pass_id=entry.pass_id or getattr(command, "pass_id", ""),
    )


def _subjects(entry: CommandLog, changes: Iterable[Change]) -> list[LogSubject]:
    """Whose history the line belongs to beside those whom it names itself."""
    named = (entry.client_id, entry.occurrence_id, entry.pass_id)
    return [
        LogSubject(LogSubjectId(derive("log", entry.id, one)), entry.id, one, entry.version)
        for one in subjects(changes)
        if one not in named
    ]


def settle_all(
    store: SettlingStore, now: int, commands: Iterable[tuple[Act, Command]]
) -> list[Outcome | Refusal]:
    """Settle commands of the server in one transaction."""
    settlement = Settlement(store, now)
    results = [settlement.command(act, command) for act, command in commands]
    settlement.close()
    return results
