"""Builds each screen and panel with its presenter when it is first needed.

The one in view at the start comes first; the rest follow in the idle moments after the first
picture, so that a first visit finds them there.
"""

import gc
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.session import Session

if TYPE_CHECKING:
    from desktop.act_panel import ActPanels
    from desktop.features.attention.presenter import AttentionPresenter
    from desktop.features.attention.view import AttentionScreen
    from desktop.features.calendar.presenter import CalendarPresenter
    from desktop.features.checkin.presenter import CheckInPresenter
    from desktop.features.checkin.view import CheckInScreen
    from desktop.features.class_panel.day_rosters import DayRosters
    from desktop.features.class_panel.presenter import ClassPanelPresenter
    from desktop.features.class_panel.view import ClassPanel
    from desktop.features.clients.presenter import ClientsPresenter
    from desktop.features.new_series.presenter import NewSeriesPresenter
    from desktop.features.queues.model import MakeQueue
    from desktop.features.queues.presenter import QueuePresenter
    from desktop.features.reports.presenter import ReportsPresenter
    from desktop.features.resources.presenter import ResourcesPresenter
    from desktop.features.sell.presenter import SellPresenter
    from desktop.features.settings.presenter import SettingsPresenter
    from desktop.features.several.presenter import SeveralPresenter
    from desktop.features.sync.presenter import SyncPresenter
    from desktop.features.today.presenter import TodayPresenter
    from desktop.features.walk_in.presenter import WalkInPresenter
    from desktop.printing.presenter import PrintPresenter
    from desktop.shell.tabbed_page import TabbedPage
    from desktop.widgets.reload import Reload

V = TypeVar("V", bound=QWidget)
P = TypeVar("P", bound=QObject)

IDLE_MS = 10


