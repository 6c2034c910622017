"""What the server does of itself after an event: system commands with ids from their cause."""

from collections.abc import Iterable

from core.changes import Act, Event
from core.commands.registry import Command


def reactions_to(act: Act, events: Iterable[Event], now: int) -> list[tuple[Act, Command]]:
    """System commands that follow from events, to be settled in the same transaction."""
    return []
