"""The week with 300 classes at scale 2: one cached repaint, one step of scrolling (U-49).

Measured in a process of its own, because Qt takes its scale when it starts.
"""

import json
import sys
from collections.abc import Iterator

from tests.bench.harness import Goal, Measure, timed
from tests.support.servers import Child

CLASSES, STEP, TIMES = 300, 24, 200


def measures() -> Iterator[Measure]:
    """Milliseconds of a frame; the floor is a frame that copies one picture of the same size."""
    child = Child.python("-m", "tests.bench.bench_week", env={"QT_SCALE_FACTOR": "2"})
    try:
        found = child.wait_for(r"^\{.*\}$", 120)
    finally:
        child.kill()
    samples = json.loads(found.group())
    goal = Goal("p99", 16)
    name = f"week of {CLASSES} classes at scale 2"
    yield Measure(f"{name}, cached repaint", samples["repaint"], samples["floor"], goal)
    yield Measure(f"{name}, scroll step", samples["scroll"], samples["floor"], goal)
    yield Measure(f"{name}, first paint", samples["first"])


def main() -> None:
    """Paints and prints the samples as JSON."""
    from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.features.calendar.grid import CalendarGrid
    from desktop.theme.switch import Appearance, ThemeSwitch
    from tests.desktop.gallery_panels.calendar_data import crowded_week

    class Copy(QWidget):
        picture: QPixmap

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
            QPainter(self).drawPixmap(0, 0, self.picture)

    app = QApplication([])
    ThemeSwitch(app, Appearance.LIGHT)
    grid, copy = CalendarGrid(), Copy()
    page = crowded_week(CLASSES)
    for widget in (grid, copy):
        widget.resize(1280 - 76, 800 - 97)
    grid.show()
    app.processEvents()
    grid.show_page(page)
    first = timed(grid.viewport().repaint, times=1, warm_up=0)
    copy.picture = grid.grab()
    copy.show()
    app.processEvents()
    bar = grid.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + STEP) % bar.maximum())
        grid.viewport().repaint()

    samples = {
        "first": first,
        "repaint": timed(grid.viewport().repaint, TIMES),
        "scroll": timed(scroll, TIMES),
        "floor": timed(copy.repaint, TIMES),
    }
    sys.stdout.write(f"{json.dumps(samples)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
