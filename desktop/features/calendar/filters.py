"""What of the classes is shown, and what colours them; kept from one start to the next."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import asdict

from core.queries.occurrences import OccurrenceLine
from desktop import formats

BY_SERVICE, BY_TEACHER = "service", "teacher"
FREE, TROUBLE = "free", "trouble"


class Filter(Struct, frozen=True):
    """Ids or words, "" for all; `only` is free seats, trouble, or ""."""

    service: str = ""
    category: str = ""
    teacher: str = ""
    room: str = ""
    only: str = ""

    def fits(self, line: OccurrenceLine) -> bool:
        """Whether an occurrence is shown."""
        return (
            self.service in ("", line.service_id)
            and self.category in ("", line.category)
            and self.teacher in ("", line.lead_id)
            and self.room in ("", line.room_id)
            and (self.only != FREE or (line.free > 0 and line.state == "scheduled"))
            and (self.only != TROUBLE or in_trouble(line))
        )

    @property
    def count(self) -> int:
        """How many of them hold."""
        return sum(bool(value) for value in asdict(self).values())


class Option(Struct, frozen=True):
    """One thing to filter by: the field, its value, its words."""

    field: str
    value: str
    text: str


def in_trouble(line: OccurrenceLine) -> bool:
    """Nobody leads it, something stands against it, or more are booked than there are seats."""
    return line.state != "cancelled" and (
        bool(line.conflict) or not line.lead_id or line.booked > line.capacity
    )


def options(lines: Iterable[OccurrenceLine]) -> list[Option]:
    """What there is to filter by in these occurrences, by field and words."""
    found: set[Option] = set()
    for line in lines:
        found.add(Option("service", line.service_id, line.name))
        found.add(Option("category", line.category, line.category.capitalize()))
        if line.lead_id:
            found.add(Option("teacher", line.lead_id, formats.short_name(line.lead_name)))
        if line.room_id:
            found.add(Option("room", line.room_id, line.rooms[0]))
    return sorted(found, key=lambda one: (one.field, one.text, one.value))


def as_draft(filter_: Filter, colour: str, shown: str, mode: str) -> dict[str, str]:
    """The look as it is kept."""
    kept = {name: value for name, value in asdict(filter_).items() if value}
    return {**kept, "colour": colour, "shown": shown, "mode": mode}


def from_draft(kept: Mapping[str, str]) -> Filter:
    """The filter that was kept."""
    return Filter(**{name: kept[name] for name in Filter.__struct_fields__ if name in kept})
