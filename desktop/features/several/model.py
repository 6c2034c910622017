"""What a list of ticks shows, and who says what ticking would mean."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from core.changes import Outcome
from core.commands.registry import Command
from desktop.forms.declaration import Option
from desktop.theme.marks import Tone


class Line(Struct, frozen=True, kw_only=True):
    """Something that can be ticked: a date, a time. `side` stands at its end."""

    key: str
    title: str
    note: str = ""
    side: str = ""
    strong_side: bool = False
    letter: str = ""
    service: int = 0


class Pick(Struct, frozen=True, kw_only=True):
    """A choice above the list that says which lines there are."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""


class Told(Struct, frozen=True):
    """What all ticks together mean; `able` where it can be done."""

    text: str
    able: bool = False
    tone: Tone = Tone.NEUTRAL


class Ticks(Protocol):
    """One thing that is asked with several ticks.

    `verb` is on the button, `draft` the name under which half-made ticks are kept, `note` the label
    of a text that goes along, "" for none.
    """

    title: str
    who: str
    hint: str
    none: str
    note: str
    draft: str
    verb: str

    def picks(self) -> Sequence[Pick]: ...

    def pick(self, name: str, value: str) -> None: ...

    def lines(self) -> Sequence[Line]: ...

    def typed(self, text: str) -> Line | None: ...

    def keep(self, line: Line) -> None: ...

    def against(self, key: str, ticked: tuple[str, ...]) -> str: ...

    def told(self, ticked: tuple[str, ...], note: str) -> Told: ...

    def command(self, ticked: tuple[str, ...], note: str) -> Command: ...

    def said(self, done: Outcome) -> str: ...
