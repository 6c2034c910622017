"""What a list of ticks shows, and who says what ticking would mean."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from core.changes import Outcome
from core.commands.registry import Command
from desktop.forms.declaration import Option
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Choice


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

    def lines(self) -> Sequence[Choice]: ...

    def typed(self, text: str) -> Choice | None: ...

    def keep(self, line: Choice) -> None: ...

    def against(self, key: str, ticked: tuple[str, ...]) -> str: ...

    def told(self, ticked: tuple[str, ...], note: str) -> Told: ...

    def command(self, ticked: tuple[str, ...], note: str) -> Command: ...

    def said(self, done: Outcome) -> str: ...
