"""One client: head, overview and further pages. Editing happens in place."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.features.clients.actions import BOOK, EDIT, HEALTH, PAYMENTS, SELL
from desktop.features.clients.booking_table import BookingTable
from desktop.features.clients.model import Profile, StoryLine
from desktop.features.clients.overview import Overview
from desktop.features.clients.pass_card import PassCard
from desktop.features.clients.profile_head import ProfileHead
from desktop.features.clients.profile_pages import (
    bookings_page,
    passes_page,
    place_in,
    return_to,
    story_page,
)
from desktop.theme.sizes import GAP_L, PAGE_SIDE
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page import Page
from desktop.widgets.slim_bar import SlimBar


class ProfileView(Page):
    """Signals carry the client first."""

    back_asked = Signal()
    sell_requested = Signal(str)
    act_requested = Signal(str, str)
    pass_act_requested = Signal(str, str, str)
    book_requested = Signal(str)
    check_in_requested = Signal(str)
    payment_requested = Signal(str)
    archive_requested = Signal(str)
    again_requested = Signal(str, str)
    move_requested = Signal(str, str)
    cancel_requested = Signal(str, str)
    class_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Profile"))
        self._profile: Profile | None = None
        self.head = ProfileHead()
        self.overview = Overview()
        self._page: QWidget | None = None
        self._barred: Collection[str] = ()
        self._preview: Callable[[str, str], str] | None = None
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Profile page"))
        SlimBar(self.area)
        holder = QWidget()
        # No stack: that would keep the room of its largest page for each of them.
        self._inner = QVBoxLayout(holder)
        self._inner.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        self._inner.addWidget(self.overview)
        self.area.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        self._connect()
        self.set_first(self.overview.upcoming)

    def set_cancel_preview(self, preview: Callable[[str, str], str]) -> None:
        """Who says what cancelling would do: (client, occurrence) → sentence."""
        self._preview = preview
        self.overview.upcoming.cancel_preview = self._told

    def client_id(self) -> str:
        """Who is shown, or an empty text."""
        return self._profile.client_id if self._profile else ""

    def show_profile(self, profile: Profile) -> None:
        """Take a client, or the newer state, which keeps page, choice and draft."""
        other = profile.client_id != self.client_id()
        if profile == self._profile:
            return
        self._profile = profile
        self.head.show_profile(profile)
        self.overview.show_profile(profile)
        if other:
            self.head.tabs.choose("overview")
            self.area.verticalScrollBar().setValue(0)
            if profile.upcoming:
                self.overview.upcoming.choose(profile.upcoming[0].occurrence_id)
        self.show_page(self.head.tabs.choice())

    def show_ways(self, barred: Collection[str]) -> None:
        """Leave out the buttons of acts that are not theirs, and what was paid."""
        self._barred = barred
        self.head.show_ways(barred)
        overview = self.overview
        overview.details.edit.setVisible(EDIT not in barred)
        overview.no_pass.offer(SELL not in barred)
        overview.no_booking.offer(BOOK not in barred)
        if PAYMENTS in barred and self.head.tabs.choice() == "payments":
            self.show_page("overview")

    def show_page(self, ident: str) -> None:
        """Bring a page into view; all but the overview are made when they are looked at."""
        profile = self._profile
        if profile is None:
            return
        self.head.tabs.choose(ident)
        old, self._page = self._page, self._made(ident, profile)
        place = place_in(old) if old is not None else None
        inside = self.area.isAncestorOf(QApplication.focusWidget() or self)
        if self._page is not None:
            self._inner.addWidget(self._page)
            self._listen(self._page)
        self.overview.setVisible(self._page is None)
        if inside and not return_to(self._page or self.overview, place):
            self.head.tabs.setFocus()  # rather than whatever comes first in the window
        if old is not None:
            self._inner.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _made(self, ident: str, profile: Profile) -> QWidget | None:
        sell = (SELL, self.tr("Sell a pass"), "S")
        if ident == "bookings":
            book = (BOOK, self.tr("Book a class"), "B")
            return bookings_page(profile, self, self._empty(self.tr("Nothing is booked."), *book))
        if ident == "passes":
            return passes_page(profile, self._empty(self.tr("No pass was ever sold."), *sell))
        told: dict[str, tuple[str, tuple[StoryLine, ...], str, str, str, str]] = {
            "payments": (
                self.tr("Payments"),
                profile.payments,
                self.tr("Nothing was paid yet."),
                *sell,
            ),
            "notes": (
                self.tr("Notes"),
                profile.notes,
                self.tr("No notes."),
                *(EDIT, self.tr("Write a note"), "E"),
            ),
            "health": (
                self.tr("Health"),
                profile.health,
                self.tr("No questions answered yet."),
                *(HEALTH, self.tr("Answer the questions"), "H"),
            ),
            "messages": (
                self.tr("Messages"),
                profile.messages,
                self.tr("Nothing was sent yet."),
                *("", "", ""),
            ),
            "history": (
                self.tr("History"),
                profile.history,
                self.tr("Nothing happened yet."),
                *("", "", ""),
            ),
        }
        if ident not in told:
            return None
        title, lines, *empty = told[ident]
        return story_page(title, lines, self._empty(*empty))

    def _empty(self, sentence: str, act: str, words: str, key: str) -> EmptyState:
        """An empty page with what can be done about it, unless that is not theirs to do."""
        made = EmptyState(sentence, words, key)
        made.offer(act not in self._barred)
        ways = {SELL: self.start_sale, BOOK: self._book}
        made.acted.connect(ways.get(act, lambda: self.act(act)))
        return made

    def start_sale(self) -> None:
        """Ask for the till with this client."""
        self.sell_requested.emit(self.client_id())

    def act(self, ident: str) -> None:
        """Ask for an act about this client, by its action."""
        self.act_requested.emit(ident, self.client_id())

    def _book(self) -> None:
        self.book_requested.emit(self.client_id())

    def _told(self, occurrence_id: str) -> str:
        return self._preview(self.client_id(), occurrence_id) if self._preview else ""

    def _listen(self, page: QWidget) -> None:
        """Whatever page bookings and passes stand on, the same can be done with them."""
        for table in page.findChildren(BookingTable):
            table.cancel_preview = self._told
            table.opened.connect(self.class_opened)
            table.again_asked.connect(lambda o: self.again_requested.emit(self.client_id(), o))
            table.move_asked.connect(lambda o: self.move_requested.emit(self.client_id(), o))
            table.cancel_asked.connect(lambda o: self.cancel_requested.emit(self.client_id(), o))
        for card in page.findChildren(PassCard):
            card.act_asked.connect(
                lambda act, held: self.pass_act_requested.emit(act, self.client_id(), held)
            )

    def _connect(self) -> None:
        head, page = self.head, self.overview
        head.back_asked.connect(self.back_asked)
        head.sell_asked.connect(self.start_sale)
        head.book_asked.connect(self._book)
        head.check_in_asked.connect(lambda: self.check_in_requested.emit(self.client_id()))
        head.page_chosen.connect(self.show_page)
        page.ledger_asked.connect(lambda _pass: self.show_page("passes"))
        page.page_asked.connect(self.show_page)
        page.no_pass.acted.connect(self.start_sale)
        page.no_booking.acted.connect(head.book_asked)
        page.details.edit_asked.connect(lambda: self.act(EDIT))
        page.pass_act_asked.connect(
            lambda act, held: self.pass_act_requested.emit(act, self.client_id(), held)
        )
        self._listen(page)

    def archive(self) -> None:
        """Put the client out of sight, or bring them back."""
        self.archive_requested.emit(self.client_id())

    def take_payment(self) -> None:
        """Ask for the money that is due."""
        self.payment_requested.emit(self.client_id())
