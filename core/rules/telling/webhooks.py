"""Which events go to which webhook (NTF-5). Pure decisions."""

from collections.abc import Iterable, Iterator

from core.changes import Event
from core.domain.json_text import texts
from core.domain.webhooks import Webhook

TAKEN_BACK = "taken_back"
"""Told when a command was undone; what it had caused was told before and stays told."""


def told_of(event: Event, hooks: Iterable[Webhook]) -> Iterator[Webhook]:
    """The webhooks that want an event, in order of their ids."""
    for hook in hooks:
        wanted = texts(hook.events)
        if not wanted or event.name in wanted:
            yield hook


def with_undone(events: Iterable[Event], undone: str) -> Iterator[Event]:
    """The events of a command; `undone` is the id of the command that it took back, or ""."""
    if undone:
        yield Event(TAKEN_BACK, {"of": undone})
    yield from events
