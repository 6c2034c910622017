"""The first sign-in of a person at a desk, from the letter to the PIN, against a real server."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.ids import StaffId
from core.domain.organisation import KEYS_OF_STAFF
from desktop.desk import enrol, open_desk
from desktop.session import Session
from desktop.vault import FileVault
from tests.desktop.desk_window import DeskWindowDriver, open_window
from tests.support.http_server import RunningServer, running_server
from tests.support.rules import rule
from tests.sync_server.staff_at_desk import PASSWORD, keys, link_in_mailbox, named

PIN = "028417"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as made:
        yield made


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindowDriver]:
    folder = tmp_path / "desk"
    vault = FileVault(folder)
    enrol(folder, server.url, server.code(), "Front", vault)
    opened = open_desk(folder, vault)
    opened.begin()
    qtbot.waitUntil(lambda: opened.worker.state.online and not opened.worker.state.behind)
    with closing(opened):
        session = Session(opened)
        with open_window(session, tmp_path, qtbot) as made:
            yield made
        session.close()


@rule("ORG-10")
def test_a_forgotten_password_a_letter_a_new_one_and_a_pin(
    server: RunningServer, desk: DeskWindowDriver, tmp_path: Path
) -> None:
    ruth = StaffId(named(server))
    desk.until(lambda: desk.app.session.actor == ruth)
    desk.do("desk.sign_in")
    panel = desk.app.door.beside.panel
    assert desk.focus() is panel.password
    panel.send_link.click()
    desk.until(lambda: "a link is on its way" in panel.answer.text())
    link = link_in_mailbox(server, tmp_path / "server")
    assert httpx.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 200
    for text in (PASSWORD, PIN, PIN):
        QTest.keyClicks(desk.focus(), text)
        desk.keys("Return")
    desk.until(lambda: desk.app.session.signed_in)
    assert not panel.isVisible()
    assert panel.password.text() == ""
    (key,) = keys(server)
    assert key.state == "active"
    rows = desk.app.session.source.rows
    desk.until(lambda: rows.find(KEYS_OF_STAFF, ruth))
    desk.keys("Ctrl+L")
    desk.until(desk.app.door.is_locked)
    QTest.keyClicks(desk.focus(), PIN)
    desk.until(lambda: desk.app.session.signed_in)


def test_what_stands_in_the_way_is_said_and_nothing_is_lost(
    server: RunningServer, desk: DeskWindowDriver
) -> None:
    desk.until(lambda: desk.app.session.actor)
    desk.do("desk.sign_in")
    panel = desk.app.door.beside.panel

    def tries(password: str, pin: str, again: str) -> None:
        panel.clear()
        panel.password.setFocus()
        for text in (password, pin, again):
            QTest.keyClicks(desk.focus(), text)
            desk.keys("Return")

    tries("wrong password", PIN, PIN)
    desk.until(lambda: "The password is not right" in panel.answer.text())
    tries("wrong password", PIN, "551873")
    assert "not the same" in panel.answer.text()
    tries("wrong password", "123456", "123456")
    assert "first that anybody would try" in panel.answer.text()
    assert keys(server) == []
    assert desk.app.session.actor == server.ids.owner_id
    QApplication.processEvents()
