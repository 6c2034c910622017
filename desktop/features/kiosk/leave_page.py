"""The way out of the kiosk: who of the staff, and their PIN (U-68)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.kiosk.big_button import BigButton
from desktop.features.kiosk.pads import DigitPad
from desktop.theme.fonts import Size, font
from desktop.theme.sizes import GAP_L, GAP_M, GAP_XL
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page

PIN_DIGITS = 6
_WIDE = 520


class LeavePage(Page):
    """`tried` carries person and PIN; `left` goes back to the start."""

    tried = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Leave the kiosk"))
        self._person = ""
        self._staff: list[BigButton] = []
        self.title = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self.said = Label("", Size.PAGE, ink=Ink.MUTED)
        self.said.setWordWrap(True)
        self._people = QVBoxLayout()
        self._people.setSpacing(GAP_M)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("PIN"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFont(font(Size.NAME))
        self.field.setFixedHeight(64)
        self.field.setMaxLength(PIN_DIGITS)
        self.field.setAccessibleName(self.tr("PIN"))
        self.field.textChanged.connect(self._typed)
        self.digits = DigitPad()
        self.digits.pressed.connect(self.field.insert)
        self.digits.rubbed.connect(self.field.backspace)
        self.back = BigButton(self.tr("Back"), "chevron-left")
        self.back.clicked.connect(self.left)
        self._lay_out()
        self.set_first(self.field)

    def start(self, people: Sequence[tuple[str, str]]) -> None:
        """Ask who; with one person only the PIN. `people` are id and name."""
        for old in self._staff:
            old.hide()
            old.deleteLater()
        self._staff = []
        for key, name in people:
            button = BigButton(name)
            button.clicked.connect(lambda _on=False, who=key, said=name: self._ask(who, said))
            self._people.addWidget(button)
            self._staff.append(button)
        if len(people) == 1:
            self._ask(*people[0])
        else:
            self._show(pin=False)
            self.title.setText(self.tr("Who are you?"))
            self.said.setText("")

    def refuse(self, sentence: str) -> None:
        """The PIN was wrong."""
        self.field.clear()
        self.said.setText(sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, person: str, name: str) -> None:
        self._person = person
        self.title.setText(name)
        self.said.setText(self.tr("Your PIN ends the kiosk"))
        self.field.clear()
        self._show(pin=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, pin: bool) -> None:
        for button in self._staff:
            button.setVisible(not pin)
        self.field.setVisible(pin)
        self.digits.setVisible(pin)

    def _typed(self, text: str) -> None:
        if len(text) == PIN_DIGITS:
            self.tried.emit(self._person, text)

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        holder = QWidget()
        holder.setMaximumWidth(_WIDE)
        column = QVBoxLayout(holder)
        column.setSpacing(GAP_L)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addLayout(self._people)
        column.addWidget(self.field)
        column.addWidget(self.digits, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer.addStretch(1)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
