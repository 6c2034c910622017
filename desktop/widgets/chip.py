"""Chips: an icon and a word in the colours of a meaning; dashed where it is provisional."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import State, Tone, meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import CHIP, RADIUS_SMALL
from desktop.widgets.painting import box, dashed, text_width, words

_PAD, _ICON, _GAP, _BETWEEN = 6, 12, 4, 8


class ChipSpec(Struct, frozen=True):
    """What a chip says. A neutral one (a tag) has an edge and no tint."""

    text: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL

    @classmethod
    def of(cls, state: State, text: str = "") -> "ChipSpec":
        """The chip of a state, with its usual word or a more exact one."""
        return cls(text or state.mark.words, state.mark.icon, state.mark.tone)


def chip_width(spec: ChipSpec) -> int:
    """How wide a chip is."""
    if not spec.text:
        return CHIP
    icon = _ICON + _GAP if spec.icon else 0
    return 2 * _PAD + icon + text_width(spec.text, Size.CAPTION)


def draw_chip(painter: QPainter, left: int, middle: int, spec: ChipSpec) -> int:
    """Paint a chip centred on the line `middle`; returns its width."""
    theme = current_theme()
    meaning = meaning_of(theme, spec.tone)
    rect = QRect(left, middle - CHIP // 2, chip_width(spec), CHIP)
    if spec.tone is Tone.PROVISIONAL:
        box(painter, rect, RADIUS_SMALL, None, dashed(meaning.line))
    elif spec.tone is Tone.NEUTRAL:
        box(painter, rect, RADIUS_SMALL, None, theme.line_strong)
    else:
        box(painter, rect, RADIUS_SMALL, meaning.tint)
    at = left + (_PAD if spec.text else (CHIP - _ICON) // 2)
    if spec.icon:
        draw_icon(painter, spec.icon, QPoint(at, middle - _ICON // 2), _ICON, meaning.text)
        at += _ICON + _GAP
    place = QRect(at, rect.y(), rect.right() - at + 1, CHIP)
    words(painter, place, spec.text, font(Size.CAPTION), meaning.text)
    return rect.width()


def draw_chips(
    painter: QPainter, right: int, middle: int, specs: tuple[ChipSpec, ...], room: int = 10_000
) -> int:
    """Paint chips so that the last ends at `right`; returns the left end of the first.

    Where they need more than `room`, those with an icon lose their words.
    """
    if sum(chip_width(spec) + _BETWEEN for spec in specs) - _BETWEEN > room:
        specs = tuple(replace(spec, text="") if spec.icon else spec for spec in specs)
    left = right
    for spec in reversed(specs):
        left -= chip_width(spec)
        draw_chip(painter, left, middle, spec)
        left -= _BETWEEN
    return left + _BETWEEN if specs else right


class Chip(QWidget):
    """One chip as a widget."""

    def __init__(self, spec: ChipSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spec.text)

    def say(self, spec: ChipSpec) -> None:
        """Show something else."""
        self._spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(chip_width(self._spec), CHIP)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        draw_chip(brush(self), 0, self.height() // 2, self._spec)
