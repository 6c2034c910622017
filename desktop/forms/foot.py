"""The foot of a form: what saving would do on the left, the buttons on the right, a line above."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.painting import rule_line

_TALL = 64


class Foot(QWidget):
    """It stays below whatever is scrolled."""

    def __init__(self, answer: QWidget, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_TALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 1, GAP_L, 0)
        row.setSpacing(GAP_S)
        row.addWidget(answer, 1)
        for button in buttons:
            row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        rule_line(brush(self), QPointF(0, 0), QPointF(self.width(), 0), current_theme().line)
