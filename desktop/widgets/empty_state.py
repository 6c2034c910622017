"""What an empty list says: one sentence and the next thing to do (U-78)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_M, GAP_XL
from desktop.widgets.button import Button
from desktop.widgets.label import Ink, Label


class EmptyState(QWidget):
    """A sentence and, where there is one, the button of the next action."""

    acted = Signal()

    def __init__(
        self, sentence: str, action: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        column.setSpacing(GAP_M)
        column.addStretch(1)
        self.sentence = Label(sentence, Size.BODY, ink=Ink.MUTED)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        column.addWidget(self.sentence)
        self._action = action
        self._button = Button(action, key=key) if action else None
        if self._button is not None:
            self._button.clicked.connect(self.acted)
            column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setAccessibleName(sentence)

    def say(self, sentence: str) -> None:
        """Say another sentence."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)

    def offer(self, offered: bool) -> None:
        """Show the button, or leave it out where its act is not to be done."""
        if self._button is not None:
            self._button.setVisible(offered)

    def next_step(self) -> str:
        """What can be done about it: the button's words, or the sentence after the first."""
        return self._action or self.sentence.text().partition(". ")[2]
