"""Builds every screen and panel with its presenter."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.actions.registry import ActionRegistry
from desktop.actions.screens import Screen
from desktop.features.attention.presenter import AttentionPresenter
from desktop.features.attention.view import AttentionScreen
from desktop.features.calendar.presenter import CalendarPresenter
from desktop.features.calendar.view import CalendarScreen
from desktop.features.checkin.presenter import CheckInPresenter
from desktop.features.checkin.view import CheckInScreen
from desktop.features.class_panel.presenter import ClassPanelPresenter
from desktop.features.class_panel.view import ClassPanel
from desktop.features.clients.presenter import ClientsPresenter
from desktop.features.clients.view import ClientsScreen
from desktop.features.new_series.presenter import NewSeriesPresenter
from desktop.features.new_series.view import NewSeriesPanel
from desktop.features.payment.panel import PaymentPanel
from desktop.features.payment.presenter import PaymentPresenter
from desktop.features.resources.presenter import ResourcesPresenter
from desktop.features.resources.view import ResourcesScreen
from desktop.features.today.presenter import TodayPresenter
from desktop.features.today.view import TodayScreen
from desktop.features.walk_in.presenter import WalkInPresenter
from desktop.session import Session
from desktop.widgets.reload import Reload


class Screens(QObject):
    """All screens of the rail, and what the side panel can hold."""

    def __init__(self, registry: ActionRegistry, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.today_view, self.calendar_view = TodayScreen(registry), CalendarScreen(registry)
        self.check_in_view, self.clients_view = CheckInScreen(registry), ClientsScreen(registry)
        self.resources_view = ResourcesScreen(registry)
        self.attention_view = AttentionScreen(registry)
        self.class_panel = ClassPanel(registry)
        self.today = TodayPresenter(self.today_view, session)
        self.calendar = CalendarPresenter(self.calendar_view, session)
        self.check_in = CheckInPresenter(self.check_in_view, session)
        self.clients = ClientsPresenter(self.clients_view, session)
        self.resources = ResourcesPresenter(self.resources_view, session)
        self.attention = AttentionPresenter(self.attention_view, session)
        self.class_shown = ClassPanelPresenter(self.class_panel, session)
        self.walk_in = WalkInPresenter(session, self)
        self.payment = PaymentPresenter(PaymentPanel(), session)
        self.new_series = NewSeriesPresenter(NewSeriesPanel(), session)

    def widgets(self) -> dict[Screen, QWidget]:
        """The screens in the order of the rail."""
        return {
            Screen.TODAY: self.today_view,
            Screen.CALENDAR: self.calendar_view,
            Screen.CHECK_IN: self.check_in_view,
            Screen.CLIENTS: self.clients_view,
            Screen.RESOURCES: self.resources_view,
            Screen.ATTENTION: self.attention_view,
        }

    def panels(self) -> list[QWidget]:
        """What the side panel can hold, whether it does or not."""
        return [
            self.class_panel,
            self.walk_in.panel,
            self.payment.panel,
            self.new_series.panel,
            self.clients.picker,
        ]

    def look(self, screen: Screen) -> None:
        """A screen comes into view: read what is not fresh."""
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
        self.attention.count()

    def _reloads(self) -> Mapping[Screen, Reload]:
        return {
            Screen.TODAY: self.today.reload,
            Screen.CALENDAR: self.calendar.reload,
            Screen.CLIENTS: self.clients.reload,
            Screen.RESOURCES: self.resources.reload,
            Screen.ATTENTION: self.attention.reload,
        }
