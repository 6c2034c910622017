"""What goes into a handler beside its command, and what comes out: Act, Outcome, ChangeSet."""

from collections.abc import Iterable
from typing import Any

import msgspec

from core.domain.ids import ClientId, CommandId, DeskId, GrantId, LocationId, StaffId
from core.domain.rows import Row


class Act(msgspec.Struct, frozen=True):
    """Who does it, when, from where. All times in a handler come from here.

    `occurred_at` is UTC in milliseconds. `desk_id` is "" on the server and the web. `system` marks
    what only the server issues. `approved_by` is the manager whose PIN rode along. `shown` is the
    outcome code that a desk has already shown: "" at the first run, set in replay and settlement.
    `client_id` is the client who acts for themselves; `actor_id` is "" then. `honoured` are grants
    that have ended since, and were in force on the version on which the desk stood (SET-13).
    `offline`: the desk had not heard from the server when it was done first. `terms` are ids of
    what it relied on then, such as a lease (M-02).
    """

    command_id: CommandId
    actor_id: StaffId
    occurred_at: int
    desk_id: DeskId = DeskId("")
    location_id: LocationId = LocationId("")
    approved_by: StaffId = StaffId("")
    shown: str = ""
    system: bool = False
    client_id: ClientId = ClientId("")
    honoured: tuple[GrantId, ...] = ()
    offline: bool = False
    terms: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """Something that happened, in the past tense, with its subjects and figures in `facts`."""

    name: str
    facts: dict[str, Any] = {}


class Outcome(msgspec.Struct, frozen=True):
    """What a command did. `code` names the case (booked, waitlisted), `facts` its figures."""

    code: str
    facts: dict[str, Any] = {}
    events: tuple[Event, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """One row before and after; `before` is None for a new row, `after` None for one taken back."""

    row_type: type[Row]
    id: str
    before: Row | None
    after: Row | None


class ChangeSet(msgspec.Struct, frozen=True):
    """The net difference that a command or a rebase made. Screens ask it whether to reload."""

    changes: tuple[Change, ...] = ()

    def tables(self) -> frozenset[type[Row]]:
        return frozenset(change.row_type for change in self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)


def net(changes: Iterable[Change]) -> ChangeSet:
    """Join changes of the same rows in order, and leave out what ended as it began."""
    joined: dict[tuple[type[Row], str], Change] = {}
    for change in changes:
        key = (change.row_type, change.id)
        first = joined.get(key)
        joined[key] = (
            change
            if first is None
            else Change(change.row_type, change.id, first.before, change.after)
        )
    return ChangeSet(tuple(c for c in joined.values() if c.before != c.after))
