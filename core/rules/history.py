"""Whose life a command belongs to: the clients, classes, passes whose rows it changed (AUD-1)."""

from collections.abc import Iterable

from core.changes import Change
from core.domain.credits import Pass
from core.domain.people import Client
from core.domain.records import CommandLog, LogSubject
from core.domain.schedule import Occurrence

_OWN = (Client, Occurrence, Pass)
_NAMED = ("client_id", "occurrence_id", "pass_id")
_NO_STORY = (CommandLog, LogSubject)


def subjects(changes: Iterable[Change]) -> tuple[str, ...]:
    """The ids of all clients, occurrences and passes that changed or whose rows did, each once."""
    found: dict[str, None] = {}
    for change in changes:
        if change.row_type in _NO_STORY:
            continue
        if change.row_type in _OWN:
            found[change.id] = None
        for row in (change.before, change.after):
            for name in _NAMED:
                if value := getattr(row, name, ""):
                    found[value] = None
    return tuple(found)
