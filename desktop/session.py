"""What a screen holds of the desk: queries to read, commands to send, who works here and when.

It lives on the GUI thread. Commands go to the writer thread and come back as signals.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from core import bus
from core.changes import Act, Change, ChangeSet, Outcome
from core.commands.registry import Command, spec_of
from core.commands.seats import Book
from core.commands.undoing import undo_of
from core.domain.ids import LocationId, StaffId, StaffKeyId
from core.domain.organisation import (
    MANAGER,
    OWNER,
    Location,
    Organisation,
    Setting,
    StaffKey,
    StaffMember,
)
from core.domain.refusals import Fault, Refusal
from core.domain.settings import STAFF_SIGN_IN
from core.ports import Reader
from core.queries import desks, place, receipts
from core.queries.source import Source
from core.rules.people.long_offline import too_long_offline
from core.rules.permissions import permits
from core.rules.places import Place
from core.rules.terms import Terms
from core.store.overlay import Overlay
from core.store.texts import SQLITE
from core.wire.codec import BadInput
from core.wire.envelope import public_half
from desktop.desk import Desk
from desktop.replica import NOBODY, Done, Signing
from desktop.sight import Sight
from desktop.sync.worker import SyncState
from desktop.wording import fault_words, refusal_words

if TYPE_CHECKING:
    from core.queries.explain import Why

Then = Callable[[Outcome | Refusal], None]


HERE = "here/"
"""Begins the names of what is not a draft, but this computer's own."""


class Approval(NamedTuple):
    """A manager's word for one command, with the key that signs it."""

    by: StaffId = NOBODY
    key: Ed25519PrivateKey | None = None


UNAPPROVED = Approval()


class Unapproved(NamedTuple):
    """A command as it was sent, so that it can be sent again with a manager's PIN."""

    command: Command
    then: Then | None
    says: str | Callable[[Outcome], str]
    quiet: bool


def is_done(result: Outcome | Refusal) -> bool:
    """Whether a command was not refused."""
    return isinstance(result, Outcome)


