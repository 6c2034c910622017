"""A bar that runs out, painted from a share that somebody else counts."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.palette import current_theme


class CountdownBar(QWidget):
    """What is left, from 1 to 0."""

    def __init__(self, tall: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = 0.0
        self._tall = tall
        self._ink: QColor | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time left"))

    def set_left(self, share: float) -> None:
        """How much is left."""
        self._left = max(0.0, min(1.0, share))
        self.update()

    def left(self) -> float:
        """How much is left."""
        return self._left

    def set_ink(self, ink: QColor | None) -> None:
        """The colour on a coloured field; None is the accent."""
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self._tall)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        ink = self._ink or current_theme().accent
        rect = QRectF(0, 0, self.width() * self._left, self.height())
        QPainter(self).fillRect(rect, ink)
