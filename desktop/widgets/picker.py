"""Inputs that the style sheet alone does not dress: a list to pick from, and a date."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QSizePolicy

from desktop.saying import tr
from desktop.theme.fonts import font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import INPUT, RADIUS
from desktop.widgets.painting import box, words

_BARE = "QLineEdit { border: 0; background: transparent; min-height: 0; padding: 0; }"


class Picker(QComboBox):
    """A list that drops down; letters pick, arrows move."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, INPUT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Without this every choice is measured whenever one is added."""
        return QSize(80, INPUT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        edge = QPen(theme.focus, 2) if self.hasFocus() else QPen(theme.control)
        box(painter, self.rect(), RADIUS, theme.panel, edge)
        middle = self.height() // 2
        draw_icon(painter, "chevron-down", QPoint(self.width() - 22, middle - 7), 14, theme.text)
        inner = self.rect().adjusted(10, 0, -28, 0)
        words(painter, inner, self.currentText(), font(), theme.text)


class DateField(QDateEdit):
    """Day, month and year by arrows and digits."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat(tr("ddd d MMM yyyy"))
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        # The sheet's rule for fields would draw a second field inside this one.
        self.lineEdit().setStyleSheet(_BARE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        # Styled and without buttons, the field inside is given no width at all.
        self.lineEdit().setGeometry(self.rect().adjusted(9, 1, -9, -1))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(9, 1, -9, -1))
