"""The desk in a real window on an X server in memory, on the demo studio."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from sync_server import auth
from sync_server.demo.studio import make
from sync_server.opening import Where, open_office
from sync_server.serving import READY
from sync_server.signing import card_key
from tests.support.servers import Children

NEEDS_X = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no Xvfb here")


@pytest.fixture
def display(children: Children) -> str:
    """A display of its own; the X server writes its number once it is ready."""
    server = children.start(
        "Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"
    )
    number = server.wait_for(r"^(\d+)$").group(1)
    return f":{number}"


@NEEDS_X
def test_the_desk_opens_on_the_demo_studio(
    children: Children, display: str, tmp_path: Path
) -> None:
    office = open_office(Where(tmp_path / "server"))
    now = office.clock.now()
    studio = make(office, 3, now, card_key(tmp_path / "server"))
    place = next(iter(studio.locations.values()))
    code = auth.new_code(office.database.engine, studio.organisation_id, place, now)
    office.database.engine.dispose()
    options = ("serve", "--data", str(tmp_path / "server"), "--port", "0")
    server = children.python("-m", "sync_server.cli", *options)
    url = server.wait_for(READY + r" (\S+)").group(1)
    script, picture = tmp_path / "script.txt", tmp_path / "window.png"
    steps = (
        "until sent",
        "screen today",
        'until text "classes ·"',
        f"grab {picture}",
        "say shown",
    )
    script.write_text("\n".join(steps))
    desk = children.python(
        *("-m", "desktop.bootstrap", "--data", tmp_path / "desk", "--unprotected"),
        *("--enrol", url, code, "Front desk", "--play", script),
        env={"QT_QPA_PLATFORM": "xcb", "DISPLAY": display},
    )
    assert desk.wait(60) == 0, desk.output
    assert desk.lines[-1] == "shown", desk.output
    shown = QImage(str(picture))
    assert shown.width() >= 1024
    assert len({shown.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 600, 7)}) > 30
