"""A page about this computer: a title, a hint, and what is kept here, at the left."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.features.settings.settings_page import SettingsPage
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L, PAGE_SIDE
from desktop.widgets.label import Ink, Label

_WIDE = 640


class NarrowPage(SettingsPage):
    """`column` takes what stands below the hint."""

    def __init__(self, session: Session, title: str, hint: str) -> None:
        super().__init__(session, title)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        holder = QWidget()
        holder.setMaximumWidth(_WIDE)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP_L)
        self.column.addWidget(Label(title, Size.PAGE, bold=True, ink=Ink.STRONG))
        told = Label(hint, ink=Ink.MUTED)
        told.setWordWrap(True)
        self.column.addWidget(told)
        outer.addWidget(holder, 1)
        outer.addStretch(0)
