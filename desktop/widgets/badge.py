"""The letter of a service in a small frame of its colour, and the count on a rail item."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BADGE, RADIUS_SMALL
from desktop.widgets.painting import CENTRE, box, text_width, words


def draw_badge(painter: QPainter, rect: QRect, letter: str, service: int = 0) -> None:
    """A service's letter; service 0 is drawn in neutral ink."""
    theme = current_theme()
    colour = theme.service(service) if service else None
    edge = colour.line if colour else theme.control
    ink = colour.text if colour else theme.strong
    box(painter, rect, RADIUS_SMALL, theme.panel, edge)
    words(painter, rect, letter, font(Size.BADGE, bold=True), ink, CENTRE)


def draw_count(painter: QPainter, right: int, top: int, count: int) -> None:
    """A count in a filled pill whose top right corner is given."""
    theme = current_theme()
    text = str(count) if count < 100 else "99+"
    rect = QRect(0, top, max(16, text_width(text, Size.CAPTION, bold=True) + 8), 16)
    rect.moveRight(right)
    box(painter, rect, 8, theme.attention_field.fill)
    words(painter, rect, text, font(Size.CAPTION, bold=True), theme.attention_field.on, CENTRE)


class Badge(QWidget):
    """A service's letter as a widget."""

    def __init__(self, letter: str, service: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter, self._service = letter, service
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def say(self, letter: str, service: int, name: str) -> None:
        """Show another service."""
        self._letter, self._service = letter, service
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(BADGE, BADGE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        draw_badge(brush(self), QRect(0, 0, BADGE, BADGE), self._letter, self._service)
