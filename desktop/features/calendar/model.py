"""What the calendar shows, as frozen values. Instants are UTC milliseconds, texts ready to read.

Ids go back out with the signals of the view.
"""

from enum import StrEnum

from msgspec import Struct

from desktop.saying import tr


class Mode(StrEnum):
    """How many days are in view."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Shade(Struct, frozen=True):
    """A span in which somebody is away, or the place is closed, with the words that say so."""

    starts_at: int
    ends_at: int
    text: str


class Column(Struct, frozen=True, kw_only=True):
    """One day of a week, or one room or instructor of a day. `date` is local, as 2026-11-18."""

    key: str
    date: str
    title: str
    caption: str = ""
    today: bool = False
    open_spans: tuple[tuple[int, int], ...] = ()
    shades: tuple["Shade", ...] = ()


class CalendarBlock(Struct, frozen=True, kw_only=True):
    """One occurrence in one column."""

    occurrence_id: str
    column: str
    starts_at: int
    ends_at: int
    day: str
    time: str
    span: str
    title: str
    short_title: str
    service: int
    letter: str
    teacher: str
    room: str = ""
    booked: int = 0
    capacity: int = 0
    waiting: int = 0
    past: bool = False
    cancelled: bool = False
    provisional: bool = False
    clash: bool = False
    needs: str = ""
    movable: bool = True
    kept: int = 0
    before_min: int = 0
    after_min: int = 0

    @property
    def full(self) -> bool:
        """No seat is free."""
        return self.booked + self.kept >= self.capacity > 0

    @property
    def said(self) -> str:
        """Class, day, time, teacher, booked of capacity, and what is odd, for a screen reader."""
        parts = [self.title, self.day, self.span, self.teacher]
        parts.append(tr("{0} of {1} booked").format(self.booked, self.capacity))
        if self.kept:
            parts.append(tr("{0} kept").format(self.kept))
        if self.waiting:
            parts.append(tr("{0} waiting").format(self.waiting))
        odd = {
            tr("over"): self.past,
            tr("cancelled"): self.cancelled,
            tr("provisional"): self.provisional,
            tr("clash"): self.clash,
        }
        parts += [word for word, holds in odd.items() if holds]
        parts.append(self.needs)
        return ", ".join(part for part in parts if part)


class MonthLine(Struct, frozen=True, kw_only=True):
    """One occurrence in a cell of the month."""

    occurrence_id: str
    time: str
    title: str
    seats: str
    service: int
    full: bool = False
    past: bool = False
    cancelled: bool = False
    trouble: bool = False
    said: str = ""


class MonthDay(Struct, frozen=True, kw_only=True):
    """One cell: its local date, the number, how much is on, and the classes by time."""

    date: str
    number: str
    said: str
    caption: str = ""
    fill: float = 0.0
    inside: bool = True
    today: bool = False
    closed: str = ""
    lines: tuple[MonthLine, ...] = ()


class MonthPage(Struct, frozen=True, kw_only=True):
    """Whole weeks from Monday that hold a month. `weekdays` are the heads."""

    title: str
    weekdays: tuple[str, ...]
    days: tuple[MonthDay, ...]
    legend: tuple["LegendEntry", ...] = ()
    mode: Mode = Mode.MONTH
    shown: str = ""
    choices: tuple["Choice", ...] = ()
    filtered: int = 0


class Target(Struct, frozen=True):
    """A span in a column: where something is dropped, or where a new class would lie."""

    starts_at: int
    ends_at: int
    column: str


class Move(Struct, frozen=True):
    """A drop: which occurrence goes where. Also a change of its length, or a copy of it."""

    occurrence_id: str
    to: Target
    copy: bool = False


class DropConflict(Struct, frozen=True, kw_only=True):
    """One reason against a place: "Teacher", "Mia K. has", "Mat Basics 17:00"."""

    kind: str
    text: str
    what: str = ""
    occurrence_id: str = ""


class DropAnswer(Struct, frozen=True, kw_only=True):
    """What a place would mean. With conflicts it can still be `allowed` (a manager's override)."""

    when: str
    span: str = ""
    conflicts: tuple[DropConflict, ...] = ()
    allowed: bool = True
    next_free: Target | None = None
    next_free_text: str = ""
    next_free_note: str = ""


class LegendEntry(Struct, frozen=True):
    """A service in the legend of the tool bar."""

    letter: str
    service: int
    name: str


class Choice(Struct, frozen=True):
    """What can be shown: "all" rooms, one of them, by room or by instructor."""

    ident: str
    text: str


class CalendarPage(Struct, frozen=True, kw_only=True):
    """All that is in view. `zone` is the location's; `now_at` is None where today is not shown."""

    mode: Mode
    zone: str
    title: str
    columns: tuple[Column, ...]
    blocks: tuple[CalendarBlock, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    shown: str = ""
    choices: tuple[Choice, ...] = ()
    now_at: int | None = None
    now: str = ""
    filtered: int = 0
