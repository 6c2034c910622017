"""The little boxes that show a key, alone or with the word for what it does."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_M, GAP_XS, KEY_CAP, RADIUS_SMALL
from desktop.widgets.painting import CENTRE, LEFT, box, text_width, words


class CapLook(Struct, frozen=True):
    """Colours of a cap where the usual ones would not be seen, and its height."""

    edge: QColor
    ink: QColor
    size: Size = Size.CAPTION
    height: int = KEY_CAP


class UsualKeys:
    """Which key stands now for a usual one: the registry of actions knows (U-07)."""

    def __init__(self) -> None:
        self._ask: Callable[[QWidget, str], str] = lambda _widget, usual: usual

    def asks(self, source: Callable[[QWidget, str], str]) -> None:
        """Let the caps of buttons and hints ask here."""
        self._ask = source

    def now(self, widget: QWidget, usual: str) -> str:
        """What is to be pressed where this widget stands."""
        return self._ask(widget, usual) if usual else ""


KEYS = UsualKeys()


def cap_width(key: str, look: CapLook | None = None) -> int:
    """How wide the cap of a key is."""
    size = look.size if look else Size.CAPTION
    height = look.height if look else KEY_CAP
    return max(height, text_width(key, size) + 10)


def draw_cap(
    painter: QPainter, left: int, middle: int, key: str, look: CapLook | None = None
) -> int:
    """Paint a cap centred on the line `middle`; returns its width."""
    theme = current_theme()
    shown = look or CapLook(theme.line_strong, theme.muted)
    width = cap_width(key, look)
    rect = QRect(left, middle - shown.height // 2, width, shown.height)
    box(painter, rect, RADIUS_SMALL, None if look else theme.panel, shown.edge)
    words(painter, rect, key, font(shown.size), shown.ink, CENTRE)
    return width


class KeyHint(QWidget):
    """A row of caps with words: [Enter] open  [Esc] close."""

    def __init__(self, hints: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = hints
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(f"{key} {word}" for key, word in hints))

    @property
    def _hints(self) -> list[tuple[str, str]]:
        return [(KEYS.now(self, key), word) for key, word in self._usual]

    def sizeHint(self) -> QSize:  # noqa: N802
        width = sum(
            cap_width(key) + GAP_XS + text_width(word, Size.CAPTION) for key, word in self._hints
        )
        return QSize(width + GAP_M * (len(self._hints) - 1) + 1, KEY_CAP)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, KEY_CAP)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Hints that do not fit are left out whole."""
        painter = brush(self)
        theme = current_theme()
        left = 0
        for key, word in self._hints:
            if left + cap_width(key) + GAP_XS + text_width(word, Size.CAPTION) > self.width():
                break
            left += draw_cap(painter, left, self.height() // 2, key) + GAP_XS
            wide = text_width(word, Size.CAPTION)
            place = QRect(left, 0, wide, self.height())
            words(painter, place, word, font(Size.CAPTION), theme.muted, LEFT)
            left += wide + GAP_M
