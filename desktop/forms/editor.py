"""What every editor of a form can do, whatever widget it stands on."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Unread(Struct, frozen=True):
    """What is typed cannot be read as a value."""

    reason: str


class Editor(QObject):
    """`changed` after every change by the person. `text` is what is typed, as a draft keeps it."""

    changed = Signal()

    beside_label = False
    """Whether the widget says the label itself, so that none stands above it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def read(self) -> Any:
        """The value, or Unread."""
        raise NotImplementedError

    def show(self, value: Any) -> None:
        """Show a value, without a signal."""
        raise NotImplementedError

    def text(self) -> str:
        """What is typed."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Bring back what was typed, without a signal."""
        raise NotImplementedError

    def say(self, bound: int) -> str:
        """How a bound of the field is written in a complaint."""
        return str(bound)

    def inputs(self) -> list[QWidget]:
        """The widgets that take keys, for Enter and Esc."""
        return [self.widget]
