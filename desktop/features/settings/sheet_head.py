"""The head of an opened entry: the way back, its name, and what can be done with it."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_ROW, GAP_L, GAP_S
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import ElidedLabel, Ink, Label
from desktop.widgets.painting import rule_line

_TALL = 64


class SheetHead(QWidget):
    """`back_asked` goes back to the list that is named."""

    back_asked = Signal()

    def __init__(self, title: str, note: str, to: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_TALL)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(GAP_S, GAP_S, GAP_L, GAP_S)
        row.setSpacing(GAP_S)
        back = Button.icon_only("chevron-left", self.tr("Back to {0}").format(to), kind=Kind.QUIET)
        back.clicked.connect(self.back_asked)
        self._back = back
        row.addWidget(back)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        name = ElidedLabel(Size.PAGE, bold=True, ink=Ink.STRONG)
        name.setText(title)
        texts.addWidget(name)
        if note:
            texts.addWidget(Label(note, Size.CAPTION, ink=Ink.MUTED))
        texts.addStretch(1)
        row.addLayout(texts, 1)
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(GAP_S)
        row.addLayout(self._deeds)

    def hide_back(self) -> None:
        """There is no list to go back to."""
        self._back.hide()
        self._row.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_S)

    def add_deed(self, text: str, icon: str, *, danger: bool) -> Button:
        """The button of something that can be done with the entry."""
        kind = Kind.DANGER if danger else Kind.NORMAL
        button = Button(text, icon=icon, tall=BUTTON_ROW, kind=kind)
        self._deeds.addWidget(button)
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        y = self.height() - 1
        line = current_theme().line
        rule_line(brush(self), QPointF(0, y), QPointF(self.width(), y), line)
