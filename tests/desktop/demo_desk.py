"""A desk that has loaded the living demo studio, for tests that need a studio of real size."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import msgspec

from core.domain.all_rows import type_of_table
from core.domain.ids import DeskId, LocationId, OrganisationId
from core.store.schema import create_sqlite
from core.store.sqlite import connect
from desktop.desk import MEMBERSHIP, STORE, Desk, Membership, open_desk
from desktop.replica import Identity
from desktop.session import Session
from desktop.store.sql import SqlDeskStore
from desktop.vault import FileVault, new_keys
from sync_server.demo.studio import DemoStudio, Making, organisation_of, own_key
from tests.desktop.live import StoryClock

SEED = 1


@cache
def made_at(now: int) -> Making:
    """Making takes some seconds, so each moment is made once."""
    making = Making(organisation_of(SEED), SEED, now, own_key(SEED))
    making.run()
    return making


class DemoDesk:
    """The desk, its session and what the studio is made of."""

    def __init__(self, desk: Desk, studio: DemoStudio) -> None:
        self.desk = desk
        self.session = Session(desk)
        self.studio = studio

    @classmethod
    @contextmanager
    def open(cls, folder: Path, now: int) -> Iterator["DemoDesk"]:
        """A desk in a folder that holds the demo studio of this moment."""
        making = made_at(now)
        studio = making.studio(own_key(SEED))
        demo = cls(_enrolled(folder / "demo", studio, now), studio)
        rows = [row for kind in type_of_table.values() for row in making.store.rows.all(kind)]
        replica = demo.desk.dispatcher.replica
        head, digest = making.store.head().version, making.store.read_digest()
        demo.desk.dispatcher.network(lambda: replica.rebase(rows, head, digest)).result()
        yield demo
        demo.session.close()
        demo.desk.close()


def _enrolled(folder: Path, studio: DemoStudio, now: int) -> Desk:
    folder.mkdir()
    vault = FileVault(folder)
    keys = new_keys()
    vault.keep(keys)
    organisation = OrganisationId(studio.organisation_id)
    place = LocationId(studio.locations["Northgate"])
    identity = Identity(organisation, place, DeskId("desk-demo"), "D")
    with closing(connect(folder / STORE, keys.store_key())) as raw:
        create_sqlite(raw.cursor())
        membership = Membership(identity, "http://127.0.0.1:9", "token")
        text = msgspec.json.encode(membership).decode()
        SqlDeskStore(raw, organisation).write_meta(MEMBERSHIP, text)
    return open_desk(folder, vault, StoryClock(now))
