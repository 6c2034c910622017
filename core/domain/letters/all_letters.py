"""Foyer's words for every message, by channel and event; a studio can write its own instead."""

from core.domain.letters import bookings, classes, others
from core.domain.letters.parts import Letter
from core.domain.notices import EMAIL

LETTERS: dict[str, dict[str, Letter]] = {
    EMAIL: bookings.LETTERS | classes.LETTERS | others.LETTERS,
}

MUST_SAY: dict[str, tuple[str, ...]] = {
    "class_message": ("note",),
    "staff_invited": ("link",),
}
"""Without these a message would be of no use."""


def letter_of(event: str, channel: str = EMAIL) -> Letter | None:
    """Foyer's words, None where a channel has none for an event."""
    return LETTERS.get(channel, {}).get(event)
