"""A desk on real stores for tests of screens: an encrypted desk file, a server's store beside it.

    with LiveDesk.open(tmp_path) as live:
        live.serve(Book(...))      # the server or another desk does something
        live.exchange()            # this desk hears of it

There is no network: the desk's engine talks to the server's service in this process.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from core.changes import Act, Change, Outcome
from core.commands.registry import Command
from core.domain.ids import CommandId, DeskId, LocationId, OrganisationId, StaffId, new_id
from core.domain.organisation import Desk as DeskRow
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from core.wire.digest import moved, movement
from desktop.desk import MEMBERSHIP, STORE, Desk, Membership, open_desk
from desktop.replica import Identity
from desktop.session import Session
from desktop.store.sql import SqlDeskStore
from desktop.sync.engine import Engine
from desktop.vault import FileVault
from sync_server.database import SqlDatabase, open_sqlite
from sync_server.service import DeskService
from sync_server.settlement import Settlement
from sync_server.store.sql import create_head
from tests.desktop.live_studio import DESK_KEYS, furnish

Furnish = Callable[[Callable[[Command], Outcome], str, int], dict[str, str]]

ORGANISATION = OrganisationId("org-live")
KEY = b"s" * 32


class StoryClock:
    """Time that stands where the story says."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now(self) -> int:
        return self.at


class LiveDesk:
    """The parts, and ways to act beside the screen."""

    def __init__(self, database: SqlDatabase, clock: StoryClock) -> None:
        self.database = database
        self.clock = clock
        self.names: dict[str, str] = {}
        self.desk: Desk
        self.session: Session
        self.engine: Engine

    @classmethod
    @contextmanager
    def open(cls, folder: Path, now: int, furnish: Furnish = furnish) -> Iterator["LiveDesk"]:
        """A furnished studio and one desk that has loaded it; `now` is the story's time."""
        database = open_sqlite(folder / "server.db", KEY)
        with database.engine.begin() as connection:
            connection.execute(create_head(ORGANISATION, "history"))
        live = cls(database, StoryClock(now))
        live.names = furnish(live.serve, ORGANISATION, now)
        live._enrol(folder / "desk")
        yield live
        live.session.close()
        live.desk.close()
        database.engine.dispose()

    def serve(self, command: Command, at: int | None = None) -> Outcome:
        """Let the server carry out a command."""
        moment = self.clock.at if at is None else at
        act = Act(CommandId(new_id()), StaffId(""), moment, system=True)
        with self.database.write(ORGANISATION) as store:
            settlement = Settlement(store, moment)
            result = settlement.command(act, command)
            settlement.close()
        assert isinstance(result, Outcome), result
        return result

    def exchange(self) -> None:
        """Exchange until nothing more is to be done, and tell the screens."""
        while True:
            done = self.desk.dispatcher.network(self.engine.step).result()
            self.desk.dispatcher.publish(done.changes)
            if not done.more:
                return

    def _know(self, public_key: str) -> None:
        """The furnished desk row gets the key that this desk really has."""
        with self.database.write(ORGANISATION) as store:
            row = store.rows.get(DeskRow, "desk-a")
            assert row is not None
            changes = [Change(DeskRow, row.id, row, replace(row, public_key=public_key))]
            store.rows.apply(changes)
            version = store.head().version + 1
            store.mark_changed(changes, version)
            store.write_digest(moved(store.read_digest(), movement(changes)))
            store.write_head(version)

    def _enrol(self, folder: Path) -> None:
        folder.mkdir()
        vault = FileVault(folder)
        keys = DESK_KEYS
        vault.keep(keys)
        self._know(keys.public_key())
        place = LocationId(self.names["location"])
        identity = Identity(ORGANISATION, place, DeskId("desk-a"), "A")
        with closing(connect(folder / STORE, keys.store_key())) as raw:
            create_sqlite(raw.cursor())
            store = SqlDeskStore(raw, ORGANISATION)
            membership = Membership(identity, "http://127.0.0.1:9", "token")
            store.write_meta(MEMBERSHIP, msgspec.json.encode(membership).decode())
        self.desk = open_desk(folder, vault, self.clock)
        service = DeskService(self.database, self.clock, ORGANISATION)
        self.engine = Engine(self.desk.dispatcher.replica, service)
        self.exchange()
        self.session = Session(self.desk)
        self.session.choose_person(StaffId(self.names["ruth"]))
