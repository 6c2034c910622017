"""Editors that are typed in: text of one line and of several, and figures written as text."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from core.domain import phones
from desktop.forms import reading
from desktop.forms.clock_text import clock_text
from desktop.forms.editor import Editor, Unread
from desktop.saying import tr

LONG_TALL = 84
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class LineEditor(Editor):
    """One line; `parse` gives the value or None, `unparse` the text of a value."""

    def __init__(
        self,
        parse: Callable[[str], Any] = str.strip,
        unparse: Callable[[Any], str] = str,
        example: str = "",
        *,
        empty: Any = None,
        say: Callable[[int], str] = str,
        line: QLineEdit | None = None,
    ) -> None:
        self.line = line or QLineEdit()
        super().__init__(self.line)
        self._parse, self._unparse, self._example = parse, unparse, example
        self._empty, self._say = empty, say
        self.line.textEdited.connect(self.changed)

    def read(self) -> Any:
        typed = self.line.text()
        if not typed.strip() and self._empty is not None:
            return self._empty
        value = self._parse(typed)
        if value is not None:
            return value
        return Unread(self.tr("Such as {0}").format(self._example))

    def show(self, value: Any) -> None:
        self.set_text("" if value is None or value == self._empty else self._unparse(value))

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def say(self, bound: int) -> str:
        return self._say(bound)


class PhoneEditor(LineEditor):
    """A phone number; one that was kept otherwise stays as it is until somebody changes it."""

    def __init__(self, country: str) -> None:
        super().__init__()
        self._country, self._kept = country, ("", "")

    def read(self) -> Any:
        typed = self.line.text()
        kept, shown = self._kept
        if typed == shown:
            return kept
        try:
            return phones.e164(typed, self._country)
        except ValueError:
            return Unread(self.tr("Such as {0}").format(phones.example(self._country)))

    def show(self, value: Any) -> None:
        self._kept = (value or "", phones.spaced(value or ""))
        self.set_text(self._kept[1])


class StepLine(QLineEdit):
    """A whole number that goes up and down with the arrows, never below 0."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _STEPS.get(Qt.Key(event.key()), 0)
        typed = self.text().strip()
        if step and typed.isdecimal():
            self.setText(str(max(0, int(typed) + step)))
            self.textEdited.emit(self.text())
        elif not step:
            super().keyPressEvent(event)


class LongEditor(Editor):
    """Several lines; Tab leaves, Enter begins a new line."""

    def __init__(self, tall: int = LONG_TALL) -> None:
        self.area = QPlainTextEdit()
        super().__init__(self.area)
        self.area.setTabChangesFocus(True)
        # The sheet's rule for the height of fields is stronger than what a widget asks for.
        self.area.setStyleSheet(f"QPlainTextEdit {{ min-height: {tall - 10}px; }}")
        self.area.setMaximumHeight(tall)
        self.area.textChanged.connect(self.changed)

    def read(self) -> str:
        return self.area.toPlainText().strip()

    def show(self, value: Any) -> None:
        self.set_text(str(value))

    def text(self) -> str:
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        with QSignalBlocker(self.area):
            self.area.setPlainText(text)


def text_line() -> LineEditor:
    """Any text without blanks around it."""
    return LineEditor()


def secret_line() -> LineEditor:
    """A text that is not shown."""
    made = LineEditor(str)
    made.line.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def words_line() -> LineEditor:
    """Several words or names, with commas between."""

    def parse(typed: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strip() for one in typed.split(",") if one.strip()))

    return LineEditor(parse, ", ".join, empty=())


def whole_line(optional: Any = None) -> LineEditor:
    """A whole number; `optional` is the value of an empty field."""

    def parse(typed: str) -> int | None:
        text = typed.strip().replace(" ", "")
        return int(text) if text.removeprefix("-").isdecimal() and len(text) < 16 else None

    return LineEditor(parse, str, "12", empty=optional, line=StepLine())


def money_line(digits: int) -> LineEditor:
    """An amount of the studio's currency."""
    return LineEditor(
        lambda typed: reading.amount(typed, digits),
        lambda value: reading.amount_text(value, digits),
        reading.amount_text(1850 if digits else 18, digits),
        say=lambda bound: reading.amount_text(bound, digits),
    )


def minutes_line() -> LineEditor:
    """A length of time."""
    return LineEditor(
        reading.length, reading.length_text, tr("55, 1:30 or 12 h"), say=reading.length_text
    )


def share_line() -> LineEditor:
    """A percentage."""
    return LineEditor(
        reading.share, reading.share_text, "7.5", say=lambda bound: f"{reading.share_text(bound)} %"
    )


def time_line(*, optional: bool = False) -> LineEditor:
    """A time of day."""
    return LineEditor(
        lambda typed: clock_text(typed) or None, str, "18:00", empty="" if optional else None
    )


def clock_line() -> LineEditor:
    """A time of day as minutes after midnight."""

    def parse(typed: str) -> int | None:
        hour, _, minute = clock_text(typed).partition(":")
        return int(hour) * 60 + int(minute) if hour else None

    def unparse(value: int) -> str:
        return f"{value // 60:02d}:{value % 60:02d}"

    return LineEditor(parse, unparse, "18:00", say=unparse)
