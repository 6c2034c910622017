"""State marks: each state has its own shape first, then a colour, then words."""

from enum import Enum

from msgspec import Struct
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QPainter

from desktop.saying import tr
from desktop.theme.icons import draw_icon
from desktop.theme.palette import current_theme
from desktop.theme.tokens import Meaning, Theme


class Tone(Enum):
    """Which meaning colours a mark; neutral has the colour of control edges."""

    OK = "ok"
    ATTENTION = "attention"
    REFUSED = "refused"
    INFO = "info"
    PROVISIONAL = "provisional"
    NEUTRAL = "neutral"


class Mark(Struct, frozen=True):
    """A shape, its tone, and the words said where there is room or a screen reader."""

    icon: str
    tone: Tone
    words: str


class State(Enum):
    """What can be said of a person, a booking or a class at a glance."""

    BOOKED = Mark("circle", Tone.NEUTRAL, tr("Booked"))
    IN = Mark("circle-check", Tone.OK, tr("In"))
    PROVISIONAL = Mark("circle-dashed", Tone.PROVISIONAL, tr("Provisional"))
    GUARANTEED = Mark("shield-check", Tone.OK, tr("Guaranteed"))
    NEEDS_YOU = Mark("triangle-alert", Tone.ATTENTION, tr("Needs you"))
    REFUSED = Mark("octagon-x", Tone.REFUSED, tr("Refused"))
    CLASH = Mark("octagon-x", Tone.REFUSED, tr("Clash"))
    WAITING = Mark("hourglass", Tone.INFO, tr("Waiting"))
    FIRST_VISIT = Mark("star", Tone.INFO, tr("First visit"))
    BIRTHDAY = Mark("cake", Tone.INFO, tr("Birthday"))
    HEALTH = Mark("heart-pulse", Tone.INFO, tr("Health"))
    NO_WAIVER = Mark("file-pen-line", Tone.ATTENTION, tr("No waiver"))
    WAIVER_SIGNED = Mark("file-check", Tone.OK, tr("Waiver signed"))
    UNPAID = Mark("banknote", Tone.ATTENTION, tr("Unpaid"))
    NO_SHOW = Mark("user-x", Tone.REFUSED, tr("No-show"))
    LATE_CANCEL = Mark("clock-alert", Tone.ATTENTION, tr("Late cancel"))
    DONE = Mark("check", Tone.NEUTRAL, tr("Done"))
    CANCELLED = Mark("x", Tone.NEUTRAL, tr("Cancelled"))
    OUT_OF_ORDER = Mark("wrench", Tone.ATTENTION, tr("Out of order"))
    AT_THE_DESK = Mark("map-pin-check", Tone.INFO, tr("At the desk"))
    CONFIRMED = Mark("circle-check", Tone.OK, tr("Confirmed"))

    @property
    def mark(self) -> Mark:
        """The mark of this state."""
        return self.value


def meaning_of(theme: Theme, tone: Tone) -> Meaning:
    """The three colours of a tone in a theme."""
    known = {
        Tone.OK: theme.ok,
        Tone.ATTENTION: theme.attention,
        Tone.REFUSED: theme.refused,
        Tone.INFO: theme.info,
        Tone.PROVISIONAL: theme.provisional,
        Tone.NEUTRAL: Meaning(theme.muted, theme.control, theme.window),
    }
    return known[tone]


def draw_mark(
    painter: QPainter,
    state: State,
    at: QPoint | QPointF,
    size: int = 16,
    tint: QColor | None = None,
) -> None:
    """Paint a state's mark with its top left corner at `at`, in its own or the given colour."""
    mark = state.mark
    theme = current_theme()
    draw_icon(painter, mark.icon, at, size, tint or meaning_of(theme, mark.tone).text)
