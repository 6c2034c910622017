"""What a revoked desk shows, and what is left of it on its computer."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.domain.refusals import Fault
from core.store.sqlite import connect
from desktop.actions import frame
from desktop.desk import STORE, enrol, is_desk, open_desk
from desktop.sync.worker import SyncState
from desktop.vault import FILE_NAME, FileVault
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.desktop.live import LiveDesk
from tests.support.http_server import running_server
from tests.support.rules import rule

NOW = 1_772_438_400_000


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    with LiveDesk.open(tmp_path, NOW) as live, open_window(live.session, tmp_path, qtbot) as made:
        yield made


@rule("ORG-10")
def test_a_revoked_desk_closes_its_screens_and_forgets_its_keys(
    desk: DeskWindowDriver, tmp_path: Path
) -> None:
    session = desk.app.session
    assert (tmp_path / "desk" / FILE_NAME).exists()
    session.sync_changed.emit(replace(SyncState(), trouble="desk_revoked"))
    assert desk.window.curtain.isVisible()
    assert desk.window.curtain.geometry() == desk.window.rect()
    assert "may not work for the studio any more" in desk.window.windowTitle()
    assert not (tmp_path / "desk" / FILE_NAME).exists()
    able = [d.ident for d in desk.app.registry if desk.app.registry.action(d.ident).isEnabled()]
    assert able == [frame.QUIT]
    assert not desk.window.stack.isEnabled()
    assert desk.focus().accessibleName() == "Quit Foyer"


def test_the_computer_can_be_enrolled_again_and_the_old_store_stays_sealed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        enrol(folder, server.url, server.code(), "Front", FileVault(folder))
        old = open_desk(folder, FileVault(folder))
        old.lock()
        old.close()
        for _ in range(2):
            with pytest.raises(Fault) as caught:
                open_desk(folder, FileVault(folder))
            assert caught.value.code == "desk_revoked"
        enrol(folder, server.url, server.code(), "Front", FileVault(folder))
    assert is_desk(folder)
    with closing(open_desk(folder, FileVault(folder))) as again:
        assert again.membership.identity.desk_code == "B"
    (aside,) = folder.glob("revoked-*")
    key = FileVault(folder).fetch().store_key()
    with pytest.raises(Fault) as caught:
        connect(aside / STORE, key)
    assert caught.value.code == "store_key_wrong"


class Locked(FileVault):
    """A keyring that cannot be reached just now."""

    def forget(self) -> None:
        raise Fault("keyring_missing", why="KeyringLocked")


@pytest.mark.expects_log("still there: keyring_missing")
def test_keys_that_cannot_be_taken_away_now_are_at_the_next_start(
    desk: DeskWindowDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    monkeypatch.setattr(desk.app.session.desk, "_vault", Locked(folder))
    desk.app.session.sync_changed.emit(replace(SyncState(), trouble="desk_revoked"))
    assert desk.window.curtain.isVisible()
    assert (folder / FILE_NAME).exists()
    with pytest.raises(Fault) as caught:
        open_desk(folder, FileVault(folder))
    assert caught.value.code == "desk_revoked"
    assert not (folder / FILE_NAME).exists()
