"""Cold start: from the start of a process to the first window on the screen, with Today in it."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.harness import Goal, Measure, timed
from tests.bench.large_desk import CLIENTS, folder_with_desk
from tests.support.servers import Child

EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
print("shown", flush=True)
"""
SCRIPT = 'screen today\nuntil text "classes"\nsay shown\n'


def measures() -> Iterator[Measure]:
    """The floor is an empty window; ours is the desk on the large store with its day read."""
    with folder_with_desk() as (folder, _):
        script = folder / "script.txt"
        script.write_text(SCRIPT)
        ours = timed(lambda: start_desk(folder, script), times=9)
    yield Measure(
        f"cold start to a usable Today, {CLIENTS:,} clients",
        ours,
        floor=timed(lambda: start(EMPTY_WINDOW), times=9),
        goal=Goal("ratio", 4),
    )


def start(code: str) -> None:
    """Runs a program until it says that its window is shown."""
    _until_shown(Child.python("-c", code))


def start_desk(folder: Path, script: Path) -> None:
    """Runs the desk until Today is shown."""
    options = ("--data", folder, "--unprotected", "--play", script)
    _until_shown(Child.python("-m", "desktop.bootstrap", *options))


def _until_shown(child: Child) -> None:
    try:
        child.wait_for("^shown$")
    finally:
        child.kill()
