"""Opening hours as they are given: by weekday, spans of local times (ORG-2)."""

from collections.abc import Iterable


def reversed_hours(days: Iterable[Iterable[tuple[str, str]]]) -> bool:
    """Whether a span of any day ends before it begins, or at once."""
    return any(opens >= closes for spans in days for opens, closes in spans)
