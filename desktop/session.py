"""What a screen holds of the desk: queries to read, commands to send, who works here and when.

It lives on the GUI thread. Commands go to the writer thread and come back as signals.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from core import bus
from core.changes import ChangeSet, Outcome
from core.commands.registry import Command
from core.commands.undoing import undo_of
from core.domain.ids import LocationId, StaffId
from core.domain.organisation import Location, Organisation
from core.domain.refusals import Fault, Refusal
from core.queries import place, receipts
from core.queries.source import Source
from core.store.overlay import Overlay
from core.store.texts import SQLITE
from core.wire.codec import BadInput
from desktop.desk import Desk
from desktop.replica import NOBODY, Done
from desktop.sync.worker import SyncState
from desktop.wording import fault_words, refusal_words

Then = Callable[[Outcome | Refusal], None]


class Session(QObject):
    """Signals: `changed` carries a ChangeSet, `sync_changed` a SyncState, `place_changed` and
    `person_changed` nothing; `said` a text and the command that takes it back (or None);
    `refused` a sentence."""

    changed = Signal(object)
    sync_changed = Signal(object)
    place_changed = Signal()
    person_changed = Signal()
    said = Signal(str, object)
    refused = Signal(str)
    failed = Signal(str)
    _came_back = Signal(object, object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        identity = desk.membership.identity
        self._connection = desk.reader()
        self.source = Source(
            self._connection.cursor(), SQLITE, identity.organisation_id, identity.desk_id
        )
        self.location_id: LocationId = identity.location_id
        self.actor: StaffId = NOBODY
        kept = desk.read_drafts()
        self._drafts = msgspec.json.decode(kept, type=dict[str, dict[str, str]]) if kept else {}
        queued = Qt.ConnectionType.QueuedConnection
        self._came_back.connect(self._finish, queued)
        self._here: Location | None = None
        self._currency = ""
        self.changed.connect(self._forget, queued)  # first, so that no screen reads what is old
        desk.dispatcher.on_changed(self.changed.emit)
        desk.worker.on_state(self.sync_changed.emit)

    def now(self) -> int:
        """UTC in milliseconds."""
        return self.desk.clock.now()

    @property
    def location(self) -> Location | None:
        """The location in view; None before the first load."""
        if self._here is None or self._here.id != self.location_id:
            self._here = self.source.rows.get(Location, self.location_id)
        return self._here

    @property
    def zone(self) -> str:
        """The zone of the location in view."""
        here = self.location
        return here.zone if here else "UTC"

    @property
    def currency(self) -> str:
        """The organisation's ISO currency."""
        if not self._currency:
            organisation = place.organisation(self.source)
            self._currency = organisation.currency if organisation else ""
        return self._currency or "EUR"

    @property
    def sync(self) -> SyncState:
        """The newest sync state."""
        return self.desk.worker.state

    def choose_person(self, actor: StaffId) -> None:
        """Who works at the desk from now on."""
        self.actor = actor
        self.person_changed.emit()

    def choose_place(self, location_id: LocationId) -> None:
        """Which location the screens show."""
        self.location_id = location_id
        self.place_changed.emit()

    def send(
        self,
        command: Command,
        then: Then | None = None,
        *,
        says: str | Callable[[Outcome], str] = "",
        quiet: bool = False,
    ) -> None:
        """Carry a command out. `says` names the act for the undo message once it is done, or makes
        the name from the outcome.

        A refusal is told in a sentence unless it is `quiet`; `then` gets the result in any case.
        """
        future = self.desk.dispatcher.execute(command, self.actor)
        future.add_done_callback(
            lambda done: self._came_back.emit(done, command, (then, says, quiet))
        )

    def preview(self, command: Command) -> Outcome | Refusal:
        """What the command would do now; nothing is written."""
        act = self.desk.dispatcher.replica.act(self.actor)
        return bus.preview(Overlay(self.source.rows), act, command)[0]

    def sentence(self, refusal: Refusal) -> str:
        """A refusal in words with its mend, times in the zone of this place."""
        return " ".join(part for part in refusal_words(refusal, self.currency, self.zone) if part)

    def next_receipt(self) -> str:
        """The number of the next receipt of this desk, such as LON-B-000123 (PAY-4)."""
        here = self.location
        prefix = f"{here.code if here else 'DESK'}-{self.desk.membership.identity.desk_code}"
        desk_id = self.desk.membership.identity.desk_id
        return receipts.next_receipt(self.source, desk_id, prefix)

    def draft(self, name: str) -> dict[str, str]:
        """What was typed and not saved under this name; empty where nothing was."""
        return dict(self._drafts.get(name, {}))

    def keep_draft(self, name: str, draft: dict[str, str]) -> None:
        """Keep what is typed so far in the encrypted store, so that it survives a kill (U-80)."""
        if draft:
            self._drafts[name] = draft
        else:
            self._drafts.pop(name, None)
        text = msgspec.json.encode(self._drafts).decode()
        self.desk.dispatcher.network(lambda: self.desk.write_drafts(text))

    def close(self) -> None:
        """End reading; the desk itself is closed by who opened it."""
        self._connection.close()

    def _forget(self, changes: ChangeSet) -> None:
        if changes.tables() & {Location, Organisation}:
            self._here = None
            self._currency = ""

    def _finish(self, future: Future[Done], command: Command, rest: Any) -> None:
        then, says, quiet = rest
        error = future.exception()
        if isinstance(error, BadInput):
            self._answer(error.refusal, then, quiet=quiet)
        elif isinstance(error, Fault):
            self.failed.emit(fault_words(error))
        elif error is not None:
            raise error
        else:
            done = future.result()
            if isinstance(done.result, Outcome) and says:
                inverse = undo_of(command, done.command_id, done.result)
                self.said.emit(says if isinstance(says, str) else says(done.result), inverse)
            self._answer(done.result, then, quiet=quiet)

    def _answer(self, result: Outcome | Refusal, then: Then | None, *, quiet: bool) -> None:
        if isinstance(result, Refusal) and not quiet:
            self.refused.emit(self.sentence(result))
        if then is not None:
            then(result)


def concerns(changes: ChangeSet, *tables: type[Any]) -> bool:
    """Whether a change touches one of these tables."""
    return not changes.tables().isdisjoint(tables)
