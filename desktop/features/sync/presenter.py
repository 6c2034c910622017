"""Sending and receiving, alive: the state of the network thread and the journal of this desk."""

from concurrent.futures import Future
from importlib.metadata import version

from PySide6.QtCore import QObject, Qt, Signal

from core.domain.organisation import Desk, StaffMember
from core.domain.refusals import Fault
from desktop import formats
from desktop.features.sync.model import SyncView, WaitingCommand
from desktop.features.sync.panel import SyncPanel
from desktop.features.sync.words import words_of
from desktop.loading import Loading
from desktop.replica import Standing
from desktop.session import Session
from desktop.store.port import JournalEntry
from desktop.sync_line import loaded, sync_line
from desktop.widgets.reload import Reload
from desktop.wording import fault_words

MOST = 500

Told = tuple[list[JournalEntry], Standing, Loading | None]
"""What waits, where the copy stands, how far a load is."""


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
        panel.load_asked.connect(self._load_afresh)
        panel.rest_asked.connect(session.desk.worker.rest)
        panel.close_asked.connect(self.left)
        panel.copy_asked.connect(self.copy_asked)
        self._read.connect(self._show, Qt.ConnectionType.QueuedConnection)
        session.sync_changed.connect(lambda _state: self.reload.ask())
        session.changed.connect(lambda _changes: self.reload.ask())

    def refresh(self) -> None:
        """Ask for the journal."""
        self.reload.done()
        desk = self._session.desk
        replica, loading = desk.dispatcher.replica, desk.worker.loading
        future = desk.dispatcher.network(
            lambda: (replica.store.pending(), replica.standing, loading())
        )
        future.add_done_callback(self._came)

    def _came(self, done: Future[Told]) -> None:
        if not done.cancelled() and done.exception() is None:
            self._read.emit(done.result())

    def _show(self, told: Told) -> None:
        pending, standing, loading = told
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
                loading=loading,
                loaded=loaded(loading) if loading is not None else "",
                may_load=session.sync.online and loading is None,
                load_note=self._load_note(loading),
                waiting=tuple(self._waits(entry) for entry in pending[:MOST]),
            )
        )

    def _load_afresh(self) -> None:
        self._session.desk.worker.load_afresh()
        self.reload.ask()

    def _load_note(self, loading: Loading | None) -> str:
        """What loading afresh does, or why it cannot be asked for now (U-34, U-38)."""
        if loading is not None and loading.stopped:
            return self.tr("What has come is kept. Going on fetches only what is missing.")
        if loading is not None:
            return self.tr("All rows are loading. It goes on by itself after a break.")
        if not self._session.sync.online:
            return self.tr("To load afresh needs the server, which is not reached now.")
        return self.tr("Load afresh fetches every row again. What waits here stays and is sent.")

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
            (self.tr("Program"), self._program()),
        )

    def _program(self) -> str:
        """Which release this is, and where newer ones come from (U-88)."""
        return self.tr("Foyer {0}; newer ones come with this computer’s updates").format(
            version("foyer")
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
