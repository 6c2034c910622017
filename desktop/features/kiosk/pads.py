"""Keys on the screen for a kiosk without a keyboard: letters for a name, digits for a PIN."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.features.kiosk.big_button import BigButton
from desktop.saying import tr
from desktop.theme.sizes import GAP_S

LETTERS = ("QWERTYUIOP", "ASDFGHJKL’", tr("ZXCVBNM- "))
DIGITS = ("123", "456", "789")
BACK = "back"


class _Pad(QWidget):
    """`pressed` carries a letter or digit, `rubbed` takes the last one away."""

    pressed = Signal(str)
    rubbed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_S)

    def _key(self, text: str, row: int, column: int, name: str = "") -> None:
        key = BigButton(text)
        key.setAccessibleName(name or text)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda _on=False: self.pressed.emit(text if text != "␣" else " "))
        self._grid.addWidget(key, row, column)

    def _rub(self, row: int, column: int) -> None:
        key = BigButton("", "chevron-left")
        key.setAccessibleName(self.tr("Take the last one away"))
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(self.rubbed)
        self._grid.addWidget(key, row, column)


class LetterPad(_Pad):
    """Three rows of letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Letters"), parent)
        self.setAccessibleName(self.tr("Letters"))
        for row, letters in enumerate(LETTERS):
            for column, letter in enumerate(letters):
                if letter == " ":
                    self._key("␣", row, column, self.tr("Space"))
                else:
                    self._key(letter, row, column)
        self._rub(len(LETTERS) - 1, len(LETTERS[0]) - 1)


class DigitPad(_Pad):
    """Ten digits, for a PIN or the end of a phone number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Digits"), parent)
        self.setAccessibleName(self.tr("Digits"))
        for row, digits in enumerate(DIGITS):
            for column, digit in enumerate(digits):
                self._key(digit, row, column)
        self._key("0", 3, 1)
        self._rub(3, 2)
