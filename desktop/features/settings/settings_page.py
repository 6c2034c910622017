"""What every page of the settings can do for the screen that holds it."""

from PySide6.QtCore import Signal

from core.domain.rows import Row
from desktop.session import Session
from desktop.widgets.page import Page


class SettingsPage(Page):
    """`let_go` carries words and what brings back what was left unsaved; `print_asked` what is to
    be printed, `choice_asked` title, whom it is about and the choices.

    `tables` are those that make the page read anew.
    """

    let_go = Signal(str, object)
    page_asked = Signal(str, str)
    print_asked = Signal(object)
    choice_asked = Signal(str, str, object)

    tables: tuple[type[Row], ...] = ()

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.session = session
        self.title = title
        self.setAccessibleName(title)

    def refresh(self) -> None:
        """Read anew; what is being typed stays."""
        raise NotImplementedError

    def add(self) -> None:
        """Begin a new entry, where the page has entries."""

    def build(self) -> None:
        """Begin the page's wizard, where it has one."""

    def back(self) -> None:
        """From an entry to the list, where the page has one."""

    def reveal(self, _part: str) -> None:
        """Bring a part of the page into view, such as one setting or one entry."""
