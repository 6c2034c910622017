"""Clients, alive: the list and the profile from the store, what is done there as commands."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from core.changes import ChangeSet
from core.commands.arrivals import CheckIn
from core.commands.people import ArchiveClient, UnarchiveClient
from core.commands.seats import CancelBooking
from core.domain.bookings import BOOKED
from core.domain.organisation import StaffMember
from core.domain.people import ARCHIVED, Client
from core.domain.records import CommandLog
from core.domain.suspensions import Suspension
from core.queries import clients, health, messages, notes, person
from desktop import formats
from desktop.cancel_words import cancel_words
from desktop.entering import in_the_way
from desktop.features.clients.bars import bar, barred
from desktop.features.clients.class_choices import ClassChoices
from desktop.features.clients.client_acts import ClientActs
from desktop.features.clients.list_lines import find
from desktop.features.clients.person_choices import MergeChoices, PayerChoices
from desktop.features.clients.profile_of import profile_of
from desktop.features.clients.view import ClientsScreen
from desktop.features.clients.why_choices import WhyChoices, why_of
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.session import Session, concerns
from desktop.widgets.choice_panel import ChoicePanel
from desktop.widgets.reload import Reload
from desktop.wording import bold

TABLES = (
    *clients.TABLES,
    *health.TABLES,
    *messages.TABLES,
    *notes.TABLES,
    StaffMember,
    Suspension,
    CommandLog,
)
Taking = ClassChoices | MergeChoices | PayerChoices
"""What the picker chooses from, and what taking one sends."""
AFTER_THE_FRAME_MS = 30
"""Why somebody cannot book is tried out when the profile has been painted (U-91)."""


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
        self.choose: ChooseFile = choose_file
        self.picker = ChoicePanel()
        self._choices: Taking | WhyChoices | None = None
        self.acts = ClientActs(session, self)
        self.reload = Reload(screen, self.refresh)
        screen.set_find(lambda query, offset, limit: find(session, query, offset, limit))
        self._connect()

    def _connect(self) -> None:
        screen, session, profile = self._screen, self._session, self._screen.profile
        screen.opened.connect(self.show)
        screen.new_requested.connect(self.new_asked)
        profile.sell_requested.connect(self.sell_asked)
        profile.act_requested.connect(self.acts.do)
        profile.pass_act_requested.connect(self.acts.with_pass)
        profile.again_requested.connect(self.acts.again)
        self.acts.choice_asked.connect(self._choose)
        self.acts.export_asked.connect(self._export)
        self.acts.sale_asked.connect(self.sell_asked)
        self.acts.payment_asked.connect(lambda client: self.payment_asked.emit(client, ""))
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
        session.person_changed.connect(self.reload.ask)
        for changed in (session.person_changed, session.place_changed):
            changed.connect(self._bar)
        self._bar()

    def _bar(self) -> None:
        """What is nothing to who works here is not offered."""
        bar(self._screen.registry, self._session.sight)
        self._screen.show_ways(barred(self._session.sight))

    def refresh(self) -> None:
        """Read the profile in view and the list anew."""
        self.reload.done()
        if self._screen.client_in_view():
            if self._session.sight.client(self._client_id):
                self.show(self._client_id)
            else:
                self._screen.show_list()
        self._screen.page.reload()

    def show(self, client_id: str) -> bool:
        """Show a client; False where there is none."""
        client = self._session.source.rows.get(Client, client_id)
        if client is None:
            return False
        if not self._session.sight.client(client_id):
            self._session.refused.emit(
                self.tr("{0} is not one of your clients.").format(client.name)
            )
            return False
        if client_id != self._client_id:
            self._screen.profile.overview.why.say("", "")
        self._client_id = client_id
        self._screen.show_profile(profile_of(self._session, client))
        self._why_timer.start(AFTER_THE_FRAME_MS)
        return True

    def _say_why(self) -> None:
        """Try the next classes out, after the profile is on the screen."""
        client = self._session.source.rows.get(Client, self._client_id)
        if client is not None:
            self._screen.profile.overview.why.say(*why_of(self._session, client))

    def in_view(self) -> str:
        """Whose profile is open, or an empty text."""
        return self._screen.client_in_view()

    def show_page(self, ident: str) -> None:
        """Bring a page of the profile in view to the front."""
        self._screen.profile.show_page(ident)

    def check_in(self, client_id: str) -> None:
        """Check in a client by what they booked next today; else ask for a walk-in."""
        self._check_in(client_id)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *TABLES):
            self.reload.ask()

    def _name(self, client_id: str) -> str:
        client = self._session.source.rows.get(Client, client_id)
        return bold(client.name if client else "")

    def move_booking(self, client_id: str, occurrence_id: str) -> None:
        """Let the person choose a class to which a booking moves."""
        self._choose_class(client_id, occurrence_id)

    def _choose_class(self, client_id: str, move_from: str) -> None:
        client = self._session.source.rows.get(Client, client_id)
        title = self.tr("Move to") if move_from else self.tr("Book a class")
        choices = ClassChoices(self._session, client_id, move_from)
        self._choose(title, client.name if client else "", choices)

    def _choose(self, title: str, who: str, choices: Taking | WhyChoices) -> None:
        self._choices = choices
        self.picker.start(title, who, choices)
        self.panel_asked.emit(self.picker)

    def _picked(self, key: str) -> None:
        choices = self._choices
        if choices is None:
            return
        self.panel_left.emit()
        if isinstance(choices, WhyChoices):
            self.acts.mend(self._client_id, choices.mend(key), choices)
        else:
            self._session.send(choices.command(key), says=choices.said)

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
        if act := in_the_way(session, client_id, due[0].occurrence_id):
            self.acts.act_asked.emit(act)
            return
        what = f"{formats.clock(due[0].starts_at, due[0].zone)} {due[0].service_name}"
        says = self.tr("Checked in {0} to {1}").format(self._name(client_id), what)
        session.send(CheckIn(client_id, due[0].occurrence_id), says=says)

    def _export(self, client_id: str) -> None:
        """Everything that is kept of a person, as a file that programs read (ORG-7)."""
        session = self._session
        client = session.source.rows.get(Client, client_id)
        if client is None or not session.may("export_person"):
            session.refused.emit(self.tr("Only managers and the owner export a person’s data."))
            return
        path = self.choose(self._screen, f"{client.name}.json", self.tr("JSON files (*.json)"))
        if not path:
            return
        told = msgspec.json.format(msgspec.json.encode(person.exported(session.source, client_id)))
        try:
            Path(path).write_bytes(told)
        except OSError as error:
            session.refused.emit(self.tr("The file was not written: {0}").format(error.strerror))
            return
        session.said.emit(self.tr("Wrote {0}").format(Path(path).name), None)

    def _archive(self, client_id: str) -> None:
        client = self._session.source.rows.get(Client, client_id)
        if client is not None and client.state == ARCHIVED:
            says = self.tr("Brought {0} back").format(self._name(client_id))
            self._session.send(UnarchiveClient(client_id), says=says)
            return
        says = self.tr("Archived {0}").format(self._name(client_id))
        self._session.send(ArchiveClient(client_id), says=says)
