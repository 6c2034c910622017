"""What a desk on the large store holds in memory after all screens, a class and a client were open.

Measured in a process of its own; what counts is all that is really there, libraries included.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.harness import Goal, Measure
from tests.bench.large_desk import CLIENTS, folder_with_desk
from tests.support.servers import Child

STAYS_MS = 1_500
"""So long each screen is in view: longer than any of them reads."""
EMPTY_WINDOW = """
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from tests.bench.bench_memory import megabytes
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
print("holds", megabytes(), flush=True)
"""


def measures() -> Iterator[Measure]:
    """Megabytes; the floor is an empty window."""
    with folder_with_desk() as (folder, made):
        ours = _held("-m", "tests.bench.bench_memory", str(folder), made.base.owner)
    floor = _held("-c", EMPTY_WINDOW)
    name = f"memory after all screens were open, {CLIENTS:,} clients"
    yield Measure(name, [ours], [floor], Goal("p50", 300), "MB")


def megabytes() -> float:
    """The memory of this process that is really there."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def _held(*arguments: str) -> float:
    child = Child.python(*arguments)
    try:
        return float(child.wait_for(r"^holds ([\d.]+)$", 120).group(1))
    finally:
        child.kill()


def main(folder: Path, owner: str) -> None:
    """Looks at everything and prints what that took."""
    from core.queries import client_list
    from desktop.actions.screens import Screen
    from tests.bench.scanning_desk import ScanningDesk

    desk = ScanningDesk(folder, owner)
    desk.begin()
    for screen in Screen:
        desk.look_at(screen, STAYS_MS)
    source = desk.app.session.source
    desk.app.open_client(client_list.page(source, 50_000, 1)[0].id)
    desk.look_at(Screen.CLIENTS, STAYS_MS)
    desk.open_first_class()
    desk.look_at(Screen.TODAY, STAYS_MS)
    print("holds", megabytes(), flush=True)
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
