"""What the pages of people who wait for something show, ready to read."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct

from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec


class QueueRow(Struct, frozen=True, kw_only=True):
    """One line; rows of the same `group` stand under its head. `acts` can be done with it now,
    `because` says why the others cannot."""

    key: str
    title: str
    note: str
    icon: str
    tone: Tone = Tone.NEUTRAL
    side: str = ""
    chips: tuple[ChipSpec, ...] = ()
    group: str = ""
    acts: tuple[str, ...] = ()
    because: str = ""


class QueueAct(Struct, frozen=True, kw_only=True):
    """What can be done with a line, by its key on the keyboard; `strong` is the usual one."""

    ident: str
    text: str
    key: str
    do: Callable[[str], None]
    icon: str = ""
    strong: bool = False


class Asker(Protocol):
    """How a queue asks the frame for more: a form, a choice, a class, a client,
    a page of the settings."""

    def form(self, act: Any) -> None: ...

    def choose(self, title: str, who: str, choices: Any) -> None: ...

    def show_class(self, occurrence_id: str) -> None: ...

    def show_client(self, client_id: str) -> None: ...

    def show_settings(self, page: str) -> None: ...


class Queue(Protocol):
    """One page: its words, which tables it reads, its lines, its acts."""

    @property
    def title(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def empty(self) -> str: ...
    @property
    def tables(self) -> tuple[type[Any], ...]: ...

    def rows(self) -> Sequence[QueueRow]: ...

    def acts(self) -> Sequence[QueueAct]: ...


MakeQueue = Callable[[Session, Asker], Queue]
