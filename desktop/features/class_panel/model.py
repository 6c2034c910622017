"""What the class panel shows, as frozen values ready to read; ids go back out with signals."""

from enum import Enum

from msgspec import Struct

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
    action: str = ""
    action_id: str = ""
    skipped: str = ""


class NoteLine(Struct, frozen=True, kw_only=True):
    """A note on the class."""

    note_id: str
    text: str
    by: str


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
    notes: tuple[NoteLine, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    cancelled: bool = False
    barred_booking: str = ""


class CancelPreview(Struct, frozen=True):
    """What cancelling a booking would do now, in one sentence, and whether it costs (BK-6)."""

    text: str
    tone: Tone = Tone.OK


class Candidate(Struct, frozen=True, kw_only=True):
    """A client who could be booked, with what pays or why it cannot be."""

    client_id: str
    name: str
    note: str = ""
    cover: str = ""
    barred: str = ""
