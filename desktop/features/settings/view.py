"""The Settings screen: the list of pages, and the page that was chosen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.actions.registry import ActionRegistry
from desktop.features.settings.actions import ADD, BACK, BUILD, FIND
from desktop.features.settings.page_list import PageList
from desktop.features.settings.settings_page import SettingsPage
from desktop.widgets.page import Page


class SettingsScreen(Page):
    """`page_asked` names a page and a part of it; pages are put in as they are first opened."""

    page_asked = Signal(str, str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Settings"))
        self.pages = PageList()
        self.stack = QStackedWidget()
        self._shown: dict[str, SettingsPage] = {}
        self._coming: SettingsPage | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pages)
        row.addWidget(self.stack, 1)
        self.pages.chosen.connect(self.page_asked)
        self.set_first(self.pages)
        registry.do(FIND, self._search)
        registry.do(ADD, self._on_page(lambda page: page.add()))
        registry.do(BUILD, self._on_page(lambda page: page.build()))
        registry.do(BACK, self._on_page(lambda page: page.back()))

    def page(self) -> SettingsPage | None:
        """The page in view, or about to be."""
        self._come()
        found = self.stack.currentWidget()
        return found if isinstance(found, SettingsPage) else None

    def show_page(self, ident: str, page: SettingsPage) -> None:
        """Bring a page into view, with the keyboard in it; one that was just made comes with the
        next turn of the event loop, since to make it was long enough (U-91)."""
        self._coming = page
        self.pages.show_page(ident)
        if ident in self._shown:
            self._come()
        else:
            self._shown[ident] = page
            QTimer.singleShot(0, self, self._come)

    def _come(self) -> None:
        page, self._coming = self._coming, None
        if page is None:
            return
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.set_first(page)
        if self.isVisible():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        self.pages.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pages.field.selectAll()

    def _on_page(self, act: Callable[[SettingsPage], object]) -> Callable[[], None]:
        def run() -> None:
            page = self.page()
            if page is not None:
                act(page)

        return run
