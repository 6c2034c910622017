"""What the class panel shows, as frozen values ready to read; ids go back out with signals."""

from enum import Enum

from msgspec import Struct

from desktop.saying import tr
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.seats_bar import Seat


class Presence(Enum):
    """Where a booked client stands."""

    DUE = "due"
    IN = "in"
    NO_SHOW = "no_show"


class RosterLine(Struct, frozen=True, kw_only=True):
    """One booking. `spot` is the number in the box, `came` as "In 17:31", `barred` why not."""

    client_id: str
    spot: str
    name: str
    note: str = ""
    chips: tuple[ChipSpec, ...] = ()
    presence: Presence = Presence.DUE
    came: str = ""
    provisional: bool = False
    barred: str = ""


class WaitLine(Struct, frozen=True, kw_only=True):
    """One waiting client: place, what may be done ("Give seat"), or why they are skipped."""

    client_id: str
    place: int
    name: str
    note: str = ""
    chips: tuple[ChipSpec, ...] = ()
    offered: bool = False
    action: str = ""
    action_id: str = ""
    skipped: str = ""


class HoldLine(Struct, frozen=True, kw_only=True):
    """Seats that are kept without a client: how many, for what, until when."""

    hold_id: str
    text: str
    until: str


class SpotView(Struct, frozen=True, kw_only=True):
    """One numbered spot at its place; `broken` says why it cannot be used."""

    spot_id: str
    label: str
    x: int
    y: int
    client_id: str = ""
    name: str = ""
    presence: Presence = Presence.DUE
    broken: str = ""


class Unplaced(Struct, frozen=True, kw_only=True):
    """One who is booked and has no spot, or fewer than seats."""

    client_id: str
    name: str


class NoteLine(Struct, frozen=True, kw_only=True):
    """A note on the class, or on a client's session of it (`client_id`)."""

    note_id: str
    text: str
    by: str
    client_id: str = ""


class HistoryLine(Struct, frozen=True, kw_only=True):
    """One act on the class: when, what, who."""

    entry_id: str
    when: str
    icon: str
    text: str
    by: str
    tone: Tone = Tone.NEUTRAL


class ClassView(Struct, frozen=True, kw_only=True):
    """Everything in the panel."""

    occurrence_id: str
    letter: str
    service: int
    title: str
    day: str
    span: str
    place: str
    teacher: str
    teacher_note: str = ""
    starts_in: str = ""
    seats_said: str = ""
    seats: tuple[Seat, ...] = ()
    counts: str = ""
    roster: tuple[RosterLine, ...] = ()
    waiting: tuple[WaitLine, ...] = ()
    waiting_hint: str = ""
    holds: tuple[HoldLine, ...] = ()
    spots: tuple[SpotView, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    cancelled: bool = False
    closed: bool = False
    barred_booking: str = ""
    unseen: bool = False
    """Whether who comes is nothing to who works here."""


class Deed(Enum):
    """What is asked about somebody in the list before it is done."""

    CANCEL = "cancel"
    NO_SHOW = "no_show"
    WAS_THERE = "was_there"
    WAS_NOT = "was_not"
    LEAVE_LINE = "leave_line"
    WITHDRAW = "withdraw"
    IS_HERE = "is_here"
    NOT_HERE = "not_here"


class Answer(Struct, frozen=True):
    """What a deed would do now, in one sentence; `verb` is on its button, "" where it cannot be
    done, and `keep` on the other (BK-6, U-25)."""

    text: str
    tone: Tone = Tone.OK
    verb: str = ""
    keep: str = tr("Keep")


class Stand(Struct, frozen=True, kw_only=True):
    """Somebody who could lead instead: why they fit, and what speaks against them."""

    staff_id: str
    name: str
    note: str = ""
    against: str = ""
    barred: str = ""


class Candidate(Struct, frozen=True, kw_only=True):
    """A client who could be booked, with what pays or why it cannot be."""

    client_id: str
    name: str
    note: str = ""
    cover: str = ""
    barred: str = ""
    over: bool = False
    """Whether a reason lets them be booked all the same (BK-1, BK-3)."""
