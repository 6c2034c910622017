"""Sending and receiving, alive: the state of the network thread and the journal of this desk."""

from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, Signal

from core.domain.organisation import Desk, StaffMember
from core.domain.refusals import Fault
from desktop import formats
from desktop.features.sync.model import SyncView, WaitingCommand
from desktop.features.sync.panel import SyncPanel
from desktop.features.sync.words import words_of
from desktop.replica import Standing
from desktop.session import Session
from desktop.store.port import JournalEntry
from desktop.sync_line import sync_line
from desktop.widgets.reload import Reload
from desktop.wording import fault_words

MOST = 500


class SyncPresenter(QObject):
    """The journal is read on the writer thread, and told when it has come."""

    left = Signal()
    copy_asked = Signal()
    _read = Signal(object)

    def __init__(self, panel: SyncPanel, session: Session) -> None:
        super().__init__(panel)
        self.panel = panel
        self._session = session
        self.reload = Reload(panel, self.refresh)
        panel.send_asked.connect(session.desk.worker.wake)
        panel.close_asked.connect(self.left)
        panel.copy_asked.connect(self.copy_asked)
        self._read.connect(self._show, Qt.ConnectionType.QueuedConnection)
        session.sync_changed.connect(lambda _state: self.reload.ask())
        session.changed.connect(lambda _changes: self.reload.ask())

    def refresh(self) -> None:
        """Ask for the journal."""
        self.reload.done()
        replica = self._session.desk.dispatcher.replica
        future = self._session.desk.dispatcher.network(
            lambda: (replica.store.pending(), replica.standing)
        )
        future.add_done_callback(self._came)

    def _came(self, done: Future[tuple[list[JournalEntry], Standing]]) -> None:
        if not done.cancelled() and done.exception() is None:
            self._read.emit(done.result())

    def _show(self, told: tuple[list[JournalEntry], Standing]) -> None:
        pending, standing = told
        session = self._session
        now, zone = session.now(), session.zone
        line = sync_line(session.sync, now, zone)
        self.panel.show_sync(
            SyncView(
                headline=line.said,
                icon=line.icon,
                tone=line.tone,
                advice=self._advice(),
                facts=self._facts(len(pending), standing),
                waiting=tuple(self._waits(entry) for entry in pending[:MOST]),
            )
        )

    def _advice(self) -> str:
        trouble = self._session.sync.trouble
        if trouble:
            return fault_words(Fault(trouble))
        if not self._session.sync.online:
            return self.tr("Go on working: everything is saved here and is sent by itself.")
        return ""

    def _facts(self, waiting: int, standing: Standing) -> tuple[tuple[str, str], ...]:
        session = self._session
        desk = session.source.rows.get(Desk, session.desk.membership.identity.desk_id)
        last = session.sync.last_success
        code = session.desk.membership.identity.desk_code
        name = f"{desk.name} ({code})" if desk else code
        found = formats.moment(last, session.zone, session.now()) if last else self.tr("never")
        return (
            (self.tr("This desk"), name),
            (self.tr("Server"), session.desk.membership.server_url),
            (self.tr("Last success"), found),
            (self.tr("Not confirmed"), str(waiting)),
            (self.tr("Version"), str(standing.cursor)),
            (self.tr("Clock"), self._clock()),
            (self.tr("Connections given up"), str(session.sync.restarts)),
        )

    def _clock(self) -> str:
        ahead = self._session.sync.ahead_s
        if abs(ahead) < 2:
            return self.tr("as the server’s")
        words = self.tr("{0} s ahead of the server’s") if ahead > 0 else self.tr("{0} s behind it")
        return words.format(abs(ahead))

    def _waits(self, entry: JournalEntry) -> WaitingCommand:
        session, envelope = self._session, entry.envelope
        member = session.source.rows.get(StaffMember, envelope.actor_id)
        return WaitingCommand(
            key=envelope.command_id,
            when=formats.brief(envelope.occurred_at, session.zone, session.now()),
            text=words_of(session.source, envelope, session.now()),
            by=member.name if member else self.tr("Nobody"),
            sent=entry.settled_version is not None,
        )
