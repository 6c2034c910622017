"""A desk in its folder: made by enrolment, opened at each start."""

import contextlib
import logging
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import msgspec

from core import bus
from core.changes import ChangeSet
from core.domain import phones
from core.domain.organisation import Setting
from core.domain.refusals import Fault
from core.domain.settings import RECOVERY_KEY
from core.ports import Clock
from core.rules.terms import Terms
from core.store.migrate import is_prepared, prepare_sqlite
from core.store.sqlite import Connection, connect
from core.wire.protocol import EnrolRequest
from desktop import backups, training
from desktop.dispatcher import Dispatcher
from desktop.lease_keeper import LeaseKeeper
from desktop.replica import Identity, Replica
from desktop.reserve import Reserve
from desktop.store.sql import SqlDeskStore
from desktop.sync.late import LateServer
from desktop.sync.worker import Worker
from desktop.vault import Vault, new_keys

if TYPE_CHECKING:
    from desktop.sign_ins import SignIns

log = logging.getLogger(__name__)

STORE = "desk.db"
MEMBERSHIP = "membership"
DRAFTS = "drafts"
REVOKED = "revoked"
"""A file that tells that this desk was revoked; its keys are gone."""


class Membership(msgspec.Struct, frozen=True):
    """What a desk got when it was enrolled: who it is, where its server is, its token."""

    identity: Identity
    server_url: str
    token: str


class SystemClock:
    """The computer's time."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000


class Desk:
    """All parts of an opened desk that need no window."""

    def __init__(
        self, folder: Path, membership: Membership, vault: Vault, clock: Clock | None = None
    ) -> None:
        keys = vault.fetch()
        self.folder = folder
        self.membership = membership
        self.training = training.is_training(folder)
        self.protected = vault.protected or self.training
        self._vault = vault
        self.clock: Clock = clock or SystemClock()
        self._key = keys.store_key()
        self._keys = keys
        self._connection = connect(folder / STORE, self._key)
        organisation = membership.identity.organisation_id
        store = SqlDeskStore(self._connection, organisation)
        replica = Replica(store, membership.identity, keys.signing_key(), self.clock)
        self._reserve = Reserve(folder)
        self.dispatcher = Dispatcher(replica, self._reserve)
        server = LateServer(membership.server_url, membership.token)
        self.worker = Worker(self.dispatcher, server, self.clock)
        self._leases = LeaseKeeper(self.dispatcher)

    def begin(self) -> None:
        """What a first picture does without: the handlers for the writer, then the network."""
        self.dispatcher.network(bus.load)
        self.dispatcher.network(phones.load)
        self.dispatcher.network(self._reserve.lay)
        self.dispatcher.network(self.seal_copy)
        self.dispatcher.on_changed(self._changed)
        self.worker.start()
        Thread(target=self._back_up_daily, name="backup", daemon=True).start()

    def back_up(self) -> Path:
        """Copy the store now, and try the copy. It takes a while: never on the GUI thread."""
        name = backups.name_of_now(self.clock.now())
        return backups.back_up(self.folder, STORE, self._key, name)

    def want_back(self, name: str) -> None:
        """Let a copy be put back at the next start. It takes a while: never on the GUI thread."""
        backups.want_back(self.folder, STORE, self._key, name)

    def make_training(self) -> Path:
        """A copy of now to train on. It takes a while: never on the GUI thread."""
        membership = msgspec.json.encode(self.membership).decode()
        return training.make_training(self.folder, STORE, self._key, membership)

    def _back_up_daily(self) -> None:
        try:
            backups.back_up_daily(self.folder, STORE, self._key, self.clock.now())
        except (Fault, OSError) as error:
            log.warning("today's copy of the store could not be made: %s", error)

    def reader(self) -> Connection:
        """A connection of its own for a thread that only reads."""
        return connect(self.folder / STORE, self._key, readonly=True)

    @cached_property
    def sign_ins(self) -> "SignIns":
        """Who can sign here; read when it is first asked for."""
        from desktop.sign_ins import SIGN_INS, SignIns, secret_of

        def write(text: str) -> None:
            self.dispatcher.network(lambda: self._write_meta(SIGN_INS, text)).result()

        secret = secret_of(self._keys.signing_key())
        return SignIns(secret, lambda: self._read_meta(SIGN_INS), write)

    def read_drafts(self) -> str:
        """Half-filled forms as they were kept, "" where there are none."""
        return self._read_meta(DRAFTS)

    def write_drafts(self, text: str) -> None:
        """Keep half-filled forms; on the writer thread only."""
        self._write_meta(DRAFTS, text)

    def _read_meta(self, key: str) -> str:
        with contextlib.closing(self.reader()) as reader:
            return SqlDeskStore(reader, "").read_meta(key) or ""

    def _write_meta(self, key: str, text: str) -> None:
        store = self.dispatcher.replica.store
        with store.transaction():
            store.write_meta(key, text)

    def _changed(self, changes: ChangeSet) -> None:
        if Setting in changes.tables():
            self.seal_copy()

    def seal_copy(self) -> None:
        """Seal the keys to the owner once the studio's recovery key is known, or is another."""
        from desktop.recovery import keep_copy

        owner_key = Terms(self.dispatcher.replica.store.rows).of(RECOVERY_KEY)
        keep_copy(self.folder, self._keys, owner_key)

    def lock(self) -> None:
        """The desk was revoked: its keys leave this computer, so that its store opens no more.

        What it still had to send lies with the server; the sealed copy for recovery stays.
        """
        (self.folder / REVOKED).touch()
        self._vault.forget()

    def close(self) -> None:
        """End the threads; what is not sent stays in the journal. Seats that were lent go back."""
        if self.worker.state.online and self._leases.give_all_back() is not None:
            self.worker.last_word()
        self.worker.close()
        self.dispatcher.close()
        self._connection.close()


