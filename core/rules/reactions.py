"""What the server does by itself after a command has settled: events to system commands."""

from collections.abc import Iterable

from core.changes import Event
from core.commands.registry import Command
from core.commands.system import Promote
from core.domain.ids import CommandId, derive

_FREES_A_SEAT = frozenset({"seat_freed", "waitlist_joined"})
"""Joining counts: a desk that saw the class full may have been behind."""


def reactions(cause: str, events: Iterable[Event]) -> tuple[tuple[CommandId, Command], ...]:
    """System commands with their ids, from kind, subject and cause: twice is the same once.

    `cause` is the id of the command whose events these are.
    """
    found: dict[CommandId, Command] = {}
    for event in events:
        occurrence_id = event.facts.get("occurrence_id", "")
        if event.name in _FREES_A_SEAT and occurrence_id:
            key = CommandId(derive("reaction", "promote", occurrence_id, cause))
            found[key] = Promote(occurrence_id)
    return tuple(found.items())
