"""A desk that holds the large studio without having loaded it: a copy of the file, with the desk's
own facts and the standing at that version. For benches, and for tests of what they stand on."""

from contextlib import closing
from pathlib import Path

import msgspec

from core.domain.ids import DeskId, LocationId, OrganisationId
from core.store.sqlite import connect
from core.wire.shapes import SCHEMA
from desktop.desk import MEMBERSHIP, STORE, Desk, Membership, open_desk
from desktop.replica import STANDING, Identity, Standing
from desktop.store.sql import SqlDeskStore
from desktop.vault import DeskKeys, FileVault
from sync_server.demo.large_file import KEY, LargeFile, copied

DESK_ID = DeskId("large-desk")
KEYS = DeskKeys(KEY.hex(), "5e" * 32)
NOBODY_LISTENS = "http://127.0.0.1:9"


def enrolled(
    made: LargeFile, folder: Path, *, location: int = 0, url: str = NOBODY_LISTENS, token: str = ""
) -> Desk:
    """Make the folder a desk of one of the studio's locations and open it."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = FileVault(folder)
    vault.keep(KEYS)
    copied(made, folder / STORE)
    identity = Identity(
        OrganisationId(made.organisation_id),
        LocationId(made.base.locations[location]),
        DESK_ID,
        "A",
    )
    standing = Standing(
        cursor=made.version, history_id=made.history_id, shapes=f"{SCHEMA}/{SCHEMA}"
    )
    with closing(connect(folder / STORE, KEY)) as connection:
        store = SqlDeskStore(connection, identity.organisation_id)
        with store.transaction():
            store.write_meta(MEMBERSHIP, _text(Membership(identity, url, token)))
            store.write_meta(STANDING, _text(standing))
    return open_desk(folder, vault)


def _text(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()
