"""Editors that are chosen from: one of a list, several, a date, yes or no, a colour."""

from typing import Any

from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from desktop.forms.colour_row import ColourRow
from desktop.forms.declaration import Option
from desktop.forms.editor import Editor
from desktop.forms.switch import Switch
from desktop.forms.toggles import Toggles
from desktop.widgets.picker import DateField, Picker

_NONE = QDate(2000, 1, 1)
_ISO = Qt.DateFormat.ISODate


class ChoiceEditor(Editor):
    """One of a list; a value that is not offered any more is kept and shown as it is."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        self.picker = Picker()
        super().__init__(self.picker)
        self._options = options
        self.picker.addItems([option.text for option in options])  # each by itself costs a layout
        self.picker.currentIndexChanged.connect(self.changed)

    def read(self) -> Any:
        at = self.picker.currentIndex()
        return self._options[at].value if 0 <= at < len(self._options) else ""

    def show(self, value: Any) -> None:
        at = next((at for at, one in enumerate(self._options) if one.value == value), -1)
        with QSignalBlocker(self.picker):
            if at < 0 and value not in ("", None):
                self._options = (*self._options, Option(value, str(value)))
                self.picker.addItem(str(value))
                at = len(self._options) - 1
            self.picker.setCurrentIndex(max(at, 0) if self._options else -1)
        self.picker.update()

    def text(self) -> str:
        return str(self.read())

    def set_text(self, text: str) -> None:
        self.show(next((one.value for one in self._options if str(one.value) == text), text))


class ManyEditor(Editor):
    """Any number of a list."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        self.toggles = Toggles([one.text for one in options])
        super().__init__(self.toggles)
        self._options = options
        self.toggles.changed.connect(self.changed)

    def read(self) -> tuple[Any, ...]:
        return tuple(self._options[at].value for at in self.toggles.chosen())

    def show(self, value: Any) -> None:
        at = {at for at, one in enumerate(self._options) if one.value in value}
        self.toggles.choose(at)

    def text(self) -> str:
        return "\n".join(str(one) for one in self.read())

    def set_text(self, text: str) -> None:
        wanted = text.split("\n")
        self.show([one.value for one in self._options if str(one.value) in wanted])

    def inputs(self) -> list[QWidget]:
        return self.toggles.buttons()


class DateEditor(Editor):
    """A date; where it may be left out, the first date of the list says so."""

    def __init__(self, none: str = "") -> None:
        self.field = DateField()
        super().__init__(self.field)
        self._none = bool(none)
        self.field.setMinimumDate(_NONE)
        self.field.setMaximumDate(QDate(2099, 12, 31))
        if none:
            self.field.setSpecialValueText(none)
        self.field.dateChanged.connect(self.changed)

    def read(self) -> str:
        day = self.field.date()
        return "" if self._none and day == _NONE else str(day.toString(_ISO))

    def show(self, value: Any) -> None:
        with QSignalBlocker(self.field):
            day = QDate.fromString(value, _ISO) if value else _NONE
            self.field.setDate(day if day.isValid() else _NONE)

    def text(self) -> str:
        return self.read()

    def set_text(self, text: str) -> None:
        self.show(text)


class SwitchEditor(Editor):
    """Yes or no, with its words beside it."""

    beside_label = True

    def __init__(self, words: str) -> None:
        self.switch = Switch(words)
        super().__init__(self.switch)
        self.switch.clicked.connect(self.changed)

    def read(self) -> bool:
        return self.switch.isChecked()

    def show(self, value: Any) -> None:
        self.switch.setChecked(bool(value))

    def text(self) -> str:
        return "yes" if self.read() else "no"

    def set_text(self, text: str) -> None:
        self.show(text == "yes")


class ColourEditor(Editor):
    """One of the twelve colours of services."""

    def __init__(self, name: str) -> None:
        self.row = ColourRow(name)
        super().__init__(self.row)
        self.row.changed.connect(self.changed)

    def read(self) -> int:
        return self.row.chosen()

    def show(self, value: Any) -> None:
        self.row.choose(int(value))

    def text(self) -> str:
        return str(self.read())

    def set_text(self, text: str) -> None:
        self.show(int(text) if text.isdecimal() else 1)

    def inputs(self) -> list[QWidget]:
        return [self.row]