class Screens(QObject):
    """All screens of the rail, and what the side panel can hold. `when` ties a part as it is built.

    Parts are named like their attributes: "today", "class_shown" and so on.
    """

    def __init__(self, registry: ActionRegistry, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._registry = registry
        self._session = session
        self._ties: dict[str, list[Callable[[Any], object]]] = {}
        self._views: dict[Screen, QWidget] = {}
        self._ended = False

    @cached_property
    def today(self) -> "TodayPresenter":
        from desktop.features.today.presenter import TodayPresenter
        from desktop.features.today.view import TodayScreen

        view = self._shown(Screen.TODAY, TodayScreen(self._registry))
        return self._tied("today", TodayPresenter(view, self._session))

    @cached_property
    def calendar(self) -> "CalendarPresenter":
        from desktop.features.calendar.presenter import CalendarPresenter
        from desktop.features.calendar.view import CalendarScreen

        view = self._shown(Screen.CALENDAR, CalendarScreen(self._registry))
        return self._tied("calendar", CalendarPresenter(view, self._session))

    @cached_property
    def check_in_view(self) -> "CheckInScreen":
        from desktop.features.checkin.view import CheckInScreen

        return self._shown(Screen.CHECK_IN, CheckInScreen(self._registry))

    @cached_property
    def check_in(self) -> "CheckInPresenter":
        from desktop.features.checkin.presenter import CheckInPresenter

        return self._tied("check_in", CheckInPresenter(self.check_in_view, self._session))

    @cached_property
    def clients(self) -> "ClientsPresenter":
        from desktop.features.clients.presenter import ClientsPresenter
        from desktop.features.clients.view import ClientsScreen

        view = self._shown(Screen.CLIENTS, ClientsScreen(self._registry))
        return self._tied("clients", ClientsPresenter(view, self._session))

    @cached_property
    def sell(self) -> "SellPresenter":
        from desktop.features.sell.presenter import SellPresenter
        from desktop.features.sell.view import SellScreen

        view = self._shown(Screen.SELL, SellScreen(self._registry))
        return self._tied("sell", SellPresenter(view, self._session))

    @cached_property
    def resources(self) -> "ResourcesPresenter":
        from desktop.features.resources.presenter import ResourcesPresenter
        from desktop.features.resources.view import ResourcesScreen

        view = self._shown(Screen.RESOURCES, ResourcesScreen(self._registry))
        return self._tied("resources", ResourcesPresenter(view, self._session))

    @cached_property
    def attention_pages(self) -> "TabbedPage":
        from desktop.features.queues import actions as pages
        from desktop.shell.tabbed_page import TabbedPage

        def queue(part: str) -> QWidget:
            view: QWidget = getattr(self, part).view
            return view

        made = TabbedPage(
            self.tr("Attention"),
            [
                (pages.NEEDS, self.tr("Needs you"), lambda: self._attention_view),
                (pages.REQUESTS, self.tr("Requests"), partial(queue, "requests")),
                (pages.WAITLISTS, self.tr("Waitlists"), partial(queue, "waitlists")),
                (pages.NO_SHOWS, self.tr("No-shows"), partial(queue, "no_shows")),
                (pages.SUSPENSIONS, self.tr("Suspensions"), partial(queue, "suspensions")),
            ],
        )
        made.shown.connect(self._page_shown)
        return self._tied("attention_pages", self._shown(Screen.ATTENTION, made))

    @cached_property
    def requests(self) -> "QueuePresenter":
        from desktop.features.queues.actions import ASK
        from desktop.features.queues.requests import Requests
        from desktop.widgets.button import Button

        made = self._queue("requests", Requests)
        made.view.offer(Button.for_action(self._registry.action(ASK), icon="calendar-plus"))
        return made

    @cached_property
    def waitlists(self) -> "QueuePresenter":
        from desktop.features.queues.waitlists import Waitlists

        return self._queue("waitlists", Waitlists)

    @cached_property
    def no_shows(self) -> "QueuePresenter":
        from desktop.features.queues.no_shows import NoShows

        return self._queue("no_shows", NoShows)

    @cached_property
    def suspensions(self) -> "QueuePresenter":
        from desktop.features.queues.suspensions import Suspensions

        return self._queue("suspensions", Suspensions)

    def _queue(self, part: str, make: "MakeQueue") -> "QueuePresenter":
        from desktop.features.queues.presenter import QueuePresenter

        made = QueuePresenter(make, self._session, self)
        made.counted.connect(lambda count: self.attention_pages.say(part, count))
        return self._tied(part, made)

    def _page_shown(self, ident: str) -> None:
        """What a page shows is read when it comes into view."""
        part = vars(self).get(_PAGES[ident])
        if part is not None:
            part.reload.look()

    @cached_property
    def _attention_view(self) -> "AttentionScreen":
        from desktop.features.attention.view import AttentionScreen

        return AttentionScreen(self._registry)

    @cached_property
    def attention(self) -> "AttentionPresenter":
        from desktop.features.attention.presenter import AttentionPresenter

        pages = self.attention_pages
        made = AttentionPresenter(self._attention_view, self._session)
        made.counted.connect(lambda count: pages.say("needs_you", count))
        made.asked.connect(lambda count: pages.say("requests", count))
        return self._tied("attention", made)

    @cached_property
    def settings(self) -> "SettingsPresenter":
        from desktop.features.settings.presenter import SettingsPresenter
        from desktop.features.settings.view import SettingsScreen

        view = self._shown(Screen.SETTINGS, SettingsScreen(self._registry))
        return self._tied("settings", SettingsPresenter(view, self._session))

    @cached_property
    def reports(self) -> "ReportsPresenter":
        from desktop.features.reports.presenter import ReportsPresenter
        from desktop.features.reports.view import ReportsScreen

        view = self._shown(Screen.REPORTS, ReportsScreen(self._registry))
        return self._tied("reports", ReportsPresenter(view, self._session))

    @cached_property
    def class_panel(self) -> "ClassPanel":
        from desktop.features.class_panel.view import ClassPanel

        return ClassPanel(self._registry)

    @cached_property
    def class_shown(self) -> "ClassPanelPresenter":
        from desktop.features.class_panel.presenter import ClassPanelPresenter

        return self._tied("class_shown", ClassPanelPresenter(self.class_panel, self._session))

    @cached_property
    def day_rosters(self) -> "DayRosters":
        from desktop.features.class_panel.day_rosters import DayRosters

        return self._tied("day_rosters", DayRosters(self._session, self))

    @cached_property
    def walk_in(self) -> "WalkInPresenter":
        from desktop.features.walk_in.presenter import WalkInPresenter

        return self._tied("walk_in", WalkInPresenter(self._session, self))

    @cached_property
    def sync(self) -> "SyncPresenter":
        from desktop.features.sync.panel import SyncPanel
        from desktop.features.sync.presenter import SyncPresenter

        return self._tied("sync", SyncPresenter(SyncPanel(), self._session))

    @cached_property
    def acts(self) -> "ActPanels":
        from desktop.act_panel import ActPanels

        return self._tied("acts", ActPanels(self._session, self))

    @cached_property
    def new_series(self) -> "NewSeriesPresenter":
        from desktop.features.new_series.presenter import NewSeriesPresenter
        from desktop.features.new_series.view import NewSeriesPanel

        return self._tied("new_series", NewSeriesPresenter(NewSeriesPanel(), self._session))

    @cached_property
    def several(self) -> "SeveralPresenter":
        from desktop.features.several.presenter import SeveralPresenter

        return self._tied("several", SeveralPresenter(self._session, self))

    @cached_property
    def printing(self) -> "PrintPresenter":
        from desktop.printing.presenter import PrintPresenter
        from desktop.printing.preview import PreviewPanel

        return self._tied("printing", PrintPresenter(PreviewPanel(), self._session))

    def when(self, part: str, tie: Callable[[Any], object]) -> None:
        """Do something with a part as soon as it is there."""
        if part in vars(self):
            tie(getattr(self, part))
        else:
            self._ties.setdefault(part, []).append(tie)

    def widget(self, screen: Screen) -> QWidget:
        """The widget of a screen."""
        getattr(self, _PARTS[screen])
        return self._views[screen]

    def widgets(self) -> dict[Screen, QWidget]:
        """The screens in the order of the rail, all built."""
        return {screen: self.widget(screen) for screen in _PARTS}

    def makers(self) -> dict[Screen, Callable[[], QWidget]]:
        """How each screen of the rail is built."""
        return {screen: partial(self.widget, screen) for screen in _PARTS}

    def build_rest(self) -> None:
        """Build what is not there yet, a part in each idle moment."""
        missing = self.missing()
        if missing and not self._ended:
            getattr(self, missing[0])
            QTimer.singleShot(IDLE_MS, self, self.build_rest)
        elif not missing:
            gc.freeze()  # what stands now stays: no collection walks it again

    def missing(self) -> list[str]:
        """The parts that are not built yet."""
        return [part for part in _ORDER if part not in vars(self)]

    def end(self) -> None:
        """Build nothing more; what stood for good goes with the window."""
        self._ended = True
        gc.unfreeze()
        for view in self._views.values():
            # one that was never looked at has no window that takes it down
            if isValid(view) and view.parent() is None:
                view.deleteLater()

    def panels(self) -> list[QWidget]:
        """What the side panel can hold by now, whether it does or not."""
        built = vars(self)
        found: list[QWidget] = [built["class_panel"]] if "class_panel" in built else []
        found += [built[one].panel for one in _PANELS if one in built]
        if "calendar" in built:
            found += [built["calendar"].diff, built["calendar"].sessions.picker]
        return [*found, self.clients.picker] if "clients" in built else found

    def look(self, screen: Screen) -> None:
        """A screen comes into view: read what is not fresh."""
        if screen is Screen.ATTENTION and "attention_pages" in vars(self):
            self._page_shown(self.attention_pages.tabs.choice())
            return
        reload = self._reloads().get(screen)
        if reload is not None:
            reload.look()

    def ask(self, screen: Screen) -> None:
        """Time has passed on a screen."""
        reload = self._reloads().get(screen)
        if reload is not None:
            reload.ask()

    def ask_all(self) -> None:
        """Read everything anew, each screen when it is shown."""
        for screen in Screen:
            self.ask(screen)
        self.when("attention", lambda attention: attention.count())

    def _shown(self, screen: Screen, view: V) -> V:
        self._views[screen] = view
        return view

    def _tied(self, part: str, presenter: P) -> P:
        for tie in self._ties.pop(part, []):
            tie(presenter)
        return presenter

    def _reloads(self) -> Mapping[Screen, "Reload"]:
        built = vars(self)
        return {
            screen: built[part].reload
            for screen, part in _PARTS.items()
            if part in built and screen is not Screen.CHECK_IN
        }


_PARTS = {
    Screen.TODAY: "today",
    Screen.CALENDAR: "calendar",
    Screen.CHECK_IN: "check_in",
    Screen.CLIENTS: "clients",
    Screen.SELL: "sell",
    Screen.RESOURCES: "resources",
    Screen.ATTENTION: "attention",
    Screen.REPORTS: "reports",
    Screen.SETTINGS: "settings",
}
_PAGES = {
    "needs_you": "attention",
    "requests": "requests",
    "waitlists": "waitlists",
    "no_shows": "no_shows",
    "suspensions": "suspensions",
}
"""The parts behind the pages of Attention."""
_PANELS = ("walk_in", "new_series", "several", "printing")
_ORDER = (
    "attention",
    "check_in",
    "today",
    "class_shown",
    "clients",
    "walk_in",
    "calendar",
    "sell",
    "resources",
    "new_series",
    "several",
    "settings",
    "printing",
    "reports",
)
