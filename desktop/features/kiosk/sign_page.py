"""Signing the waiver at the kiosk: the text, the name, the line drawn with a finger (CHK-8)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.features.kiosk.big_button import BigButton
from desktop.features.kiosk.model import Paper
from desktop.theme.fonts import Size, font
from desktop.theme.sizes import GAP_L, GAP_M, GAP_XL
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.signature import SignaturePad
from desktop.widgets.slim_bar import SlimBar

_WIDE = 760


class SignPage(Page):
    """`signed` carries the name under the text and the drawn line, `left` goes back."""

    signed = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sign the waiver"))
        self.title = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self.text = Label("", Size.SECTION)
        self.text.setWordWrap(True)
        self.name = QLineEdit()
        self.name.setFont(font(Size.PAGE))
        self.name.setFixedHeight(56)
        self.name.setPlaceholderText(self.tr("Your whole name"))
        self.name.setAccessibleName(self.tr("Your whole name"))
        self.pad = SignaturePad()
        self.agree = BigButton(self.tr("I agree and sign"), "check", strong=True)
        self.again = BigButton(self.tr("Draw again"), "rotate-ccw")
        self.back = BigButton(self.tr("Back"), "chevron-left")
        self.name.textChanged.connect(lambda _text: self._dress())
        self.pad.signed.connect(self._dress)
        self.again.clicked.connect(self._clear)
        self.back.clicked.connect(self.left)
        self.agree.clicked.connect(lambda: self.signed.emit(self.name.text(), self.pad.path()))
        self._lay_out()
        self.set_first(self.name)

    def start(self, paper: Paper) -> None:
        """Show a waiver to somebody."""
        self.title.setText(paper.title)
        self.text.setText(paper.text)
        self.name.setText(paper.name)
        self._clear()

    def _clear(self) -> None:
        self.pad.clear()
        self._dress()

    def _dress(self) -> None:
        self.agree.setEnabled(bool(self.name.text().strip()) and bool(self.pad.path()))

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        holder = QWidget()
        holder.setMaximumWidth(_WIDE)
        column = QVBoxLayout(holder)
        column.setSpacing(GAP_L)
        column.addWidget(self.title)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("The text to sign"))
        SlimBar(area)
        area.setWidget(self.text)
        column.addWidget(area, 1)
        column.addWidget(self.name)
        column.addWidget(self.pad)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_M)
        foot.addWidget(self.back)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.agree)
        column.addLayout(foot)
        outer.addStretch(1)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
