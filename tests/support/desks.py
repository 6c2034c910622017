"""Two desks and a server in one process, at the level of the bus: for settlement stories.

    server = Studio.open()
    desk_a, desk_b = Desk(server, "A"), Desk(server, "B")
    desk_a.do(Book(...)); desk_b.do(Book(...))       # each on its own copy, offline
    desk_a.push(); told = desk_b.push()              # settled on the server in this order

What follows on the server (a freed seat, a promotion) is settled with each push. No journal, no
rebase: those have tests of their own.
"""

from typing import Any

import msgspec
from msgspec.structs import replace

from core import bus
from core.changes import Act, Event, Outcome
from core.commands.registry import Command
from core.commands.seats import Book
from core.domain.ids import DeskId, StaffId
from core.domain.json_text import mapping
from core.domain.records import Attention
from core.domain.refusals import Refusal
from core.domain.telling import tell
from core.domain.words import settled as words_for
from core.rules.attention import attention
from core.rules.reactions import reactions
from core.store.memory_reader import MemoryReader
from core.store.overlay import Overlay
from tests.support.studio import Studio


class Settled(msgspec.Struct, frozen=True):
    """What the server made of a command, and what it tells people."""

    result: Outcome | Refusal
    attention: Attention | None
    events: tuple[Event, ...]


class Desk:
    """A copy of the server's rows, and the commands done on it that the server has not seen."""

    def __init__(self, server: Studio, name: str) -> None:
        self.server = server
        self.name = name
        rows = [row for table in server.rows().values() for row in table]
        self.studio = Studio(MemoryReader(rows))
        vars(self.studio).update(
            {k: v for k, v in vars(server).items() if k not in ("reader", "events", "_commands")}
        )
        self.queue: list[tuple[Act, Command, Outcome]] = []

    def do(self, command: Command, **how: Any) -> Outcome:
        """Do it offline; it must succeed here."""
        how.setdefault("command_id", f"{self.name}-{len(self.queue)}")
        outcome = self.studio.do(command, **how)
        lease = outcome.facts.get("lease_id")
        act = replace(
            self.studio.last,
            desk_id=DeskId(f"desk-{self.name.lower()}"),
            terms=(lease,) if lease else (),
        )
        self.queue.append((act, command, outcome))
        return outcome

    def push(self) -> list[Settled]:
        """Settle all that is queued, in order, with what follows from each on the server."""
        queue, self.queue = self.queue, []
        return [settle(self.server, act, command, shown) for act, command, shown in queue]


def settle(server: Studio, act: Act, command: Command, shown: Outcome) -> Settled:
    """Settle one command that a desk showed as done, and carry out the reactions to it."""
    draft = Overlay(server.reader)
    act = replace(act, shown=shown.code)
    result = bus.settle(draft, act, command)
    server.reader.apply(draft.changes())
    item = attention(
        server.reader,
        act,
        command,
        result,
        settled_at=act.occurred_at,
        shown=shown.facts,
    )
    events = list(result.events) if isinstance(result, Outcome) else []
    events += react(server, act, tuple(events))
    return Settled(result, item, tuple(events))


def react(server: Studio, cause: Act, events: tuple[Event, ...]) -> list[Event]:
    """Run the system commands that the server issues after these events."""
    made: list[Event] = []
    for command_id, command in reactions(cause.command_id, events):
        act = Act(command_id, StaffId(""), cause.occurred_at, system=True)
        draft = Overlay(server.reader)
        result = bus.run(draft, act, command)
        server.reader.apply(draft.changes())
        if isinstance(result, Outcome):
            made.extend(result.events)
    return made


def two_desks() -> tuple[Studio, Desk, Desk]:
    """A server and two desks that have just exchanged."""
    server = Studio.open()
    return server, Desk(server, "A"), Desk(server, "B")


def nearly_full(server: Studio) -> None:
    """Dora and Emil are booked in yoga at six: one of three seats is left."""
    for client in (server.dora, server.emil):
        server.do(Book(client, server.yoga_1800, pay_at_desk=True))


def sentence(told: Settled) -> str:
    """What the attention item of a settled command says."""
    assert told.attention is not None
    facts = mapping(told.attention.facts)
    return tell(words_for(told.attention.kind, refused=facts["refused"]).says, facts, "GBP")
