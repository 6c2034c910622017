"""A field with its name above, a hint below and, while it is wrong, a frame and the reason."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.fonts import Size, font
from desktop.theme.icons import draw_icon
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import RADIUS
from desktop.widgets.label import Ink, Label
from desktop.widgets.painting import box, words

ROOM, _NOTE = 3, 16


class _Note(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(80, _NOTE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        tint = current_theme().refused.text
        draw_icon(painter, "octagon-x", QPoint(0, 2), 12, tint)
        place = QRect(16, 0, self.width() - 16, _NOTE)
        words(painter, place, self.text, font(Size.CAPTION), tint)


class FieldBox(QWidget):
    """Holds one input; its name is the input's accessible name, the reason its description."""

    def __init__(
        self,
        name: str,
        field: QWidget,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        named: bool = True,
    ) -> None:
        """`named` false: the field says its name itself, such as a switch."""
        super().__init__(parent)
        self.field = field
        field.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, 0, ROOM, 0)
        column.setSpacing(2)
        if named:
            column.addWidget(Label(name, Size.CAPTION, ink=Ink.MUTED))
        column.addWidget(field)
        if hint:
            told = Label(hint, Size.CAPTION, ink=Ink.MUTED)
            told.setWordWrap(True)
            column.addWidget(told)
        self._note = _Note()
        column.addWidget(self._note)

    def wrong(self) -> str:
        """Why the field is wrong, or an empty text."""
        return self._note.text

    def set_wrong(self, reason: str) -> None:
        """Mark the field, or take the mark away."""
        if reason == self._note.text:
            return
        self._note.text = reason
        self._note.setVisible(bool(reason))
        self._note.setAccessibleName(reason)
        self._note.update()
        self.field.setAccessibleDescription(reason)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._note.text:
            edge = QPen(current_theme().refused.line, 2)
            place = self.field.geometry().adjusted(-2, -2, 2, 2)
            box(brush(self), place, RADIUS + 2, None, edge)
