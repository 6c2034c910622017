"""A person's initials in a circle."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.widgets.painting import CENTRE, box, words


def initials_of(name: str) -> str:
    """First letters of the first and the last word of a name."""
    parts = name.split()
    return "".join(part[0] for part in ([parts[0], parts[-1]] if len(parts) > 1 else parts)).upper()


def draw_avatar(painter: QPainter, rect: QRect, initials: str) -> None:
    """Initials in a tinted circle that fills `rect`."""
    theme = current_theme()
    box(painter, rect, rect.width() / 2, theme.accent_tint)
    size = Size.PAGE if rect.width() >= 48 else Size.BODY if rect.width() >= 32 else Size.CAPTION
    words(painter, rect, initials, font(size, bold=True), theme.accent, CENTRE)


class Avatar(QWidget):
    """A person's circle, 24 px in lists, 36 in cards, 56 in a profile."""

    def __init__(self, name: str, side: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._initials = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show another person."""
        self._initials = initials_of(name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        draw_avatar(brush(self), QRect(0, 0, self._side, self._side), self._initials)
