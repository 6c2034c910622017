"""A form in a column that scrolls, with the slim bar of the lists."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.theme.sizes import GAP_L, GAP_M
from desktop.widgets.slim_bar import SlimBar

WIDEST = 880
"""Wider, the eye loses the line between a label and what belongs to it."""


class Scrolled(QScrollArea):
    """Holds one widget, as wide as there is room for it."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        SlimBar(self)
        holder = QWidget()
        room = QVBoxLayout(holder)
        room.setContentsMargins(GAP_L - 3, GAP_M, GAP_L - 3, GAP_L)
        content.setMaximumWidth(WIDEST)
        room.addWidget(content)
        room.addStretch(1)
        self.setWidget(holder)
