"""Training happens on a copy under other keys: it says so, asks for no PIN, and leaves nothing."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.people import CLIENTS_BY_EMAIL
from core.domain.refusals import Fault
from core.domain.zones import to_utc
from core.store.sqlite import connect
from desktop import training
from desktop.banner_line import TRAINING
from desktop.desk import STORE, open_desk
from desktop.session import Session
from desktop.vault import FileVault
from tests.desktop.desk_window import open_window
from tests.desktop.live import LiveDesk
from tests.desktop.live_studio import DESK_KEYS
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


@rule("M-15")
def test_what_is_done_in_training_is_nowhere_else(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        copy = live.desk.make_training()
        desk = open_desk(copy, FileVault(copy), live.clock)
        session = Session(desk)
        assert session.source.rows.find(CLIENTS_BY_EMAIL, "anna@example.org")
        new = CreateClient(NewClient("Trainee", email="trainee@example.org"))
        desk.dispatcher.execute(new, StaffId(live.names["ruth"])).result(10)
        assert session.source.rows.find(CLIENTS_BY_EMAIL, "trainee@example.org")
        assert live.session.source.rows.find(CLIENTS_BY_EMAIL, "trainee@example.org") == []
        assert (desk.membership.server_url, desk.membership.token) == (training.NOWHERE, "")
        session.close()
        desk.close()
        training.remove(copy)
        assert not copy.exists()


@rule("M-15")
def test_training_is_marked_and_lets_anybody_work_by_name(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        copy = live.desk.make_training()
        desk = open_desk(copy, FileVault(copy), live.clock)
        session = Session(desk)
        with open_window(session, tmp_path, qtbot) as window:
            assert TRAINING in window.window.banner.accessibleName()
            assert session.choose_person(StaffId(live.names["ruth"]))
        session.close()
        desk.close()


def test_the_keys_of_the_desk_do_not_open_the_copy(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        copy = live.desk.make_training()
    with pytest.raises(Fault, match="store_key_wrong"):
        connect(copy / STORE, DESK_KEYS.store_key())


def test_a_desk_that_is_real_is_never_removed(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        training.remove(live.desk.folder)
        assert (live.desk.folder / STORE).exists()
