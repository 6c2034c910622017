"""A second start of the same desk brings the first one forward and ends (U-83)."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment
from pytestqt.qtbot import QtBot

from core.domain.refusals import Fault
from desktop.single import SingleDesk
from tests.support.servers import ROOT

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.single import SingleDesk
app = QCoreApplication([])
sys.exit(0 if SingleDesk(Path(sys.argv[1])).take() else 3)
"""


def test_the_second_start_is_heard_and_does_not_open(tmp_path: Path, qtbot: QtBot) -> None:
    first = SingleDesk(tmp_path)
    assert first.take()
    first.listen()
    second = QProcess()
    told = QProcessEnvironment.systemEnvironment()
    told.insert("PYTHONPATH", str(ROOT))
    second.setProcessEnvironment(told)
    with qtbot.waitSignal(first.asked, timeout=10_000):
        second.start(sys.executable, ["-c", SECOND, str(tmp_path)])
    qtbot.waitUntil(lambda: second.state() is QProcess.ProcessState.NotRunning, timeout=10_000)
    assert second.exitCode() == 3
    first.leave()


def test_a_folder_that_was_given_free_or_whose_desk_was_killed_is_taken(tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", SECOND.replace("sys.exit(", "import os; os._exit("), str(tmp_path)],
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"},
        check=False,
    )
    assert killed.returncode == 0
    second = SingleDesk(tmp_path)
    assert second.take()
    second.leave()


def test_one_that_holds_the_folder_and_does_not_answer_is_said_to_be(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.single.ANSWER_MS", 50)
    first, second = SingleDesk(tmp_path), SingleDesk(tmp_path)
    assert first.take()
    with pytest.raises(Fault, match="store_locked"):
        second.take()
    first.leave()
