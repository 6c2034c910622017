"""The lasting line under the top bar: an unprotected desk, a demo studio."""

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.shell.lines import BannerLine
from desktop.theme.fonts import font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import meaning_of
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_L
from desktop.widgets.button import Button
from desktop.widgets.painting import rule_line, words


class Banner(QWidget):
    """One line in the tint of its meaning; it stays until it no longer holds."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: BannerLine | None = None
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 0, GAP_L, 1)
        row.addStretch(1)
        self._button = Button("", tall=BUTTON_HEAD)
        self._button.clicked.connect(self.acted)
        row.addWidget(self._button)
        self.hide()

    def say(self, line: BannerLine | None) -> None:
        """Show a line, or nothing."""
        self._line = line
        if line is not None:
            self.setAccessibleName(line.text)
            self._button.set_words(line.action)
            self._button.setVisible(bool(line.action))
        self.setVisible(line is not None)
        self.update()

    def line(self) -> BannerLine | None:
        """What is said."""
        return self._line

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._line is None:
            return
        painter = brush(self)
        theme = current_theme()
        meaning = meaning_of(theme, self._line.tone)
        painter.fillRect(self.rect(), meaning.tint)
        draw_icon(painter, self._line.icon, QPoint(GAP_L, 8), 16, meaning.text)
        beside = self._button.width() + GAP_L if self._line.action else 0
        place = self.rect().adjusted(GAP_L + 24, 0, -beside - GAP_L, -1)
        words(painter, place, self._line.text, font(), meaning.text)
        y = self.height() - 1
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)
