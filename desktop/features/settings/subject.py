"""What a list of settings is about: its entries, the form of one, and the commands they make."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.registry import Command
from core.domain.rows import Row
from desktop.features.settings.entry import Entry
from desktop.features.settings.listing import ListWords
from desktop.forms.declaration import Section
from desktop.forms.form import Form
from desktop.session import Session


class FormSpec(Struct, frozen=True, kw_only=True):
    """The form of one entry, or of a new one."""

    title: str
    note: str = ""
    sections: tuple[Section, ...]
    values: Mapping[str, Any]
    save: str


class Deed(Struct, frozen=True):
    """Something that can be done with an entry beside changing its fields.

    What cannot be taken back has a `question`, which a second click answers (U-29).
    """

    text: str
    icon: str
    run: Callable[[], object]
    question: str = ""
    asks: "Callable[[], Subject | None] | None" = None
    """A form of its own that comes first, such as from when something is out of order; where there
    is nothing to ask, `run` follows at once."""


class Subject(QObject):
    """A presenter without widgets: reads rows, makes commands. `NEW` is the key of a new entry."""

    NEW = ""
    of = ""
    """The entry whose form this one goes on from, where it is asked in the midst of saving."""
    tables: tuple[type[Row], ...] = ()
    codes: Mapping[str, str] = {}
    """Which field a refusal's code is about."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def words(self) -> ListWords:
        """How the page speaks."""
        raise NotImplementedError

    def entries(self, past: bool) -> Sequence[Entry]:
        """What is listed: what is in use, or what is over."""
        raise NotImplementedError

    def form(self, key: str) -> FormSpec | None:
        """The form of an entry; None where there is nothing to change."""
        raise NotImplementedError

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        """What saving sends; None where nothing changed."""
        raise NotImplementedError

    def foresees(self, _key: str, _outcome: Outcome) -> str:
        """What saving would bring about that should be known before, "" for nothing."""
        return ""

    def warns(self, _values: dict[str, Any]) -> str:
        """What would not come of the values as they are, where the rest can be saved."""
        return ""

    def asks_first(
        self, _key: str, _values: dict[str, Any], _changed: set[str]
    ) -> "Subject | None":
        """A form that has to be answered before anything is saved, such as what becomes of each
        class; it sends what this one would have sent."""
        return None

    def also(self, _key: str, _values: dict[str, Any], _changed: set[str]) -> Sequence[Command]:
        """What saving sends after that, where one command does not say it all."""
        return ()

    def says(self, key: str, values: dict[str, Any]) -> str | Callable[[Outcome], str]:
        """How the act is named once it is done."""
        raise NotImplementedError

    def deeds(self, _key: str) -> Sequence[Deed]:
        """What else can be done with an entry."""
        return ()

    def fit(self, _form: Form) -> None:
        """Show and hide the fields that depend on others."""
