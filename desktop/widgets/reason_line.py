"""Why a button cannot be pressed now, in words that stand there for everybody (U-61)."""

from PySide6.QtWidgets import QWidget

from desktop.theme.fonts import Size
from desktop.widgets.label import Ink, Label


class ReasonLine(Label):
    """A quiet line above a row of buttons; without a reason it takes no room. Never a tool tip:
    those are seen by nobody who works with keys or by touch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Size.CAPTION, ink=Ink.MUTED, parent=parent)
        self.setWordWrap(True)
        self.hide()

    def say(self, reason: str) -> None:
        """Give the reason, or none."""
        self.setText(reason)
        self.setVisible(bool(reason))
