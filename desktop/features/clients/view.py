"""The Clients screen: the list, and the profile of the one that was opened."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.menus import menu_of
from desktop.actions.registry import ActionRegistry
from desktop.features.clients.actions import (
    ACTS,
    ADD,
    ARCHIVE,
    BACK,
    BOOK,
    CHECK_IN,
    FIND,
    MORE,
    PAY,
    SELL,
)
from desktop.features.clients.client_list import ClientListPage
from desktop.features.clients.model import Find, Profile
from desktop.features.clients.profile import ProfileView
from desktop.widgets.page import Page


class ClientsScreen(Page):
    """`opened` asks for a profile; the rest are the profile's own intents (see ProfileView)."""

    opened = Signal(str)
    new_requested = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Clients"))
        self.page = ClientListPage()
        self.profile = ProfileView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.profile)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.set_first(self.page)
        self.page.opened.connect(self.opened)
        self.page.new_asked.connect(self.new_requested)
        self.profile.back_asked.connect(self.show_list)
        self.registry = registry
        self._bind(registry)

    def set_find(self, find: Find) -> None:
        """Who answers (query, offset, limit) with some of those found."""
        self.page.set_find(find)

    def show_ways(self, barred: Collection[str]) -> None:
        """Leave out the buttons of acts that are not theirs."""
        self.page.add.setVisible(ADD not in barred)
        self.profile.show_ways(barred)

    def show_profile(self, profile: Profile) -> None:
        """Open a client, or take the newer state of the one that is open."""
        self.profile.show_profile(profile)
        if self._stack.currentWidget() is not self.profile:
            self._stack.setCurrentWidget(self.profile)
            self.set_first(self.profile)
            if self.isVisible():
                self.profile.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Go back to the list, where it was left."""
        self._stack.setCurrentWidget(self.page)
        self.set_first(self.page)
        self.page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def client_in_view(self) -> str:
        """Whose profile is open, or an empty text."""
        return self.profile.client_id() if self._on_profile() else ""

    def _on_profile(self) -> bool:
        return self._stack.currentWidget() is self.profile

    def _bind(self, registry: ActionRegistry) -> None:
        registry.do(FIND, self._search)
        registry.do(BACK, self._with_profile(self.show_list))
        registry.do(SELL, self._with_profile(self.profile.start_sale))
        for ident in ACTS:
            registry.do(ident, self._with_profile(partial(self.profile.act, ident)))
        head = self.profile.head
        registry.do(BOOK, self._with_profile(head.book_asked.emit))
        registry.do(CHECK_IN, self._with_profile(head.check_in_asked.emit))
        registry.do(PAY, self._with_profile(self.profile.take_payment))
        registry.do(ADD, lambda: self.new_requested.emit(self.page.field.text()))
        registry.do(ARCHIVE, self._with_profile(self.profile.archive))
        head.more.clicked.connect(lambda: self._open_more(registry))

    def _open_more(self, registry: ActionRegistry) -> None:
        button = self.profile.head.more
        menu = menu_of(registry, list(MORE), self.tr("More about this client"), self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _with_profile(self, act: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            if self._on_profile():
                act()

        return run

    def _search(self) -> None:
        if self._on_profile():
            self.show_list()
        self.page.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.field.selectAll()
