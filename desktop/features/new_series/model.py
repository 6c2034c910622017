"""What the panel "new series" shows and returns, as frozen values.

Dates are local as 2026-11-25, times wall clock as 18:00; nothing here knows a zone (SCH-2 is
decided where the preview is made).
"""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, field

from desktop.widgets.date_list import DateLine


class Part(StrEnum):
    """The fields, by which an error is told."""

    SERVICE = "service"
    PLACE = "place"
    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"
    WEEKDAYS = "weekdays"
    START = "start"
    MINUTES = "minutes"
    FIRST = "first"
    UNTIL = "until"
    CAPACITY = "capacity"
    REASON = "reason"


class Choice(Struct, frozen=True):
    """Something to choose; `minutes` and `capacity` are a service's usual ones."""

    ident: str
    text: str
    minutes: int = 0
    capacity: int = 0


class SeriesChoices(Struct, frozen=True, kw_only=True):
    """What can be chosen at this location."""

    services: tuple[Choice, ...]
    places: tuple[Choice, ...]
    instructors: tuple[Choice, ...]
    assistants: tuple[Choice, ...] = ()


class SeriesDraft(Struct, frozen=True, kw_only=True):
    """What is typed so far. Without weekdays it is one class; 0 is Monday; `until` may be empty."""

    service: str = ""
    place: str = ""
    instructor: str = ""
    assistant: str = ""
    weekdays: tuple[int, ...] = ()
    start: str = ""
    minutes: str = ""
    first: str = ""
    until: str = ""
    capacity: str = ""
    once: bool = False
    reason: str = ""


class SeriesPreview(Struct, frozen=True, kw_only=True):
    """What saving would do: dates, conflicts, wrong fields, and why it cannot be saved at all."""

    dates: tuple[DateLine, ...] = ()
    summary: str = ""
    errors: dict[Part, str] = field(default_factory=dict)
    barred: str = ""
    asks_reason: bool = False
    """Whether a reason would let dates in conflict pass (SCH-5)."""


Preview = Callable[[SeriesDraft], SeriesPreview]
