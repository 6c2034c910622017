"""Commands that were kept aside: those on which the program failed, and those that nobody signed.

An operator looks at them with what depends on them, and runs them once the program is mended, takes
them in, or drops them.
"""

from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete, select

from core.changes import Act, Outcome
from core.commands.attention import ResolveAttention
from core.domain.ids import CommandId, StaffId, derive
from core.domain.organisation import Desk, StaffMember
from core.domain.records import Attention, CommandLog
from core.domain.refusals import Fault, Refusal
from core.domain.words import REFUSED
from core.store.bookkeeping import failure
from core.wire.envelope import Envelope
from sync_server.database import SqlDatabase
from sync_server.settlement import QUARANTINED, Settlement
from sync_server.store.port import ServerStore
from sync_server.store.whole import every
from sync_server.trust import Trust

_envelope = msgspec.json.Decoder(Envelope).decode

ABOUT = ("client_id", "occurrence_id", "pass_id")


class Aside(msgspec.Struct, frozen=True):
    """One command that waits. `why` is the last line of the trace, or what is missing.

    `depending` are later lines of desks about the same client, class or pass that were refused.
    """

    command_id: str
    name: str
    desk: str
    person: str
    at: int
    why: str
    failed: bool
    depending: tuple[CommandLog, ...] = ()


def kept_aside(database: SqlDatabase, organisation_id: str) -> list[Aside]:
    """All that waits, the oldest first."""
    traces = _traces(database, organisation_id)
    with database.read(organisation_id) as store:
        found = [_failed(store, key, at, trace) for key, at, trace in traces]
        found += [
            _described(store, held.envelope, held.at, held.why, failed=False)
            for held in store.held()
        ]
    return sorted((one for one in found if one), key=lambda one: (one.at, one.command_id))


def run_again(
    database: SqlDatabase, organisation_id: str, command_id: str, now: int
) -> Outcome | Refusal:
    """Settle a command on which the program failed, and then what depended on it.

    Raises Fault `not_aside`, and what the program raises if it fails again; nothing changes then.
    """
    if command_id not in {key for key, _, _ in _traces(database, organisation_id)}:
        raise Fault("not_aside", command_id=command_id)
    with database.write(organisation_id) as store:
        settlement = Settlement(store, now)
        line = store.rows.get(CommandLog, command_id)
        if line is None:
            raise Fault("not_aside", command_id=command_id)
        result = _settle(settlement, line)
        for later in _depending(store, line):
            if store.rows.get(CommandLog, _again(later.id)) is None:
                _settle(settlement, later)
        _dealt_with(store, settlement, line, now)
        settlement.close()
    with database.begin(organisation_id) as connection:
        mine = (failure.c.organisation_id == organisation_id) & (failure.c.command_id == command_id)
        connection.execute(delete(failure).where(mine))
    return result


def take_in(
    database: SqlDatabase, organisation_id: str, command_id: str, now: int
) -> Outcome | Refusal:
    """Let a command into the history that its person did not sign; the desk has signed it.

    Raises Fault `not_aside`, `signature_wrong`.
    """
    with database.write(organisation_id) as store:
        store.head()
        held = {one.command_id: one for one in store.held()}.get(command_id)
        if held is None:
            raise Fault("not_aside", command_id=command_id)
        if Trust(store).forged(held.envelope):
            raise Fault("signature_wrong", command_id=command_id)
        settlement = Settlement(store, now)
        result, _ = settlement.envelope(held.envelope, held.envelope.base_version)
        settlement.close()
        store.end_held(command_id)
    return result


def drop(database: SqlDatabase, organisation_id: str, command_id: str) -> None:
    """Forget a command that nobody signed. Raises Fault `not_aside`."""
    with database.write(organisation_id) as store:
        store.head()
        if command_id not in {one.command_id for one in store.held()}:
            raise Fault("not_aside", command_id=command_id)
        store.end_held(command_id)


def _traces(database: SqlDatabase, organisation_id: str) -> list[tuple[str, int, str]]:
    mine = failure.c.organisation_id == organisation_id
    query = select(failure.c.command_id, failure.c.at, failure.c.trace).where(mine)
    with database.begin(organisation_id) as connection:
        return [(key, at, trace) for key, at, trace in connection.execute(query)]


def _failed(store: ServerStore, command_id: str, at: int, trace: str) -> Aside | None:
    line = store.rows.get(CommandLog, command_id)
    if line is None:
        return None
    why = trace.strip().rpartition("\n")[2]
    described = _described(store, _whole(line), at, why, failed=True)
    return replace(described, depending=tuple(_depending(store, line)))


def _described(store: ServerStore, envelope: Envelope, at: int, why: str, *, failed: bool) -> Aside:
    desk = store.rows.get(Desk, envelope.desk_id)
    person = store.rows.get(StaffMember, envelope.actor_id)
    return Aside(
        envelope.command_id,
        envelope.name,
        desk.name if desk else envelope.desk_id,
        person.name if person else envelope.actor_id,
        at,
        why,
        failed,
    )


def _depending(store: ServerStore, line: CommandLog) -> list[CommandLog]:
    """Later commands of desks that were refused: about the same, or missing what was to be made.

    Every line is looked at: this is for an operator, and rare.
    """
    found = [
        one
        for one in every(store, CommandLog)
        if one.version > line.version and one.envelope and _refused(one) and _hangs_on(one, line)
    ]
    return sorted(found, key=lambda one: one.version)


def _hangs_on(one: CommandLog, line: CommandLog) -> bool:
    if one.origin == line.origin and one.code.endswith("_unknown"):
        return True
    return any(getattr(line, name) and getattr(line, name) == getattr(one, name) for name in ABOUT)


def _refused(line: CommandLog) -> bool:
    said: dict[str, Any] = msgspec.json.decode(line.outcome)
    return said["code"] in REFUSED


def _settle(settlement: Settlement, line: CommandLog) -> Outcome | Refusal:
    envelope = _whole(line)
    result, _ = settlement.envelope(envelope, envelope.base_version, _again(line.id))
    return result


def _dealt_with(store: ServerStore, settlement: Settlement, line: CommandLog, now: int) -> None:
    """What was asked of a person is answered, unless there is something new to say."""
    item = store.rows.get(Attention, derive("attention", line.id))
    if item is not None and item.kind == QUARANTINED and item.state == "open":
        act = Act(CommandId(derive("answered", line.id)), StaffId(""), now, system=True)
        settlement.command(act, ResolveAttention(item.id))


def _whole(line: CommandLog) -> Envelope:
    return replace(_envelope(line.envelope), arguments=line.arguments)


def _again(command_id: str) -> str:
    """The id of the line that a command gets when it is run again."""
    return derive("run again", command_id)
