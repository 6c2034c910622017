"""Clients, alive: the list and the profile from the store, what is done there as commands."""

from PySide6.QtCore import QObject, QTimer, Signal

from core.changes import ChangeSet, Outcome
from core.commands.arrivals import CheckIn
from core.commands.people import ArchiveClient, EditClient, FieldChange, UnarchiveClient
from core.commands.registry import Command
from core.commands.seats import CancelBooking
from core.domain.bookings import BOOKED
from core.domain.people import ARCHIVED, Client
from core.domain.records import CommandLog
from core.domain.refusals import Refusal
from core.queries import clients
from desktop import formats
from desktop.cancel_words import cancel_words
from desktop.features.clients.class_choices import ClassChoices
from desktop.features.clients.class_picker import ClassPicker
from desktop.features.clients.list_lines import find
from desktop.features.clients.model import Edit
from desktop.features.clients.profile_of import profile_of, why_of
from desktop.features.clients.view import ClientsScreen
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = (*clients.TABLES, CommandLog)


class ClientsPresenter(QObject):
    """Asks the frame: a class or the picker in the side panel, a new face, a payment, a walk-in."""

    class_asked = Signal(str)
    panel_asked = Signal(object)
    panel_left = Signal()
    new_asked = Signal(str)
    walk_in_asked = Signal(str)
    payment_asked = Signal(str, str)
    sell_asked = Signal(str)

    def __init__(self, screen: ClientsScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self._client_id = ""
        self.picker = ClassPicker()
        self._choices: ClassChoices | None = None
        self.reload = Reload(screen, self.refresh)
        screen.set_find(lambda query, offset, limit: find(session, query, offset, limit))
        self._connect()

    def _connect(self) -> None:
        screen, session, profile = self._screen, self._session, self._screen.profile
        screen.opened.connect(self.show)
        screen.new_requested.connect(self.new_asked)
        profile.sell_requested.connect(self.sell_asked)
        profile.edited.connect(self._edit)
        profile.draft_changed.connect(self._keep_draft)
        profile.book_requested.connect(lambda client: self._choose_class(client, ""))
        profile.move_requested.connect(self._choose_class)
        profile.cancel_requested.connect(self._cancel)
        profile.check_in_requested.connect(self._check_in)
        profile.archive_requested.connect(self._archive)
        profile.payment_requested.connect(lambda client: self.payment_asked.emit(client, ""))
        profile.class_opened.connect(self.class_asked)
        profile.set_cancel_preview(self._cancel_preview)
        self.picker.picked.connect(self._picked)
        self.picker.close_asked.connect(self.panel_left)
        self._why_timer = QTimer(self)
        self._why_timer.setSingleShot(True)
        self._why_timer.timeout.connect(self._say_why)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the profile in view and the list anew."""
        self.reload.done()
        if self._screen.client_in_view():
            self.show(self._client_id)
        self._screen.page.reload()

    def show(self, client_id: str) -> bool:
        """Show a client; False where there is none."""
        client = self._session.source.rows.get(Client, client_id)
        if client is None:
            return False
        if client_id != self._client_id:
            self._screen.profile.overview.why.say("", "")
        self._client_id = client_id
        details = self._screen.profile.overview.details
        if not details.draft() and (draft := self._session.draft(f"client/{client_id}")):
            details.set_draft(client_id, draft)
        self._screen.show_profile(profile_of(self._session, client))
        self._why_timer.start(0)
        return True

    def _say_why(self) -> None:
        """Try the next classes out, after the profile is on the screen."""
        client = self._session.source.rows.get(Client, self._client_id)
        if client is not None:
            self._screen.profile.overview.why.say(*why_of(self._session, client))

    def in_view(self) -> str:
        """Whose profile is open, or an empty text."""
        return self._screen.client_in_view()

    def check_in(self, client_id: str) -> None:
        """Check in a client by what they booked next today; else ask for a walk-in."""
        self._check_in(client_id)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return bold(client.name if client else "")

    def _edit(self, edit: Edit) -> None:
        changes = {name: FieldChange(seen, new) for name, (seen, new) in edit.changes.items()}
        says = self.tr("Changed the details of {0}").format(self._name(edit.client_id))

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Refusal):
                typed = {name: new for name, (_, new) in edit.changes.items()}
                self._screen.profile.overview.details.bring_back(edit.client_id, typed)

        command = EditClient(edit.client_id, changes)  # type: ignore[arg-type]
        self._session.send(command, then, says=says)

    def _keep_draft(self, client_id: str, draft: dict[str, str]) -> None:
        self._session.keep_draft(f"client/{client_id}", draft)

    def _choose_class(self, client_id: str, move_from: str) -> None:
        self._choices = ClassChoices(self._session, client_id, move_from)
        client = self._session.source.rows.get(Client, client_id)
        title = self.tr("Move to") if move_from else self.tr("Book a class")
        self.picker.start(title, client.name if client else "", self._choices)
        self.panel_asked.emit(self.picker)

    def _picked(self, occurrence_id: str) -> None:
        if self._choices is None:
            return
        command: Command = self._choices.command(occurrence_id)
        self.panel_left.emit()
        self._session.send(command, says=self._choices.said)

    def _cancel_preview(self, client_id: str, occurrence_id: str) -> str:
        result = self._session.preview(CancelBooking(client_id, occurrence_id))
        return cancel_words(self._session, result)[0]

    def _cancel(self, client_id: str, occurrence_id: str) -> None:
        says = self.tr("Cancelled {0}").format(self._name(client_id))
        self._session.send(CancelBooking(client_id, occurrence_id), says=says)

    def _check_in(self, client_id: str) -> None:
        session = self._session
        since, until = formats.day_bounds(session.now(), session.zone)
        today = clients.bookings(session.source, client_id, since, until)
        due = [
            one
            for one in today
            if one.state == BOOKED
            and one.location_id == session.location_id
            and one.ends_at > session.now()
        ]
        if not due:
            self.walk_in_asked.emit(client_id)
            return
        what = f"{formats.clock(due[0].starts_at, due[0].zone)} {due[0].service_name}"
        says = self.tr("Checked in {0} to {1}").format(self._name(client_id), what)
        session.send(CheckIn(client_id, due[0].occurrence_id), says=says)

    def _archive(self, client_id: str) -> None:
        client = self._session.source.rows.get(Client, client_id)
        if client is not None and client.state == ARCHIVED:
            says = self.tr("Brought {0} back").format(self._name(client_id))
            self._session.send(UnarchiveClient(client_id), says=says)
            return
        says = self.tr("Archived {0}").format(self._name(client_id))
        self._session.send(ArchiveClient(client_id), says=says)
