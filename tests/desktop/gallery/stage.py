"""A window with invented content, ready to be grabbed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.frame import FRAME_ACTIONS, OPEN_PALETTE, SHOW_SHORTCUTS
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.checkin.actions import CHECK_IN_ACTIONS
from desktop.features.checkin.model import ScanResult
from desktop.features.checkin.view import CheckInScreen
from desktop.features.today.actions import TODAY_ACTIONS
from desktop.features.today.model import DayLine, TodayView
from desktop.features.today.view import TodayScreen
from desktop.shell.lines import BannerLine, SyncLine
from desktop.shell.window import DeskWindow
from desktop.theme.marks import Tone
from desktop.widgets.button import Button
from desktop.widgets.undo_message import UndoMessage
from tests.desktop.gallery import checkin_data
from tests.desktop.gallery.palette_data import answers
from tests.desktop.gallery.today_data import day_line, today_view

OFFLINE = SyncLine("Offline", ("3 saved here", "sent 17:30"), "cloud-off", Tone.ATTENTION)
DEMO = BannerLine("Demo studio. Nothing here is real.", Tone.INFO, "star", "Remove the demo")


class Stage:
    """The desk's window with the screens that are ready; the others are blank."""

    def __init__(self, settings: Path, others: dict[Screen, QWidget] | None = None) -> None:
        self.time = 0.0
        self.window = DeskWindow(settings)
        actions = (*FRAME_ACTIONS, *TODAY_ACTIONS, *CHECK_IN_ACTIONS)
        self.registry = ActionRegistry(actions, self.window)
        self.today = TodayScreen(self.registry)
        self.today.show_day(today_view())
        self.checkin = CheckInScreen(self.registry, lambda: self.time)
        self.checkin.show_scans(checkin_data.scans(), checkin_data.TOTALS)
        ready: dict[Screen, QWidget] = {
            Screen.TODAY: self.today,
            Screen.CHECK_IN: self.checkin,
            **(others or {}),
        }
        made = {screen: ready.get(screen) or QWidget() for screen in Screen}
        screens = {screen: partial(made.__getitem__, screen) for screen in made}
        self.window.build(self.registry, screens, [answers])
        self.window.palette_box.set_reach("Searches 2,418 clients on this desk")
        self.window.top.place.say("Northgate")
        self.window.top.person.say("Ruth Hale", "Ruth")
        self.window.top.set_clock("Wed 18 November", "17:41")
        self.window.set_sync(OFFLINE)
        self.window.set_waiting(Screen.ATTENTION, 4)

    def show(self, size: QSize) -> None:
        """Show the window in a size and let it settle."""
        self.window.resize(size)
        self.window.show()
        QApplication.processEvents()

    def today_scene(self) -> UndoMessage:
        """Today with its next class chosen and a message."""
        self.window.go(Screen.TODAY)
        self.today.timeline.choose("0-18:00")
        self.today.due.list.choose("0-18:00/lucía romero")
        return self.window.say("Checked in <b>Priya Nair</b> to 18:00 Reformer Flow", lambda: None)

    def empty_scene(self) -> None:
        """Today on a day without classes, in a demo studio."""
        line = day_line()
        bare = DayLine(
            day=line.day,
            rooms=line.rooms,
            hours=line.hours,
            ends_min=line.ends_min,
            blocks=(),
            now_min=line.now_min,
            now=line.now,
        )
        self.today.show_day(TodayView(line=bare))
        self.window.set_banner(DEMO)

    def scan_scene(self, result: ScanResult | None, seconds: float = 6) -> None:
        """Check-in some seconds after a scan."""
        self.window.go(Screen.CHECK_IN)
        if result is not None:
            self.checkin.show_result(result)
            self.time += seconds

    def palette_scene(self, query: str) -> None:
        """The palette with something typed."""
        self.today_scene()
        self.registry.action(OPEN_PALETTE).trigger()
        self.window.palette_box.field.setText(query)

    def focus_scene(self) -> None:
        """Today while the keyboard stands on a button."""
        self.window.go(Screen.TODAY)
        self.window.activateWindow()
        button = next(b for b in self.today.findChildren(Button) if b.text() == "Sell a pass")
        button.setFocus()

    def shortcuts_scene(self) -> None:
        """The sheet of shortcuts beside Today."""
        self.registry.action(SHOW_SHORTCUTS).trigger()

    def grab(self, file: Path) -> None:
        """Save what is seen."""
        for _ in range(4):
            QApplication.processEvents()
        if not self.window.grab().save(str(file)):
            raise OSError(f"cannot write {file}")


SCENES: dict[str, Callable[[Stage], object]] = {
    "today": lambda stage: stage.today_scene(),
    "today-empty": lambda stage: stage.empty_scene(),
    "accepted": lambda stage: stage.scan_scene(checkin_data.ACCEPTED),
    "attention": lambda stage: stage.scan_scene(checkin_data.ATTENTION, 3),
    "refused": lambda stage: stage.scan_scene(checkin_data.REFUSED, 12),
    "working": lambda stage: stage.scan_scene(checkin_data.WORKING),
    "provisional": lambda stage: stage.scan_scene(checkin_data.PROVISIONAL),
    "ready": lambda stage: stage.scan_scene(None),
    "palette": lambda stage: stage.palette_scene("pri"),
    "palette-recent": lambda stage: stage.palette_scene(""),
    "focus": lambda stage: stage.focus_scene(),
    "shortcuts": lambda stage: stage.shortcuts_scene(),
}