class Session(QObject):
    """Signals: `signed_out` the person whose sign-in ended elsewhere; `approval_asked` an
    Unapproved; `changed` carries a ChangeSet, `sync_changed` a SyncState, `place_changed` and
    `person_changed` nothing; `said` a text and the command that takes it back (or None);
    `refused` a sentence; `rested` says that nothing is under way any more."""

    changed = Signal(object)
    sync_changed = Signal(object)
    place_changed = Signal()
    person_changed = Signal()
    said = Signal(str, object)
    refused = Signal(str)
    failed = Signal(str)
    signed_out = Signal(str)
    approval_asked = Signal(object)
    kept_changed = Signal(str)
    rested = Signal()
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
        self._key: Ed25519PrivateKey | None = None
        self._under_way = 0
        kept = desk.read_drafts()
        self._drafts = msgspec.json.decode(kept, type=dict[str, dict[str, str]]) if kept else {}
        queued = Qt.ConnectionType.QueuedConnection
        self._came_back.connect(self._finish, queued)
        self._here: Location | None = None
        self._currency = ""
        self.changed.connect(self._forget, queued)  # first, so that no screen reads what is old
        self.changed.connect(self._look_at_keys, queued)
        self.sight = Sight(self)
        self.changed.connect(self.sight.forget, queued)
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
    def country(self) -> str:
        """Whose phone numbers are typed here without a country code (ISO 3166)."""
        return place.country(self.source, self.location)

    @property
    def sync(self) -> SyncState:
        """The newest sync state."""
        return self.desk.worker.state

    @property
    def signed_in(self) -> bool:
        """Whether who works here has proved it, and signs."""
        return self._key is not None

    def choose_person(self, actor: StaffId, key: Ed25519PrivateKey | None = None) -> bool:
        """Who works at the desk from now on; False for one who must prove it and brings no key."""
        if key is None and self.must_prove(actor):
            return False
        self.actor, self._key = actor, key
        self.person_changed.emit()
        return True

    def vouch(self, said: str) -> tuple[StaffKeyId, str]:
        """The key of who works here and their signature of a hash; both empty for a mere name."""
        if self._key is None:
            return StaffKeyId(""), ""
        return public_half(self._key), self._key.sign(bytes.fromhex(said)).hex()

    def leave(self) -> None:
        """Nobody works here any more; the key is forgotten."""
        self.actor, self._key = NOBODY, None
        self.person_changed.emit()

    def must_prove(self, staff_id: StaffId) -> bool:
        """Whether a name alone is not enough: who ever signed signs, and the studio may ask all."""
        if not staff_id or self.desk.training:
            return False
        everybody = Terms(self.source.rows).of(STAFF_SIGN_IN)
        return everybody or desks.has_signed(self.source, staff_id)

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
        approval: Approval = UNAPPROVED,
    ) -> None:
        """Carry a command out. `says` names the act for the undo message once it is done, or makes
        the name from the outcome.

        A refusal is told in a sentence unless it is `quiet`, or a manager's PIN would help and is
        asked for; `then` gets the result in any case.
        """
        signing = Signing(self._key, approval.key)
        future = self.desk.dispatcher.execute(command, self.actor, approval.by, signing)
        asked = Unapproved(command, then, says, quiet)
        self._under_way += 1
        future.add_done_callback(lambda done: self._came_back.emit(done, asked, approval))

    def busy(self) -> bool:
        """Whether a command is under way whose result nobody knows yet."""
        return self._under_way > 0

    @contextmanager
    def reading_aside(self) -> Iterator[Source]:
        """A source of its own, for work on another thread."""
        identity = self.desk.membership.identity
        with closing(self.desk.reader()) as connection:
            cursor = connection.cursor()
            yield Source(cursor, SQLITE, identity.organisation_id, identity.desk_id)

    def preview(self, command: Command, approved_by: StaffId = NOBODY) -> Outcome | Refusal:
        """What the command would do now; nothing is written."""
        return self.try_out(command, approved_by)[0]

    def try_out(
        self, command: Command, approved_by: StaffId = NOBODY
    ) -> tuple[Outcome | Refusal, tuple[Change, ...]]:
        """As `preview`, with the rows that it would write."""
        replica = self.desk.dispatcher.replica
        act = replica.act(self.actor, approved_by)
        waits = too_long_offline(spec_of(command), replica.since_contact(act.occurred_at))
        return (waits, ()) if waits else bus.preview(Overlay(self.source.rows), act, command)

    def rehearse(self, command: Command) -> tuple[Outcome | Refusal, Reader]:
        """What the command would do, and the rows as they would be then: for what comes after."""
        draft = Overlay(self.source.rows)
        return bus.run(draft, self.act(), command), draft

    def why_not(self, wish: Book) -> "Why | None":
        """Which rule stands against a booking, with the ways out; None where none does (BK-12)."""
        from core.queries import explain  # with the first question, not with the first picture

        return explain.why_not(self.source.rows, self.act(), wish, self.currency)

    def act(self) -> Act:
        """Who would do something now, for queries that ask what they may see."""
        return self.desk.dispatcher.replica.act(self.actor)

    def may(self, permission: str) -> bool:
        """Whether who works here has a right at the location in view."""
        return permits(self.source.rows, self.act(), permission, Place(self.location_id))

    def approvers(
        self, command: Command, passes: Callable[[Outcome | Refusal], bool] = is_done
    ) -> list[StaffMember]:
        """Who may let pass what is refused to who works here: managers with a PIN at this desk."""
        desk_id = self.desk.membership.identity.desk_id
        return [
            member
            for member, grant in place.people(self.source, self.location_id)
            if member.id != self.actor
            and grant.role in (OWNER, MANAGER)
            and desks.key_at(self.source, member.id, desk_id)
            and passes(self.preview(command, member.id))
        ]

    def refuse(self, unapproved: Unapproved, refusal: Refusal) -> None:
        """Nobody approved: the refusal is told as it would have been."""
        self._answer(refusal, unapproved.then, quiet=unapproved.quiet)

    def sentence(self, refusal: Refusal) -> str:
        """A refusal in words with its mend, times in the zone of this place."""
        return " ".join(part for part in refusal_words(refusal, self.currency, self.zone) if part)

    def next_receipt(self) -> str:
        """The number of the next receipt of this desk, such as LON-B-000123 (PAY-4)."""
        here = self.location
        prefix = f"{here.code if here else 'DESK'}-{self.desk.membership.identity.desk_code}"
        desk_id = self.desk.membership.identity.desk_id
        return receipts.next_receipt(self.source, desk_id, prefix)

    def kept(self, name: str) -> dict[str, str]:
        """What this computer keeps under a name, such as how its scanner types."""
        return self.draft(f"{HERE}{name}")

    def keep(self, name: str, values: dict[str, str]) -> None:
        """Keep something on this computer; `kept_changed` tells who minds."""
        self.keep_draft(f"{HERE}{name}", values)
        self.kept_changed.emit(name)

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
        """End reading; the desk itself is closed by who opened it. What still comes is not told."""
        self.blockSignals(True)
        QCoreApplication.removePostedEvents(self)
        self._connection.close()

    def _look_at_keys(self, changes: ChangeSet) -> None:
        """Who works here was signed out, or has to sign from now on."""
        if not concerns(changes, StaffKey, Setting) or not self.actor:
            return
        key = self._key
        row = self.source.rows.get(StaffKey, public_half(key)) if key else None
        ended = row is not None and row.state != "active"
        if ended or (key is None and self.must_prove(self.actor)):
            gone = self.actor
            self.leave()
            self.signed_out.emit(gone)

    def _forget(self, changes: ChangeSet) -> None:
        if changes.tables() & {Location, Organisation}:
            self._here = None
            self._currency = ""

    def _finish(self, future: Future[Done], asked: Unapproved, approval: Approval) -> None:
        self._under_way -= 1
        try:
            self._tell(future, asked, approval)
        finally:
            if not self.busy():
                self.rested.emit()

    def _tell(self, future: Future[Done], asked: Unapproved, approval: Approval) -> None:
        command, then, says, quiet = asked.command, asked.then, asked.says, asked.quiet
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
            waits = isinstance(done.result, Refusal) and not quiet and not approval.by
            if waits and self.approvers(command):
                self.approval_asked.emit(asked)
            else:
                self._answer(done.result, then, quiet=quiet)

    def _answer(self, result: Outcome | Refusal, then: Then | None, *, quiet: bool) -> None:
        if isinstance(result, Refusal) and not quiet:
            self.refused.emit(self.sentence(result))
        if then is not None:
            then(result)


def concerns(changes: ChangeSet, *tables: type[Any]) -> bool:
    """Whether a change touches one of these tables."""
    return not changes.tables().isdisjoint(tables)
