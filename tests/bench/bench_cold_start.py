"""Cold start: from the start of a process to the first window on the screen."""

from collections.abc import Iterator

from tests.bench.harness import Goal, Measure, timed
from tests.support.servers import Child

EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
print("shown", flush=True)
"""


def measures() -> Iterator[Measure]:
    """The floor is an empty window; the desk stands beside it once it opens."""
    yield Measure(
        "cold start to a usable Today",
        floor=timed(lambda: start(EMPTY_WINDOW), times=15),
        goal=Goal("ratio", 4),
    )


def start(code: str) -> None:
    """Runs a program until it says that its window is shown."""
    child = Child.python("-c", code)
    try:
        child.wait_for("^shown$")
    finally:
        child.kill()
