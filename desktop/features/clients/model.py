"""What the client screens show, as frozen values ready to read; ids go back out with signals."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec


class ClientLine(Struct, frozen=True, kw_only=True):
    """One client in the list."""

    client_id: str
    name: str
    contact: str = ""
    cover: str = ""
    next_booking: str = ""
    chips: tuple[ChipSpec, ...] = ()


class ClientSlice(Struct, frozen=True):
    """Some of those found, from an offset, and how many there are in all."""

    total: int
    lines: tuple[ClientLine, ...]


Find = Callable[[str, int, int], ClientSlice]


class Credit(Enum):
    """One credit of a pass; each has its own shape."""

    USED = "used"
    HELD = "held"
    FREE = "free"


class LedgerLine(Struct, frozen=True, kw_only=True):
    """One entry in a credit's life: when, what, the signed change, what is free after it."""

    entry_id: str
    when: str
    icon: str
    text: str
    note: str = ""
    change: str = ""
    balance: str = ""
    tone: Tone = Tone.NEUTRAL


class PassLine(Struct, frozen=True, kw_only=True):
    """One pass: its credits as marks, two sentences, its ledger."""

    pass_id: str
    name: str
    covers: str = ""
    free: str = ""
    credits: tuple[Credit, ...] = ()
    sentences: tuple[str, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    ended: bool = False
    paused: bool = False
    fixed: bool = False
    """Whether who works here changes nothing of it."""


class BookingLine(Struct, frozen=True, kw_only=True):
    """One booking. `side` is what pays or who taught; `result` what a cancel would do, or did."""

    occurrence_id: str
    when: str
    letter: str
    service: int
    title: str
    side: str
    icon: str
    tone: Tone
    state: str
    result: str = ""
    result_tone: Tone = Tone.NEUTRAL
    movable: bool = False
    strong: bool = False


class DetailLine(Struct, frozen=True, kw_only=True):
    """A fact about the client."""

    label: str
    value: str


class StoryLine(Struct, frozen=True, kw_only=True):
    """A line of history, notes or payments."""

    entry_id: str
    when: str
    icon: str
    text: str
    note: str = ""
    amount: str = ""
    tone: Tone = Tone.NEUTRAL
    brief: str = ""


class Profile(Struct, frozen=True, kw_only=True):
    """Everything about one client."""

    client_id: str
    name: str
    chips: tuple[ChipSpec, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    since: str = ""
    passes: tuple[PassLine, ...] = ()
    upcoming: tuple[BookingLine, ...] = ()
    past: tuple[BookingLine, ...] = ()
    past_count: int = 0
    past_note: str = ""
    details: tuple[DetailLine, ...] = ()
    payments: tuple[StoryLine, ...] = ()
    notes: tuple[StoryLine, ...] = ()
    health: tuple[StoryLine, ...] = ()
    messages: tuple[StoryLine, ...] = ()
    history: tuple[StoryLine, ...] = ()
    history_count: int = 0
    archived: bool = False
    suspended: bool = False
    cards: int = 0
