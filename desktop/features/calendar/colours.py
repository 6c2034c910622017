"""What colours a class: its service, or who leads it."""

from collections.abc import Iterable

from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.features.calendar.filters import BY_TEACHER
from desktop.features.calendar.model import LegendEntry
from desktop.saying import tr

NOBODY = 12
"""Graphite, for a class that nobody leads."""


class Colours:
    """Numbers of the twelve service colours. Instructors have theirs in the order of names."""

    def __init__(self, by: str, lines: Iterable[OccurrenceLine]) -> None:
        self._by = by
        self._lines = list(lines)
        people = sorted({(one.lead_name, one.lead_id) for one in self._lines if one.lead_id})
        self._people = {lead_id: at % 11 + 1 for at, (_, lead_id) in enumerate(people)}

    def of(self, line: OccurrenceLine) -> int:
        """The colour of a class."""
        if self._by != BY_TEACHER:
            return line.colour
        return self._people.get(line.lead_id, NOBODY)

    def letter(self, line: OccurrenceLine) -> str:
        """The letter beside it, since no colour speaks alone."""
        if self._by != BY_TEACHER:
            return line.badge
        return line.lead_name[:1].upper() or "?"

    def legend(self) -> tuple[LegendEntry, ...]:
        """What each colour in view means, by name."""
        seen = {(self.letter(one), self.of(one), self._name(one)) for one in self._lines}
        return tuple(sorted((LegendEntry(*one) for one in seen), key=lambda entry: entry.name))

    def _name(self, line: OccurrenceLine) -> str:
        if self._by == BY_TEACHER:
            return formats.short_name(line.lead_name) if line.lead_id else tr("Nobody")
        return line.short_name or line.name
