"""The frozen desk by itself: it starts, makes the demo studio with its own server, and checks in.

`make package` builds it first and says where it lies; without that there is nothing to try.
"""

import os
import subprocess
from pathlib import Path

import pytest

FROZEN = os.environ.get("FOYER_FROZEN", "")
PATIENCE_S = 420
SCRIPT = """
person "Noor Karim"
screen today
until list "People who are due" ""
do today.check_in_1
until text "Checked in"
until sent
grab {picture}
say done
quit
"""


@pytest.mark.skipif(not FROZEN, reason="nothing is frozen: make package")
def test_the_frozen_desk_opens_the_demo_and_checks_somebody_in(tmp_path: Path) -> None:
    program = Path(FROZEN).resolve() / "foyer"
    script, picture = tmp_path / "script.txt", tmp_path / "today.png"
    script.write_text(SCRIPT.format(picture=picture))
    done = subprocess.run(
        [program, "--demo", "--play", script],
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "done" in done.stdout
    assert picture.stat().st_size > 10_000


@pytest.mark.skipif(not FROZEN, reason="nothing is frozen: make package")
def test_the_frozen_server_tells_what_it_can(tmp_path: Path) -> None:
    program = Path(FROZEN).resolve() / "foyer-server"
    done = subprocess.run([program, "--help"], capture_output=True, text=True, check=True)
    assert "backup" in done.stdout
