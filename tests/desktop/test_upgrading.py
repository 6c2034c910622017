"""The store of an older program is upgraded behind a window, once, and what goes wrong is told."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.refusals import Fault
from core.store import report_sums
from core.store.sqlite import connect
from desktop.desk import STORE, enrol, open_desk
from desktop.upgrading import UpgradeWindow, behind_a_window
from desktop.vault import FileVault
from tests.support.http_server import running_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk whose store has no sums for reports yet, as before they were kept."""
    made = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        enrol(made, server.url, server.code(), "Front", FileVault(made))
    with closing(connect(made / STORE, FileVault(made).fetch().store_key())) as raw:
        for table in report_sums.TABLES:
            raw.cursor().execute(f"DROP TABLE {table}")
    return made


def test_an_older_store_is_upgraded_while_a_window_says_so(folder: Path, qtbot: QtBot) -> None:
    shown: list[bool] = []

    def behind(work: Callable[[], None]) -> None:
        def seen() -> None:
            shown.extend(isinstance(one, UpgradeWindow) for one in QApplication.topLevelWidgets())
            work()

        behind_a_window(seen)

    open_desk(folder, FileVault(folder), behind=behind).close()
    assert any(shown)
    shown.clear()
    open_desk(folder, FileVault(folder), behind=behind).close()
    assert shown == [], "the second time there is nothing to wait for"


def test_what_goes_wrong_behind_the_window_is_raised(qtbot: QtBot) -> None:
    def work() -> None:
        raise Fault("disk_full")

    with pytest.raises(Fault, match="disk_full"):
        behind_a_window(work)


def test_the_window_stays_until_the_work_is_done(qtbot: QtBot) -> None:
    window = UpgradeWindow()
    qtbot.addWidget(window)
    for done in (False, True):
        window.done = done
        asked = QCloseEvent()
        window.closeEvent(asked)
        assert asked.isAccepted() == done
