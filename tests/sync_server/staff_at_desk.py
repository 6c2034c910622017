"""A running server with a desk and its owner, who has an address: for tests of signing in."""

from contextlib import closing
from pathlib import Path

import httpx

from core.commands.staff import EditStaff
from core.domain.organisation import KEYS_OF_STAFF, StaffKey
from core.wire.protocol import EnrolReply, EnrolRequest
from desktop.sync.client import HttpServer
from sync_server.notifications.delivery import deliver_due
from sync_server.signing_in import settle
from tests.support.http_server import RunningServer

PASSWORD = "blue kettle on the sill"
KEY = "ab" * 32


def enrolled(server: RunningServer, name: str = "Front", key: str = "a" * 64) -> EnrolReply:
    """A desk of the only location."""
    with closing(HttpServer(server.url)) as client:
        return client.enrol(EnrolRequest(server.code(), name, key))


def named(server: RunningServer, email: str = "ruth@example.org") -> str:
    """The owner, with an address."""
    settle(server.office, server.ids.organisation_id, EditStaff(server.ids.owner_id, email=email))
    return server.ids.owner_id


def link_in_mailbox(server: RunningServer, folder: Path) -> str:
    """Let the post leave, and give the link of the newest invitation."""
    office = server.office
    deliver_due(office.database, office.channels, office.clock, address=server.url)
    letters = sorted((folder / "mailbox").glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
    text = letters[-1].read_text().replace("=\n", "")
    return next(line for line in text.splitlines() if line.startswith(server.url))


def post(server: RunningServer, token: str, path: str, body: dict[str, str]) -> httpx.Response:
    """A request at a staff door with a desk's token."""
    return httpx.post(
        f"{server.url}/v1/staff/{path}", json=body, headers={"Authorization": f"Bearer {token}"}
    )


def keys(server: RunningServer) -> list[StaffKey]:
    """The keys of the owner."""
    with server.office.database.read(server.ids.organisation_id) as store:
        return list(store.rows.find(KEYS_OF_STAFF, server.ids.owner_id))
