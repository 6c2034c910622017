"""Words: plain labels in a role of the palette, and an icon with words in a meaning."""

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.marks import Tone, meaning_of
from desktop.theme.mirror import from_the_right
from desktop.theme.palette import current_theme
from desktop.theme.reading_order import in_order
from desktop.widgets.painting import text_width, words


class Ink(Enum):
    """The palette role a label is written in; it follows the theme by itself."""

    STRONG = QPalette.ColorRole.BrightText
    TEXT = QPalette.ColorRole.WindowText
    MUTED = QPalette.ColorRole.PlaceholderText
    ACCENT = QPalette.ColorRole.Link


class Label(QLabel):
    """A label of the type scale."""

    def __init__(
        self,
        text: str = "",
        size: Size = Size.BODY,
        *,
        bold: bool = False,
        ink: Ink = Ink.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(in_order(text), parent)
        self.setFont(font(size, bold))
        self.setForegroundRole(ink.value)
        self.setMinimumHeight(size.line)
        self._scale = (size, bold)
        if from_the_right():
            # a phone number that can be marked would go to the left, as its own letters do
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str) -> None:  # noqa: N802
        """Say something else."""
        super().setText(in_order(text))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """One line that has less room than it needs says so with an ellipsis."""
        plain = not self.wordWrap() and not self._rich() and self.pixmap().isNull()
        room = self.contentsRect()
        if not plain or text_width(self.text(), *self._scale) <= room.width() + 1:
            super().paintEvent(event)
            return
        ink = self.palette().color(self.foregroundRole())
        words(QPainter(self), room, self.text(), font(*self._scale), ink, self.alignment())

    def _rich(self) -> bool:
        rich = Qt.TextFormat.RichText
        return self.textFormat() == rich or "<" in self.text()


class ElidedLabel(QWidget):
    """One line of words that gives way where there is little room."""

    def __init__(self, size: Size = Size.BODY, *, bold: bool = False, ink: Ink = Ink.TEXT) -> None:
        super().__init__()
        self._text, self._size, self._bold, self._ink = "", size, bold, ink
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What is said."""
        return self._text

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(text_width(self._text, self._size, self._bold), self._size.line)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, self._size.line)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self.width() < self._size.px * 2:
            return
        ink = self.palette().color(self._ink.value)
        words(QPainter(self), self.rect(), self._text, font(self._size, self._bold), ink)


class IconText(QWidget):
    """An icon followed by words, both in one tone."""

    def __init__(
        self,
        icon: str,
        text: str,
        tone: Tone = Tone.NEUTRAL,
        size: Size = Size.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._text, self._tone, self._size = icon, text, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def say(self, icon: str, text: str, tone: Tone) -> None:
        """Show something else."""
        self._icon, self._text, self._tone = icon, text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        side = self._side()
        return QSize(side + 4 + text_width(self._text, self._size), max(side, self._size.line))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        tint = meaning_of(current_theme(), self._tone).text
        side = self._side()
        draw_icon(painter, self._icon, QPoint(0, (self.height() - side) // 2), side, tint)
        place = QRect(side + 4, 0, self.width() - side - 4, self.height())
        words(painter, place, self._text, font(self._size), tint)

    def _side(self) -> int:
        return 14 if self._size is Size.CAPTION else 16
