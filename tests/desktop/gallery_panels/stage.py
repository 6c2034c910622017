"""The desk's window with the panels and pages of this gallery, ready to be grabbed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.frame import FRAME_ACTIONS
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.calendar.actions import CALENDAR_ACTIONS
from desktop.features.calendar.view import CalendarScreen
from desktop.shell.lines import SyncLine
from desktop.shell.window import DeskWindow
from desktop.theme.marks import Tone
from tests.desktop.gallery_panels import calendar_data

OFFLINE = SyncLine("Offline", ("3 saved here", "sent 17:30"), "cloud-off", Tone.ATTENTION)


class Stage:
    """One window; a scene puts it into a state."""

    def __init__(self, settings: Path) -> None:
        self.window = DeskWindow(settings)
        self.registry = ActionRegistry((*FRAME_ACTIONS, *CALENDAR_ACTIONS), self.window)
        self.calendar = CalendarScreen(self.registry)
        self.calendar.set_preview(calendar_data.preview)
        ready: dict[Screen, QWidget] = {Screen.CALENDAR: self.calendar}
        screens = {screen: ready.get(screen) or QWidget() for screen in Screen}
        self.window.build(self.registry, screens)
        self.window.top.place.say("Northgate")
        self.window.top.person.say("Ruth Hale")
        self.window.top.set_clock("Wed 18 November", "17:41")
        self.window.set_sync(OFFLINE)
        self.window.set_waiting(Screen.ATTENTION, 4)

    def show(self, size: QSize) -> None:
        """Show the window in a size and let it settle."""
        self.window.resize(size)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()

    def week(self, drag: bool = False) -> None:
        """The week, and one class held over a place that is taken."""
        self.window.go(Screen.CALENDAR)
        self.calendar.show_page(calendar_data.week_page())
        QApplication.processEvents()
        if not drag:
            self.calendar.grid.choose("Wed-1800-Reformer")
            return
        grid = self.calendar.grid
        layout = grid.layout_now()
        rect = layout.rect_of("Thu-1500-Tower") if layout else None
        assert rect is not None
        seen = grid.scrolled()
        start = rect.center() + QPoint(seen.left, seen.top)
        view = grid.viewport()
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view, Qt.MouseButton.LeftButton, none, start)
        for down in (8, 40, 84):
            QTest.mouseMove(view, start + QPoint(0, down))

    def day(self) -> None:
        """The day by room."""
        self.window.go(Screen.CALENDAR)
        self.calendar.show_page(calendar_data.day_page())
        QApplication.processEvents()
        self.calendar.grid.choose("Wed-1800-Reformer")

    def grab(self, file: Path) -> None:
        """Save what is seen."""
        for _ in range(4):
            QApplication.processEvents()
        if not self.window.grab().save(str(file)):
            raise OSError(f"cannot write {file}")


SCENES: dict[str, Callable[[Stage], None]] = {
    "week": lambda stage: stage.week(),
    "week-drag": lambda stage: stage.week(drag=True),
    "day": lambda stage: stage.day(),
}
