"""Finding oneself: a few letters, or the end of the phone number where names are hidden."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.kiosk.big_button import BigButton
from desktop.features.kiosk.model import Guest
from desktop.features.kiosk.pads import DigitPad, LetterPad
from desktop.theme.fonts import Size, font
from desktop.theme.sizes import GAP_L, GAP_M, GAP_XL
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page

LEAST_LETTERS, LEAST_DIGITS = 3, 4
MOST = 6
_WIDE = 760

Find = Callable[[str], Sequence[Guest]]


class FindPage(Page):
    """`chosen` carries client and occurrence, `left` goes back."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Find my name"))
        self.finder: Find = lambda _typed: ()
        self._by_phone = False
        self._guests: list[BigButton] = []
        self.title = Label("", Size.NAME, bold=True, ink=Ink.STRONG)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Your name"))
        self.field.setFont(font(Size.NAME))
        self.field.setFixedHeight(64)
        self.field.textChanged.connect(self._look)
        self.letters, self.digits = LetterPad(), DigitPad()
        self.said = Label("", Size.PAGE, ink=Ink.MUTED)
        self._found = QVBoxLayout()
        self._found.setSpacing(GAP_M)
        self.back = BigButton(self.tr("Back"), "chevron-left")
        self.back.clicked.connect(self.left)
        for pad in (self.letters, self.digits):
            pad.pressed.connect(self.field.insert)
            pad.rubbed.connect(self.field.backspace)
        self._lay_out()
        self.set_first(self.field)

    def start(self, *, by_phone: bool) -> None:
        """Begin anew, by name or by the end of a phone number."""
        self._by_phone = by_phone
        self.letters.setVisible(not by_phone)
        self.digits.setVisible(by_phone)
        name = self.tr("The last four digits of your phone") if by_phone else self.tr("Your name")
        self.title.setText(name)
        self.field.setAccessibleName(name)
        self.field.clear()
        self._look("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def guests(self) -> list[BigButton]:
        """Who was found, as buttons."""
        return list(self._guests)

    def _look(self, typed: str) -> None:
        for old in self._guests:
            old.hide()
            old.deleteLater()
        self._guests = []
        least = LEAST_DIGITS if self._by_phone else LEAST_LETTERS
        if len(typed.strip()) < least:
            self.said.setText(self.tr("Type at least {0}").format(least))
            return
        found = self.finder(typed)[:MOST]
        none = self.tr("Nobody by this name is booked now. Please ask at the desk.")
        self.said.setText("" if found else none)
        for guest in found:
            button = BigButton(f"{guest.shown}   {guest.note}")
            button.clicked.connect(
                lambda _on=False, one=guest: self.chosen.emit(one.client_id, one.occurrence_id)
            )
            self._found.addWidget(button)
            self._guests.append(button)

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        holder = QWidget()
        holder.setMaximumWidth(_WIDE)
        column = QVBoxLayout(holder)
        column.setSpacing(GAP_L)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addSpacing(GAP_L)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.said)
        column.addLayout(self._found)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.letters, 0, centre)
        column.addWidget(self.digits, 0, centre)
        outer.addStretch(1)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