def is_desk(folder: Path) -> bool:
    """Whether this folder holds an enrolled desk."""
    return (folder / STORE).exists()


def lay_aside(folder: Path, now: int) -> None:
    """Make room where a revoked desk lay; its store stays, sealed, in a folder of its own."""
    aside = folder / f"{REVOKED}-{now}"
    aside.mkdir()
    for file in (*folder.glob(f"{STORE}*"), folder / REVOKED):
        file.rename(aside / file.name)


def enrol(folder: Path, url: str, code: str, name: str, vault: Vault) -> Membership:
    """Make this computer a desk: keys, enrolment at the server, an empty store.

    Raises Fault `desk_exists`, `enrolment_code_wrong`, `keyring_missing`, and those of the network.
    """
    if (folder / REVOKED).exists():
        lay_aside(folder, SystemClock().now())
    if is_desk(folder):
        raise Fault("desk_exists", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    keys = new_keys()
    vault.keep(keys)
    from desktop.sync.client import HttpServer

    server = HttpServer(url)
    with contextlib.closing(server):
        reply = server.enrol(EnrolRequest(code, name, keys.public_key()))
    identity = Identity(reply.organisation_id, reply.location_id, reply.desk_id, reply.desk_code)
    membership = Membership(identity, url, reply.token)
    with contextlib.closing(connect(folder / STORE, keys.store_key())) as connection:
        prepare_sqlite(connection, lambda: connect(folder / STORE, keys.store_key()))
        store = SqlDeskStore(connection, identity.organisation_id)
        with store.transaction():
            store.write_meta(MEMBERSHIP, msgspec.json.encode(membership).decode())
    return membership


def _prepare(folder: Path, key: bytes, now: int) -> None:
    """Bring the store to this program, with a copy of it as it was."""
    backups.back_up_before_upgrade(folder, STORE, key, now)
    with contextlib.closing(connect(folder / STORE, key)) as connection:
        prepare_sqlite(connection, lambda: connect(folder / STORE, key))


Behind = Callable[[Callable[[], None]], None]
"""Does work that may take minutes, such as behind a window."""


def at_once(work: Callable[[], None]) -> None:
    """Do it here and now."""
    work()


def open_desk(
    folder: Path,
    vault: Vault,
    clock: Clock | None = None,
    server_url: str = "",
    behind: Behind = at_once,
) -> Desk:
    """Open an enrolled desk. `server_url` is where its server is now, if not where it was.

    The store of an older program is upgraded `behind` what the caller shows, after a copy of it
    was made. Faults of core.store.sqlite.connect and of the vault; `desk_revoked`.
    """
    if (folder / REVOKED).exists():
        vault.forget()
        raise Fault("desk_revoked")
    key = vault.fetch().store_key()
    now = (clock or SystemClock()).now()
    backups.put_back(folder, STORE, now)
    with contextlib.closing(connect(folder / STORE, key, readonly=True)) as connection:
        prepared = is_prepared(connection.cursor())
    if not prepared:
        behind(lambda: _prepare(folder, key, now))
    with contextlib.closing(connect(folder / STORE, key, readonly=True)) as connection:
        text = SqlDeskStore(connection, "").read_meta(MEMBERSHIP)
    if text is None:
        raise Fault("desk_incomplete", folder=str(folder))
    membership = msgspec.json.decode(text, type=Membership)
    if server_url:
        membership = msgspec.structs.replace(membership, server_url=server_url)
    return Desk(folder, membership, vault, clock)
