"""Settings, alive: which pages a person sees, each built when it is first opened.

What a page is made of is loaded in the idle moments after the screen was first looked at, one page
a moment, so that a first opening has only to build it (U-91).
"""

from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.changes import ChangeSet
from core.domain.organisation import Grant
from desktop.features.settings.all_pages import FIRST, PAGES, page_def
from desktop.features.settings.page_def import PageDef
from desktop.features.settings.reach import seen_pages
from desktop.features.settings.settings_page import SettingsPage
from desktop.features.settings.view import SettingsScreen
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload

IDLE_MS = 10


class SettingsPresenter(QObject):
    """`let_go` carries words and what brings back what was left; `asked` wants the screen."""

    let_go = Signal(str, object)
    asked = Signal()
    print_asked = Signal(object)
    choice_asked = Signal(str, str, object)

    def __init__(self, screen: SettingsScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen, self._session = screen, session
        self._pages: dict[str, SettingsPage] = {}
        self._ident = ""
        self._unloaded = [one.part for one in PAGES]
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._load_next)
        self.reload = Reload(screen, self.refresh)
        screen.page_asked.connect(self.open)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)
        session.person_changed.connect(self._other_person)

    def refresh(self) -> None:
        """Read the page in view anew; the first one where none was opened yet."""
        self.reload.done()
        self._idle.start()
        self._offer()
        if self._ident:
            self._pages[self._ident].refresh()
        elif seen := self._seen():
            wanted = next((one for one in seen if one.ident == FIRST), seen[0])
            self._show(wanted.ident)

    def open(self, ident: str, part: str = "") -> None:
        """Bring a page into view, and a part of it."""
        if all(page.ident != ident for page in self._seen()):
            return
        self.page(ident)
        self._ident = ident
        self.asked.emit()
        self._show(ident)
        if part:
            self._pages[ident].reveal(part)

    def _show(self, ident: str) -> None:
        self._ident = ident
        page = self.page(ident)
        page.refresh()
        self._screen.show_page(ident, page)

    def page(self, ident: str) -> SettingsPage:
        """A page by its id, built now if it is not there yet."""
        if ident not in self._pages:
            page: SettingsPage = _named(page_def(ident).part)(self._session)
            page.let_go.connect(self.let_go)
            page.page_asked.connect(self.open)
            page.print_asked.connect(self.print_asked)
            page.choice_asked.connect(self.choice_asked)
            self._pages[ident] = page
        return self._pages[ident]

    def _load_next(self) -> None:
        if self._unloaded:
            _named(self._unloaded.pop(0))
        else:
            self._idle.stop()

    def _seen(self) -> list[PageDef]:
        return seen_pages(self._session)

    def _offer(self) -> None:
        self._screen.pages.offer(self._seen(), self._found)
        self._screen.pages.show_page(self._ident)

    def _found(self) -> list[tuple[str, str, str]]:
        """What stands on the pages, whether they are built or not."""
        return [
            (one.ident, part, text)
            for one in self._seen()
            if one.finds
            for part, text in _named(one.finds)()
        ]

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, Grant):
            self._other_person()
        elif self._ident and concerns(changes, *self._pages[self._ident].tables):
            self.reload.ask()

    def _other_person(self) -> None:
        """What this person may not see is not shown; a page in view that goes makes room."""
        if self._ident and all(page.ident != self._ident for page in self._seen()):
            self._ident = ""
        self.reload.ask()


def _named(path: str) -> Any:
    """What a page's declaration names, taken when it is first needed."""
    module, _, name = path.partition(":")
    return getattr(import_module(f"desktop.features.settings.{module}"), name)
