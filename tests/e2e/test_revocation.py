"""A desk is revoked: with a real server and two desks it has stopped within five seconds."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands.identity import RevokeDesk
from core.domain.ids import StaffId
from core.domain.organisation import GRANTS_BY_STATE
from core.domain.refusals import Fault
from desktop.desk import Desk, enrol, open_desk
from desktop.sync.worker import SyncState
from desktop.vault import FileVault
from sync_server.serving import READY
from tests.e2e.studio import code_for_a_desk, founded
from tests.support.rules import rule
from tests.support.servers import Children

WITHIN_SECONDS = 5.0


class Watched:
    """An opened desk on the network; its states can be awaited."""

    def __init__(self, folder: Path, url: str, code: str) -> None:
        vault = FileVault(folder)
        enrol(folder, url, code, folder.name, vault)
        self.folder = folder
        self.states: list[SyncState] = []
        self._news = threading.Condition()
        self.desk: Desk = open_desk(folder, vault)
        self.desk.worker.on_state(self._heard)
        self.desk.worker.start()
        self.until(lambda state: state.online and not state.behind)

    @property
    def id(self) -> str:
        return self.desk.membership.identity.desk_id

    def until(self, holds: object) -> SyncState:
        with self._news:
            found = self._news.wait_for(lambda: any(map(holds, self.states)), 30)  # type: ignore[call-overload]
            assert found, self.states[-1:]
            return self.states[-1]

    def _heard(self, state: SyncState) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()


@pytest.fixture
def desks(children: Children, tmp_path: Path) -> Iterator[tuple[Watched, Watched]]:
    studio = founded(tmp_path / "server")
    options = ("serve", "--data", str(studio.folder), "--port", "0")
    server = children.python("-m", "sync_server.cli", *options)
    url = server.wait_for(READY + r" (\S+)").group(1)
    made = [Watched(tmp_path / name, url, code_for_a_desk(studio)) for name in ("front", "back")]
    yield made[0], made[1]
    for one in made:
        one.desk.close()


def owner(desk: Desk) -> StaffId:
    return desk.dispatcher.replica.store.rows.find(GRANTS_BY_STATE, "active")[0].staff_id


@rule("ORG-10")
def test_a_desk_learns_within_five_seconds_that_it_was_revoked(
    desks: tuple[Watched, Watched],
) -> None:
    front, back = desks
    who = front.desk.dispatcher.network(lambda: owner(front.desk)).result()
    began = time.monotonic()
    front.desk.dispatcher.execute(RevokeDesk(back.id), who).result()
    back.until(lambda state: state.trouble == "desk_revoked")
    assert time.monotonic() - began < WITHIN_SECONDS
    back.desk.lock()
    with pytest.raises(Fault) as caught:
        open_desk(back.folder, FileVault(back.folder))
    assert caught.value.code == "desk_revoked"
    front.until(lambda state: state.online and state.waiting == 0)


@rule("ORG-10")
def test_the_owner_revokes_a_stolen_desk_from_the_server(
    children: Children, desks: tuple[Watched, Watched], tmp_path: Path
) -> None:
    _, back = desks
    began = time.monotonic()
    told = children.python(
        "-m", "sync_server.cli", "revoke-desk", back.id, "--data", str(tmp_path / "server")
    )
    assert told.wait() == 0, told.output
    settled = time.monotonic()
    back.until(lambda state: state.trouble == "desk_revoked")
    assert time.monotonic() - settled < WITHIN_SECONDS
    assert began < settled
