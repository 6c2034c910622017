"""The line at the foot of a panel that says what Enter would do, in the tone of its meaning."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.mirror import brush, upright
from desktop.theme.palette import current_theme
from desktop.widgets.painting import written

_ICONS = {Tone.ATTENTION: "triangle-alert", Tone.REFUSED: "octagon-x", Tone.OK: "circle-check"}
_LINES = 4


class AnswerLine(QWidget):
    """Up to three lines of words; a mark stands before what is not plain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = "", Tone.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say something else."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.update()

    def text(self) -> str:
        """What is said."""
        return self._text

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(160, _LINES * 16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.setFont(font(Size.CAPTION))
        ink = theme.text if self._tone is Tone.NEUTRAL else meaning_of(theme, self._tone).text
        painter.setPen(ink)
        icon = _ICONS.get(self._tone, "")
        room = QRect(20 if icon else 0, 0, self.width() - (20 if icon else 0), self.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        used = painter.boundingRect(room, flags, self._text)
        with upright(painter, room):
            written(painter, room, flags, self._text)
        if icon:
            draw_icon(painter, icon, QPoint(0, max(0, used.y() + 1)), 14, ink)
