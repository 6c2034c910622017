"""A start neither collects garbage nor lets PySide read sources; afterwards both are as usual."""

import gc
from pathlib import Path

import pytest

from desktop import bootstrap, quick_start
from desktop.language import longer
from tests.support.http_server import running_server
from tests.support.rules import rule
from tests.support.servers import Child

READ = """
import linecache, sys
from desktop import quick_start
{spare}
import PySide6.QtCore
import desktop.widgets.card
print("read", sum("desktop" in name for name in linecache.cache))
"""

BEFORE = """
import sys
import desktop.bootstrap, desktop.desk, desktop.vault, desktop.training, desktop.local_server
import desktop.text_size, desktop.language
print("before", [one for one in sys.modules if one == "desktop.saying"])
"""


def _sources_read(spare: str) -> int:
    child = Child.python("-c", READ.format(spare=spare))
    found = child.wait_for(r"^read (\d+)$")
    child.wait()
    return int(found.group(1))


def test_pyside_reads_no_source_of_a_desk_and_would_without_us() -> None:
    assert _sources_read("quick_start.read_no_sources()") == 0
    assert _sources_read("") > 0


def test_what_a_start_made_is_walked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(gc.isenabled()))
    with quick_start.collecting_held():
        assert not gc.isenabled()
        quick_start.let_collect()
        assert gc.isenabled()
        quick_start.let_collect()
    assert frozen == [False]


def test_a_start_that_fails_collects_again() -> None:
    with pytest.raises(RuntimeError), quick_start.collecting_held():
        raise RuntimeError
    assert gc.isenabled()


def test_a_desk_with_a_window_collects(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        code = ["--enrol", server.url, server.code(), "Front"]
        assert bootstrap.main(["--data", str(folder), "--unprotected", *code]) == 0
        script = tmp_path / "script.txt"
        script.write_text(f"screen today\nuntil-file {tmp_path / 'enough'}\n")
        program = (
            "import gc, sys, threading\n"
            "from desktop import bootstrap, quick_start\n"
            "before = quick_start.let_collect\n"
            "def let_collect():\n"
            "    held = not gc.isenabled()\n"
            "    before()\n"
            "    print('held', held, 'now', gc.isenabled(), flush=True)\n"
            "quick_start.let_collect = let_collect\n"
            "bootstrap.main(sys.argv[1:])\n"
        )
        options = ("--data", folder, "--unprotected", "--play", script)
        desk = Child.python("-c", program, *options)
        desk.wait_for("^held True now True$")
        (tmp_path / "enough").touch()
        assert desk.wait() == 0, desk.output


@rule("U-62")
def test_every_text_of_a_started_desk_is_in_its_language(tmp_path: Path) -> None:
    """What is imported before the language is chosen would stay as it is written."""
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        code = ["--enrol", server.url, server.code(), "Front"]
        assert bootstrap.main(["--data", str(folder), "--unprotected", *code]) == 0
        script = tmp_path / "script.txt"
        script.write_text(f'until text "{longer("Calendar")}"\nsay translated\nquit\n')
        options = ("--data", folder, "--unprotected", "--play", script)
        desk = Child.python("-m", "desktop.bootstrap", *options, env={"FOYER_LANGUAGE": "pseudo"})
        try:
            desk.wait_for("^translated$")
        finally:
            desk.kill()
    before = Child.python("-c", BEFORE)
    assert before.wait_for("^before (.*)$").group(1) == "[]"
    before.wait()
