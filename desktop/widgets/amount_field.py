"""A field for an amount of money: digits as they are typed, minor units out (U-65)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import formats

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AmountField(QLineEdit):
    """`entered` with Enter, `left` with Esc in an empty field, `changed` while typing."""

    entered = Signal()
    left = Signal()
    changed = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = "EUR"
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFixedHeight(32)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(14)
        self.textEdited.connect(lambda _text: self.changed.emit())

    def set_currency(self, currency: str) -> None:
        """Whose minor units are meant."""
        self._currency = currency

    def amount(self) -> int | None:
        """What is typed in minor units; None where it is no amount, or nothing."""
        return formats.amount_of(self.text(), self._currency)

    def wrong(self) -> bool:
        """Whether something is typed that is no amount."""
        return bool(self.text().strip()) and self.amount() is None

    def show_amount(self, amount: int | None) -> None:
        """Fill it in, as it would be typed."""
        shown = "" if amount is None else formats.plain_amount(amount, self._currency)
        self.setText(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.changed.emit()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
