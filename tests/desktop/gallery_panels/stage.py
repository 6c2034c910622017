"""The desk's window with the panels and pages of this gallery, ready to be grabbed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.frame import FRAME_ACTIONS
from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.attention.actions import ATTENTION_ACTIONS
from desktop.features.attention.view import AttentionScreen
from desktop.features.calendar.actions import CALENDAR_ACTIONS
from desktop.features.calendar.view import CalendarScreen
from desktop.features.class_panel.actions import CLASS_ACTIONS
from desktop.features.class_panel.view import ClassPanel
from desktop.features.clients.actions import CLIENT_ACTIONS
from desktop.features.clients.model import Profile
from desktop.features.clients.view import ClientsScreen
from desktop.features.new_series.model import SeriesDraft
from desktop.features.new_series.view import NewSeriesPanel
from desktop.features.resources.actions import RESOURCE_ACTIONS
from desktop.features.resources.view import ResourcesScreen
from desktop.shell.lines import SyncLine
from desktop.shell.window import DeskWindow
from desktop.theme.marks import Tone
from tests.desktop.gallery_panels import (
    attention_data,
    calendar_data,
    class_data,
    client_data,
    resource_data,
    series_data,
)

OFFLINE = SyncLine("Offline", ("3 saved here", "sent 17:30"), "cloud-off", Tone.ATTENTION)


ACTIONS = (
    *FRAME_ACTIONS,
    *CALENDAR_ACTIONS,
    *CLASS_ACTIONS,
    *CLIENT_ACTIONS,
    *RESOURCE_ACTIONS,
    *ATTENTION_ACTIONS,
)


class Stage:
    """One window; a scene puts it into a state."""

    def __init__(self, settings: Path) -> None:
        self.window = DeskWindow(settings)
        self.registry = ActionRegistry(ACTIONS, self.window)
        self.calendar = CalendarScreen(self.registry)
        self.calendar.set_preview(calendar_data.preview)
        self.panel = ClassPanel(self.registry)
        self.panel.set_answer(class_data.answer)
        self.panel.set_find(class_data.find)
        self.resources = ResourcesScreen(self.registry)
        self.resources.show_day(resource_data.resource_day())
        self.attention = AttentionScreen(self.registry)
        self.attention.show_items(attention_data.ITEMS)
        self.attention.show_story(attention_data.STORY)
        self.clients = ClientsScreen(self.registry)
        self.clients.set_find(client_data.find)
        self.series = NewSeriesPanel()
        self.series.set_preview(series_data.preview)
        ready: dict[Screen, QWidget] = {
            Screen.CALENDAR: self.calendar,
            Screen.CLIENTS: self.clients,
            Screen.RESOURCES: self.resources,
            Screen.ATTENTION: self.attention,
        }
        made = {screen: ready.get(screen) or QWidget() for screen in Screen}
        screens = {screen: partial(made.__getitem__, screen) for screen in made}
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

    def roster(self, ask: bool = False, book: str = "") -> None:
        """The class panel beside the day; asking to cancel, or booking."""
        self.day()
        self.panel.show_class(class_data.class_view())
        self.window.panel.open(self.panel)
        QApplication.processEvents()
        self.calendar.grid.choose("Wed-1800-Reformer")
        self.panel.roster.setFocus()
        if ask:
            self.panel.roster.choose("daniel")
            self.panel.roster.ask_cancel()
        if book:
            self.panel.ask_book()
            QTest.keyClicks(self.panel.book.field, book)
            QTest.keyClick(self.panel.book.field, Qt.Key.Key_Down)
            QTest.qWait(200)

    def resource_day(self) -> None:
        """Resources with the keyboard on a free slot."""
        self.window.go(Screen.RESOURCES)
        QApplication.processEvents()
        start = calendar_data.at(resource_data.DAY, "1330")
        self.resources.timeline.setFocus()
        self.resources.timeline.choose("reformer-4", start)

    def client(self, profile: Profile = client_data.PROFILE, page: str = "overview") -> None:
        """A profile."""
        self.window.go(Screen.CLIENTS)
        self.clients.show_profile(profile)
        self.clients.profile.overview.why.say(*client_data.WHY.get(profile.client_id, ("", "")))
        self.clients.profile.show_page(page)
        if profile.upcoming:
            self.clients.profile.overview.upcoming.choose(profile.upcoming[1].occurrence_id)

    def new_series(self, draft: SeriesDraft = series_data.DRAFT) -> None:
        """The panel beside the week."""
        self.week()
        self.series.start(series_data.CHOICES, draft)
        self.window.panel.open(self.series)
        self.series.form.start.setFocus()

    def grab(self, file: Path) -> None:
        """Save what is seen."""
        for _ in range(4):
            QApplication.processEvents()
        if not self.window.grab().save(str(file)):
            raise OSError(f"cannot write {file}")


SCENES: dict[str, Callable[[Stage], None]] = {
    "week": lambda stage: stage.week(),
    "week-drag": lambda stage: stage.week(drag=True),
    "class": lambda stage: stage.roster(),
    "class-cancel": lambda stage: stage.roster(ask=True),
    "class-book": lambda stage: stage.roster(book="noo"),
    "resources": lambda stage: stage.resource_day(),
    "attention": lambda stage: stage.window.go(Screen.ATTENTION),
    "clients": lambda stage: stage.window.go(Screen.CLIENTS),
    "client": lambda stage: stage.client(),
    "client-new": lambda stage: stage.client(client_data.NEWCOMER),
    "client-passes": lambda stage: stage.client(page="passes"),
    "client-bookings": lambda stage: stage.client(page="bookings"),
    "series": lambda stage: stage.new_series(),
    "series-wrong": lambda stage: stage.new_series(
        SeriesDraft(start="25:00", first="2026-11-25", until="2026-11-20", capacity="30")
    ),
    "series-once": lambda stage: stage.new_series(
        SeriesDraft(start="13:30", minutes="90", first="2026-11-18", once=True)
    ),
    "day": lambda stage: stage.day(),
}
