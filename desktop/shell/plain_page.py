"""A page of one sentence and one button, for when nothing else can be done here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L
from desktop.widgets.button import Button, Kind
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page

WIDE = 420


class PlainPage(Page):
    """What is said, and the only way on."""

    def __init__(self, text: str, way: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self.setFixedWidth(WIDE)
        column = QVBoxLayout(self)
        column.setSpacing(GAP_L)
        said = Label(text, Size.SECTION, ink=Ink.STRONG)
        said.setWordWrap(True)
        column.addWidget(said)
        button = Button.for_action(way, kind=Kind.PRIMARY)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_first(button)
