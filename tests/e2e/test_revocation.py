"""A desk is revoked: with a real server and two desks it has stopped within five seconds."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.changes import Outcome
from core.commands.identity import EndSessions, RevokeDesk
from core.commands.registry import Command
from core.commands.setup import CreateStaff, GrantRole
from core.domain.ids import StaffId
from core.domain.organisation import GRANTS_BY_STATE, OWNER, StaffKey
from core.domain.refusals import Fault
from core.queries.source import Source
from core.store.texts import SQLITE
from core.wire.signing_in import SignInRequest
from desktop.desk import Desk, enrol, open_desk
from desktop.sync.client import HttpServer
from desktop.sync.worker import SyncState
from desktop.vault import FileVault
from sync_server.serving import READY
from tests.e2e.studio import code_for_a_desk, founded
from tests.support.rules import rule
from tests.support.servers import ROOT, Children
from tests.sync_server.staff_at_desk import PASSWORD

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
        self.desk.dispatcher.on_changed(self._changed)
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

    def until_key(self, key_id: str, state: str) -> None:
        """Wait until this desk's copy knows a person's key in a state."""

        def known() -> bool:
            row = self._rows_of(key_id)
            return row is not None and row.state == state

        with self._news:
            assert self._news.wait_for(known, 30)

    def do(self, command: Command) -> Outcome:
        """What the owner does here, by name."""
        who = self.desk.dispatcher.network(lambda: owner(self.desk)).result()
        result = self.desk.dispatcher.execute(command, who).result().result
        assert isinstance(result, Outcome), result
        return result

    def _rows_of(self, key_id: str) -> StaffKey | None:
        with closing(self.desk.reader()) as reader:
            organisation = self.desk.membership.identity.organisation_id
            return Source(reader.cursor(), SQLITE, organisation).rows.get(StaffKey, key_id)

    def _changed(self, _changes: object) -> None:
        with self._news:
            self._news.notify_all()

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
    grants = desk.dispatcher.replica.store.rows.find(GRANTS_BY_STATE, "active")
    return next(grant.staff_id for grant in grants if grant.role == OWNER)


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
def test_a_person_who_is_signed_out_is_so_at_the_other_desk_within_five_seconds(
    desks: tuple[Watched, Watched], tmp_path: Path
) -> None:
    front, back = desks
    sam = hired(front, "Sam")
    front.until(lambda state: state.online and state.waiting == 0 and not state.behind)
    give_password(tmp_path / "server", "Sam")
    sign_in, _ = back.desk.sign_ins.fresh(sam, "028417")
    membership = back.desk.membership
    with closing(HttpServer(membership.server_url, membership.token)) as server:
        server.sign_in(SignInRequest(sam, PASSWORD, sign_in.key_id))
    back.until_key(sign_in.key_id, "active")
    front.until_key(sign_in.key_id, "active")
    began = time.monotonic()
    told = front.do(EndSessions(sam))
    assert told.code == "signed_out"
    back.until_key(sign_in.key_id, "ended")
    assert time.monotonic() - began < WITHIN_SECONDS


def hired(front: Watched, name: str) -> StaffId:
    """A receptionist, hired by the owner at a desk."""
    sam = StaffId(front.do(CreateStaff(name)).facts["staff_id"])
    front.do(GrantRole(sam, "receptionist", front.desk.membership.identity.location_id))
    return sam


def give_password(folder: Path, name: str) -> None:
    words = (sys.executable, "-m", "sync_server.cli", "set-password", name, "--data", str(folder))
    subprocess.run(words, input=PASSWORD, text=True, check=True, capture_output=True, cwd=ROOT)


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
