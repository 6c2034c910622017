"""What Today shows, as frozen values ready to read; ids go back out with the signals."""

from msgspec import Struct

from desktop.saying import tr
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.seats_bar import Seat


class Block(Struct, frozen=True, kw_only=True):
    """One class on the day line. Minutes count real time from the line's start."""

    occurrence_id: str
    room: str
    start_min: int
    end_min: int
    time: str
    title: str
    short_title: str
    service: int
    teacher: str
    booked: int
    capacity: int
    waiting: int = 0
    done: bool = False
    cancelled: bool = False
    provisional: bool = False
    needs: str = ""
    kept: int = 0

    @property
    def full(self) -> bool:
        """No seat is free."""
        return self.booked + self.kept >= self.capacity

    @property
    def said(self) -> str:
        """Class, time, teacher, booked of capacity, and what is odd, for a screen reader."""
        parts = [f"{self.title} {self.time}", self.room, self.teacher]
        parts.append(tr("{0} of {1} booked").format(self.booked, self.capacity))
        if self.waiting:
            parts.append(tr("{0} waiting").format(self.waiting))
        odd = {
            tr("done"): self.done,
            tr("cancelled"): self.cancelled,
            tr("provisional"): self.provisional,
        }
        parts += [word for word, holds in odd.items() if holds]
        if self.needs:
            parts.append(tr("needs {0}").format(self.needs))
        return ", ".join(part for part in parts if part)


class DayLine(Struct, frozen=True, kw_only=True):
    """The day of one place: rooms as rows, hours (minute, label) as columns."""

    day: str
    rooms: tuple[str, ...]
    hours: tuple[tuple[int, str], ...]
    ends_min: int
    blocks: tuple[Block, ...]
    now_min: int | None = None
    now: str = ""
    summary: str = ""


class DueRow(Struct, frozen=True, kw_only=True):
    """A client who is due: spot, pass in a word, chips of what to know."""

    client_id: str
    name: str
    spot: str = ""
    note: str = ""
    chips: tuple[ChipSpec, ...] = ()
    barred: str = ""


class DueGroup(Struct, frozen=True, kw_only=True):
    """The people of one class: those who are due in full, those who are in by name."""

    occurrence_id: str
    letter: str
    service: int
    title: str
    came: str
    hint: str
    rows: tuple[DueRow, ...] = ()
    names_in: tuple[str, ...] = ()


class RushLine(Struct, frozen=True, kw_only=True):
    """One thing that could go wrong: an icon, how many, who, and what to do about it."""

    kind: str
    icon: str
    count: int
    label: str
    names: str
    tone: Tone = Tone.NEUTRAL
    action: str = ""


class RushBoard(Struct, frozen=True, kw_only=True):
    """The next class from 20 minutes before it starts."""

    occurrence_id: str
    letter: str
    service: int
    title: str
    came: str
    starts_in: str
    seats: tuple[Seat, ...]
    lines: tuple[RushLine, ...]


class AttentionLine(Struct, frozen=True, kw_only=True):
    """One open item: what happened, to whom, and the nearest remedy."""

    item_id: str
    icon: str
    title: str
    note: str
    action: str = ""


class TodayView(Struct, frozen=True, kw_only=True):
    """Everything on the page."""

    line: DayLine
    due: tuple[DueGroup, ...] = ()
    rush: RushBoard | None = None
    attention: tuple[AttentionLine, ...] = ()
    attention_count: int = 0
