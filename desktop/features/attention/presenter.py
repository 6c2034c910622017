"""Attention, alive: items from the store, remedies and "done" as commands."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.commands.attention import ResolveAttention
from core.commands.seats import Book
from core.domain.refusals import Refusal
from core.domain.requests import BookingRequest
from core.domain.zones import DAY_MS
from core.queries import attention, occurrences, requests, roster
from core.queries.attention import AttentionItem
from core.queries.occurrences import OccurrenceLine
from desktop.features.attention.stories import (
    MOST_OFFERS,
    OFFER,
    OPEN_CLASS,
    OPEN_CLIENT,
    item_line,
    story_of,
)
from desktop.features.attention.view import AttentionScreen
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import attention_words, bold

TABLES = (*attention.TABLES, *roster.TABLES)
OFFER_DAYS = 4
DONE_DAYS = 14


class AttentionPresenter(QObject):
    """`counted` tells how many items need somebody, `asked` how many requests wait for an answer
    of who works here, `waiting` both together, for the rail's badge."""

    class_asked = Signal(str)
    client_asked = Signal(str)
    counted = Signal(int)
    asked = Signal(int)
    waiting = Signal(int)

    def __init__(self, screen: AttentionScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self.reload = Reload(screen, self.refresh)
        self._items: dict[str, AttentionItem] = {}
        self._chosen = ""
        self._folder = "open"
        screen.item_chosen.connect(self.choose)
        screen.remedy_requested.connect(self._remedy)
        screen.done_requested.connect(self._done)
        screen.folder_requested.connect(self._show_folder)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)
        session.person_changed.connect(self.reload.ask)
        session.person_changed.connect(self.count)

    def refresh(self) -> None:
        """Read the items anew, keeping the chosen one where it still is."""
        session = self._session
        now = session.now()
        state = "open" if self._folder == "open" else "done"
        since = 0 if state == "open" else now - DONE_DAYS * DAY_MS
        items = (
            attention.items(session.source, session.location_id, state, since)
            if self._theirs()
            else []
        )
        self._items = {item.id: item for item in items}
        lines = tuple(
            item_line(item, attention_words(item, session.currency), now) for item in items
        )
        self._screen.show_items(lines, self._folder)
        if self._chosen not in self._items:
            self._chosen = items[0].id if items else ""
        self.choose(self._chosen)
        self.count()

    def count(self) -> None:
        """Tell how many items and requests need somebody."""
        session = self._session
        here = (session.source, session.location_id)
        items = attention.open_count(*here) if self._theirs() else 0
        asked = self._asked()
        self.counted.emit(items)
        self.asked.emit(asked)
        self.waiting.emit(items + asked)

    def _asked(self) -> int:
        """Requests that who works here may answer or look after (AVL-4, AVL-6)."""
        session = self._session
        found = requests.waiting_at(session.source.rows, session.location_id, session.now())
        if session.sight.all_clients():
            return len(found)
        return sum(one.instructor_id == session.actor for one in found)

    def _theirs(self) -> bool:
        """Whether who works here puts such things right: what they hold names clients."""
        return not self._session.actor or self._session.sight.may("resolve_attention")

    def choose(self, item_id: str) -> None:
        """Show an item in full."""
        self._chosen = item_id
        item = self._items.get(item_id)
        if item is None:
            self._screen.show_story(None)
            return
        session = self._session
        people = roster.roster(session.source, item.occurrence_id) if item.occurrence_id else []
        others = [one for one in people if one.client_id != item.client_id]
        winner = max(others, key=lambda one: one.booked_at, default=None)
        told = attention_words(item, session.currency)
        story = story_of(item, told, winner, self._offers(item), session.zone, session.now())
        self._screen.show_story(story)

    def _offers(self, item: AttentionItem) -> Sequence[OccurrenceLine]:
        """The next classes of the same kind that the client could be booked into."""
        session = self._session
        lost = occurrences.occurrence(session.source, item.occurrence_id)
        if lost is None or not item.client_id or item.state != "open":
            return ()
        now = session.now()
        lines = occurrences.occurrences(
            session.source, lost.location_id, now, now + OFFER_DAYS * DAY_MS
        )
        fitting: list[OccurrenceLine] = []
        for one in lines:
            if one.service_id != lost.service_id or one.id == lost.id or one.starts_at <= now:
                continue
            booked = session.preview(Book(item.client_id, one.id, pay_at_desk=True))
            if not isinstance(booked, Refusal):
                fitting.append(one)
            if len(fitting) == MOST_OFFERS:
                break
        return fitting

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *attention.TABLES, BookingRequest):
            self.count()
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _show_folder(self, folder: str) -> None:
        self._folder = folder
        self.refresh()

    def _remedy(self, item_id: str, ident: str) -> None:
        item = self._items.get(item_id)
        if item is None:
            return
        if ident == OPEN_CLASS:
            self.class_asked.emit(item.occurrence_id)
        elif ident == OPEN_CLIENT:
            self.client_asked.emit(item.client_id)
        elif ident.startswith(OFFER):
            says = self.tr("Booked {0} into another class").format(bold(item.client_name))
            command = Book(item.client_id, ident.removeprefix(OFFER), pay_at_desk=True)
            self._session.send(command, lambda result: self._booked(item_id, result), says=says)

    def _booked(self, item_id: str, result: object) -> None:
        if not isinstance(result, Refusal):
            self._session.send(ResolveAttention(item_id), quiet=True)

    def _done(self, item_id: str) -> None:
        self._session.send(ResolveAttention(item_id), says=self.tr("Marked as done"))
