"""The class panel, alive: one occurrence from the store, its acts as commands."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet, Outcome
from core.commands.arrivals import CheckIn, CheckInAll, UndoCheckIn
from core.commands.registry import Command
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book, CancelBooking
from core.commands.waiting import JoinWaitlist, PromoteByHand
from core.domain.people import Client
from core.domain.records import CommandLog
from core.domain.refusals import Refusal
from core.queries import clients, history, occurrences, roster
from desktop import formats
from desktop.cancel_words import cancel_words
from desktop.features.class_panel.class_view import class_view
from desktop.features.class_panel.model import CancelPreview, Candidate
from desktop.features.class_panel.view import ClassPanel
from desktop.history_words import deed_of
from desktop.roster_words import DUE, RosterWords
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = (*occurrences.TABLES, *roster.TABLES, CommandLog)
MOST_CANDIDATES = 12
MOST_DEEDS = 60


class ClassPanelPresenter(QObject):
    """Signals ask the frame: `client_asked` opens a client, `move_asked` moves this class."""

    client_asked = Signal(str)
    move_asked = Signal(str)

    def __init__(self, panel: ClassPanel, session: Session) -> None:
        super().__init__(panel)
        self._panel = panel
        self._session = session
        self._occurrence_id = ""
        self._reload = Reload(panel, self.refresh)
        panel.set_find(self._find)
        panel.set_cancel_preview(self._cancel_preview)
        panel.check_in_requested.connect(self._check_in)
        panel.check_in_all_requested.connect(self._check_in_all)
        panel.undo_requested.connect(self._take_back)
        panel.cancel_booking_requested.connect(self._cancel_booking)
        panel.book_requested.connect(self._book)
        panel.wait_requested.connect(self._promote)
        panel.cancel_class_requested.connect(self._cancel_class)
        panel.client_opened.connect(self.client_asked)
        panel.move_requested.connect(self.move_asked)
        session.changed.connect(self._changed)

    def show(self, occurrence_id: str) -> bool:
        """Show an occurrence; False when it is not there."""
        self._occurrence_id = occurrence_id
        self._reload.done()
        return self.refresh()

    def refresh(self) -> bool:
        """Read the class anew."""
        session, source = self._session, self._session.source
        line = occurrences.occurrence(source, self._occurrence_id)
        if line is None:
            return False
        now = session.now()
        log = history.of_occurrence(source, line.id)[:MOST_DEEDS]
        deeds = [deed_of(entry, source, line.zone, now, session.currency) for entry in log]
        people = roster.roster(source, line.id)
        waiting = roster.waiting(source, line.id)
        today = str(formats.local(now, line.zone).date())
        words = RosterWords(session.currency, today)
        self._panel.show_class(class_view(line, people, waiting, deeds, now, words))
        return True

    def _changed(self, changes: ChangeSet) -> None:
        if self._occurrence_id and concerns(changes, *TABLES):
            self._reload.ask()

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return bold(client.name if client else "")

    def _find(self, typed: str) -> Sequence[Candidate]:
        """Clients by what is typed, each with what would pay or why they cannot be booked."""
        return [
            self._candidate(one)
            for one in clients.search(self._session.source, typed, MOST_CANDIDATES)
            if one.state == "active"
        ]

    def _candidate(self, one: clients.Found) -> Candidate:
        outcome = self._session.preview(self._booking(one.id))
        if isinstance(outcome, Refusal):
            barred = "" if outcome.code == "class_full" else self._session.sentence(outcome)
            cover = self.tr("full, Enter to wait") if not barred else ""
            return Candidate(
                client_id=one.id, name=one.name, note=one.phone, cover=cover, barred=barred
            )
        return Candidate(
            client_id=one.id, name=one.name, note=one.phone, cover=self._cover(outcome)
        )

    def _cover(self, outcome: Outcome) -> str:
        due = outcome.facts.get("price_due") or 0
        if due:
            return self.tr("{0} at the desk").format(formats.money(due, self._session.currency))
        return str(outcome.facts.get("pass_name", ""))

    def _booking(self, client_id: str) -> Book:
        return Book(client_id, self._occurrence_id, pay_at_desk=True)

    def _book(self, occurrence_id: str, client_id: str) -> None:
        booking = self._booking(client_id)
        outcome = self._session.preview(booking)
        # the pass that was shown is named, so that settlement tells when another one paid (SET-3)
        command: Command = replace(booking, pass_id=outcome.facts.get("pass_id", ""))
        says = self.tr("Booked {0}").format(self._name(client_id))
        if isinstance(outcome, Refusal) and outcome.code == "class_full":
            command = JoinWaitlist(client_id, occurrence_id, pay_at_desk=True)
            says = self.tr("{0} is on the waitlist").format(self._name(client_id))
        self._session.send(command, says=says)

    def _check_in(self, occurrence_id: str, client_id: str) -> None:
        says = self.tr("Checked in {0}").format(self._name(client_id))
        self._session.send(CheckIn(client_id, occurrence_id), says=says)

    def _check_in_all(self, occurrence_id: str) -> None:
        people = roster.roster(self._session.source, occurrence_id)
        due = tuple(one.client_id for one in people if one.state in DUE)
        if due:
            says = self.tr("Checked in {0} people").format(len(due))
            self._session.send(CheckInAll(occurrence_id, due), says=says)

    def _take_back(self, occurrence_id: str, client_id: str) -> None:
        says = self.tr("{0} is not in any more").format(self._name(client_id))
        self._session.send(UndoCheckIn(client_id, occurrence_id), says=says)

    def _cancel_preview(self, occurrence_id: str, client_id: str) -> CancelPreview:
        """What cancelling does, told before it happens (BK-6, M-05)."""
        result = self._session.preview(CancelBooking(client_id, occurrence_id))
        return CancelPreview(*cancel_words(self._session, result))

    def _cancel_booking(self, occurrence_id: str, client_id: str) -> None:
        says = self.tr("Cancelled {0}").format(self._name(client_id))
        self._session.send(CancelBooking(client_id, occurrence_id), says=says)

    def _promote(self, occurrence_id: str, client_id: str, _action: str) -> None:
        says = self.tr("Gave {0} the seat").format(self._name(client_id))
        self._session.send(PromoteByHand(client_id, occurrence_id), says=says)

    def _cancel_class(self, occurrence_id: str) -> None:
        says = self.tr("Cancelled the class; everyone gets their credit back")
        self._session.send(CancelOccurrence(occurrence_id), says=says)
